"""Large text, a keyboard, chosen colours and paper: nothing is lost at any of them."""

import pytest
from playwright.sync_api import Browser, Page

from portal.activities.content import SampleActivities
from portal.infra.content_pack import ContentPack
from tests.browser.conftest import NARROW, Site

pytestmark = pytest.mark.sqlite

CLUB = "bromyard-saturday-crew"
# Sizes of all letters that are printed, in points.
PRINTED = """() => { const sizes = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
        const range = document.createRange(); range.selectNodeContents(text);
        if (text.textContent.trim() && range.getClientRects().length
            && !text.parentElement.closest('.visually-hidden'))
            sizes.push(parseFloat(getComputedStyle(text.parentElement).fontSize) * .75);
    }
    return Math.min(...sizes); }"""


def _comparison(site: Site, pack: ContentPack, count: int) -> str:
    known = sorted(
        pack.of(SampleActivities).activities, key=lambda one: -len(one.access) - 3 * len(one.sessions)
    )
    return f"{site.public}/compare?" + "&".join(f"activity={one.slug}" for one in known[:count])


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("path", ["/", "/activities", "/activities/map", f"/activities/{CLUB}", "/missing"])
def test_text_twice_as_large_does_not_move_sideways(path: str, language: str, page: Page, site: Site) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    page.goto(f"{site.public}{path}?lang={language}")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_narrow_comparison_shows_that_there_is_more(page: Page, site: Site, pack: ContentPack) -> None:
    page.goto(_comparison(site, pack, 4))
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # As above
    assert page.get_by_text("Move sideways to see all 4.").is_visible()
    second = page.get_by_role("columnheader").nth(1).bounding_box()
    assert second is not None
    assert second["x"] < NARROW["width"] - 40
    page.goto(_comparison(site, pack, 2))
    page.set_viewport_size({"width": 600, "height": 900})
    assert page.get_by_text("Move sideways to see all 2.").is_hidden()


def test_no_link_that_has_the_focus_is_under_the_first_column(
    page: Page, site: Site, pack: ContentPack
) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # As above
    page.goto(_comparison(site, pack, 4))
    edge = page.locator("tbody th[scope=row]").first.bounding_box()
    assert edge is not None
    page.get_by_role("region", name="Facts side by side").focus()
    for key in ("Tab", "Shift+Tab"):
        for _press in range(20):
            page.keyboard.press(key)
            link = page.locator(".compare a:focus")
            if link.count():
                box = link.bounding_box()
                assert box is not None
                assert box["x"] >= edge["x"] + edge["width"] - 1, link.inner_text()


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_no_printed_letter_is_smaller_than_eight_points(
    count: int, language: str, page: Page, site: Site, pack: ContentPack
) -> None:
    page.goto(f"{_comparison(site, pack, count)}&lang={language}")
    page.emulate_media(media="print")
    assert page.evaluate(PRINTED) >= (8 if count > 2 else 9) - 0.01


def test_pictures_and_the_map_are_seen_on_dark_colours(browser: Browser, site: Site) -> None:
    window = browser.new_context(forced_colors="active", color_scheme="dark")
    page = window.new_page()
    page.goto(f"{site.public}/activities/map")
    ground = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"
    assert page.evaluate(ground, ".card__picture") == "rgb(255, 255, 255)"
    assert page.evaluate(ground, ".map__drawing") == page.evaluate(ground, "body")
    window.close()


def test_the_first_page_finds_things_without_a_script(plain_page: Page, site: Site) -> None:
    plain_page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # As above
    plain_page.goto(site.public)
    field = plain_page.get_by_label("What are you looking for?")
    box = field.bounding_box()
    assert box is not None
    assert box["y"] < 2 * NARROW["height"]
    # A home that is typed never stands in an address.
    field.fill("swim HR6 8NW")
    with plain_page.expect_navigation():
        field.press("Enter")
    assert plain_page.url == f"{site.public}/activities?q=swim&near=HR6+8#found"
