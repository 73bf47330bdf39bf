"""J7: a parent who was told “you need a diagnosis” finds that it is not so, says who said it, and it is counted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import follow, heading, press

pytestmark = pytest.mark.sqlite
PAGE = "/do-i-need-a-diagnosis"
SCHOOL = "School, nursery or college"


def told_by_school(staff_page: Page, site: Site) -> int:
    """Give how many families were told so by a school, as a commissioner reads it."""
    staff_page.goto(f"{site.staff}/told-a-diagnosis")
    row = staff_page.get_by_role("row", name=SCHOOL)
    return int(row.get_by_role("cell").first.inner_text())


def test_a_parent_who_was_told_to_get_a_diagnosis(plain_page: Page, staff_page: Page, site: Site) -> None:
    before = told_by_school(staff_page, site)
    page = plain_page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    page.goto(f"{site.public}/activities?q=diagnosis")
    answers = page.locator("main a[href='/eligibility'], main a[href='/do-i-need-a-diagnosis']")
    assert answers.evaluate_all("all => all.map(one => one.getAttribute('href'))")[:2] == [
        "/eligibility",
        PAGE,
    ]
    page.goto(site.public + PAGE)
    for name in ("Diagnosis", "EHC plan", "Social care assessment"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    table = page.get_by_role("table", name="Do I need a social care assessment?")
    expect(table.get_by_role("columnheader", name="Do I need it?")).to_be_visible()
    expect(table.get_by_role("row", name="Tier 3").get_by_role("cell", name="Yes")).to_be_visible()
    page.get_by_label(SCHOOL).check()
    press(page, "Tell us")
    assert heading(page) == "Thank you for telling us"
    assert told_by_school(staff_page, site) == before + 1
    follow(page, "See what you can get")


def test_hidden_disabilities_find_quiet_and_small_places(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/activities?access=quiet_space&access=small_group")
    expect(page.locator("main h3 a").first).to_be_visible()


def test_its_pages_are_good(page: Page, staff_page: Page, site: Site) -> None:
    page.goto(site.public + PAGE)
    assert_good(page)
    press(page, "Tell us")
    expect(page.locator(".error-summary")).to_be_focused()
    assert_good(page)
    for address in (
        "/what-there-is",
        "/glossary",
        "/statement",
        "/statement/2025-11",
        "/tier-3",
        f"{PAGE}/thank-you",
    ):
        page.goto(site.public + address)
        assert_good(page)
    staff_page.goto(f"{site.staff}/told-a-diagnosis")
    assert_good(staff_page)


def test_a_hard_word_leads_to_its_meaning_and_back(plain_page: Page, site: Site) -> None:
    page = plain_page
    page.goto(f"{site.public}/tier-3")
    term = page.locator("a.term", has_text="EHC plan")
    meaning = "Education, health and care plan. It says what help a child or young person gets at school or college."
    expect(term).to_have_accessible_description(meaning)
    term.click()
    expect(page.locator("#word-ehc-plan")).to_be_in_viewport()
    page.locator(".page-words__back[href='#term-ehc-plan']").click()
    expect(term).to_be_in_viewport()
