"""The map in a real browser: targets that fingers hit, names that can be read, the keyboard, and where I am."""

import itertools
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NARROW, WIDE, Site
from tests.browser.inspection import assert_good

pytestmark = pytest.mark.sqlite

LEOMINSTER = {"latitude": 52.228412, "longitude": -2.738519, "accuracy": 10}
ADDRESSES = (
    "/activities/map",
    "/activities/map?near=leominster&within=10",
    "/activities/map?near=SO4959&within=20&page=2",
    "/activities/map?delivery=online&lang=pl",
    "/activities/map?q=zzzzzz",
    "/activities/map?near=Nowhereville&date=2027-02-31",
)


def _boxes(page: Page, selector: str) -> list[dict[str, Any]]:
    script = """all => all.map(one => { const box = one.getBoundingClientRect();
        return {text: one.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom} })"""
    found: list[dict[str, Any]] = page.locator(selector).evaluate_all(script)
    return found


def _touch(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_good_wide_and_narrow(address: str, page: Page, site: Site) -> None:
    page.goto(site.public + address)
    assert_good(page)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_nothing_on_the_map_covers_a_name_or_a_marker(
    address: str, size: dict[str, int], page: Page, site: Site
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    page.goto(site.public + address)
    drawn = [*_boxes(page, ".map__pin"), *_boxes(page, ".map__name")]
    assert len(drawn) > 5
    for one, other in itertools.combinations(drawn, 2):
        # The box of a text holds the white around its letters too.
        assert not _touch(one, {**other, "top": other["top"] + 3, "bottom": other["bottom"] - 3}), (
            one,
            other,
        )


def test_every_marker_is_large_enough_on_a_telephone(page: Page, site: Site) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # As above
    page.goto(f"{site.public}/activities/map")
    targets = _boxes(page, ".map__target")
    assert targets
    for box in targets:
        assert box["right"] - box["left"] >= 24
        assert box["bottom"] - box["top"] >= 24
    for one, other in itertools.combinations(targets, 2):
        assert not _touch(one, other)


def test_the_keyboard_reaches_a_marker_and_its_place_in_the_list(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/activities/map?near=leominster&within=10")
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('map__marker')"):
            break
    marker = page.locator(":focus")
    expect(marker.locator(".map__pin")).not_to_have_css("fill", _fill(page))
    key = str(marker.get_attribute("href"))
    page.keyboard.press("Enter")
    expect(page.locator(key)).to_be_focused()
    expect(page.locator(key)).to_be_visible()
    if key.startswith("#marker-"):
        page.keyboard.press("Tab")
        wanted = str(page.locator(":focus").get_attribute("href"))
        page.keyboard.press("Enter")
        expect(page.locator(wanted)).to_be_focused()


def _fill(page: Page) -> str:
    """Give the colour of a marker that has no focus."""
    return str(page.locator(".map__pin").last.evaluate("pin => getComputedStyle(pin).fill"))


def test_the_way_past_the_map_leads_to_the_list(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/activities/map")
    page.get_by_role("link", name="Go past the map to the list").click()
    expect(page.locator("#results")).to_be_focused()


def test_where_i_am_is_asked_on_a_click_and_sent_rounded(
    window: BrowserContext, page: Page, site: Site
) -> None:
    window.grant_permissions(["geolocation"], origin=site.public)
    window.set_geolocation(LEOMINSTER)  # type: ignore[arg-type]  # The library types positions as its own dictionary
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    page.goto(f"{site.public}/activities/map?q=swim&within=10")
    page.get_by_role("button", name="Use where I am").click()
    page.wait_for_url("**/activities/map?q=swim&near=SO4959**")
    assert any("here=52.23%2C-2.74" in line for line in sent)
    assert not any("2284" in line or "7385" in line for line in sent)


def test_a_refusal_is_told_with_another_way(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/activities/map")
    page.get_by_role("button", name="Use where I am").click()
    told = page.locator("#where-i-am-told")
    expect(told).to_contain_text("Type a town or postcode instead.")
    expect(told).to_have_attribute("role", "status")
    assert page.url == f"{site.public}/activities/map"


def test_without_scripts_there_is_no_button_that_does_nothing(plain_page: Page, site: Site) -> None:
    plain_page.goto(f"{site.public}/activities/map")
    expect(plain_page.locator("#where-i-am")).to_be_hidden()
    plain_page.get_by_label("Town or postcode").fill("Kington")
    plain_page.get_by_role("button", name="Show on the map").click()
    plain_page.wait_for_url("**/activities/map?near=kington")
