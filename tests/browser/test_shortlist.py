"""A family saves what it likes, sees it side by side, and takes one sheet of paper or a phone with it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from portal.activities.content import SampleActivities
from portal.infra.content_pack import ContentPack
from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import follow, heading, press

pytestmark = pytest.mark.sqlite


def _save(page: Page, place: int) -> str:
    """Press "Save to my list" at one result; give its name."""
    button = page.get_by_role("button", name="Save to my list").nth(place)
    name = button.inner_text().partition(":")[2].strip()
    with page.expect_navigation():
        button.click()
    return name


def _sheets(page: Page, path: Path) -> int:
    """Print the page that is open and count the sheets of paper."""
    page.pdf(path=path, prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", path.read_bytes()))


def _fullest(pack: ContentPack, count: int) -> list[str]:
    """Give the activities of which most is known."""
    known = sorted(
        pack.of(SampleActivities).activities, key=lambda one: -len(one.access) - 3 * len(one.sessions)
    )
    return [one.slug for one in known[:count]]


def _address(site: Site, slugs: list[str]) -> str:
    return f"{site.public}/compare?" + "&".join(f"activity={slug}" for slug in slugs)


def test_from_a_search_to_side_by_side_without_scripts(plain_page: Page, site: Site) -> None:
    page = plain_page
    page.goto(f"{site.public}/activities?tier=universal")
    names = [_save(page, place) for place in (0, 2)]
    assert "tier=universal" in page.url
    assert page.locator("#saved").inner_text().startswith("Saved to your list: 2 things.")
    follow(page, "Open my list")
    assert page.locator("main h2 a").all_inner_texts() == names
    follow(page, "Compare side by side")
    assert heading(page) == "Side by side"
    assert page.get_by_role("columnheader").filter(has_text=names[1]).count()
    assert page.get_by_role("img", name="Opens this list on a phone").count() == 1
    page.goto(f"{site.public}/shortlist")
    with page.expect_navigation():
        page.get_by_role("button", name="Take off my list").first.click()
    assert page.locator("main h2 a").all_inner_texts() == [names[1]]
    press(page, "Delete my whole list")
    assert "Nothing is on your list yet." in page.locator("main").inner_text()


def test_a_home_does_not_come_into_the_address(plain_page: Page, site: Site) -> None:
    plain_page.goto(f"{site.public}/activities")
    plain_page.get_by_label("Town or postcode").fill("HR6 8NW")
    _save(plain_page, 0)
    assert "8NW" not in plain_page.url
    assert "near=HR6+8" in plain_page.url


def test_the_pages_are_good_wide_and_narrow(page: Page, site: Site, pack: ContentPack) -> None:
    page.goto(f"{site.public}/shortlist")
    assert_good(page)
    page.goto(_address(site, _fullest(pack, 6)))
    assert_good(page)
    press(page, "Save these to my list")
    assert_good(page)
    page.goto(f"{site.public}/compare?activity=gone-club")
    assert_good(page)
    page.goto(f"{site.public}/compare/calendar.ics")
    assert_good(page)


def test_a_narrow_table_moves_under_its_first_column(page: Page, site: Site, pack: ContentPack) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    page.goto(_address(site, _fullest(pack, 4)))
    region = page.get_by_role("region", name="Facts side by side")
    region.focus()
    label = page.get_by_role("rowheader", name="Ages", exact=True)
    before = label.bounding_box()
    for _press in range(8):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(50)
    assert region.evaluate("region => region.scrollLeft") > 100
    after = label.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) < 2
    assert after["width"] < NARROW["width"] / 2


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_it_prints_on_one_sheet(
    count: int, language: str, page: Page, site: Site, pack: ContentPack, tmp_path: Path
) -> None:
    page.goto(f"{_address(site, _fullest(pack, count))}&lang={language}")
    assert _sheets(page, tmp_path / "sheet.pdf") == 1


def test_two_sheets_are_noticed(page: Page, site: Site, pack: ContentPack, tmp_path: Path) -> None:
    page.goto(_address(site, _fullest(pack, 4)))
    page.evaluate("document.querySelector('main').style.paddingBottom = '297mm'")
    assert _sheets(page, tmp_path / "sheets.pdf") > 1
