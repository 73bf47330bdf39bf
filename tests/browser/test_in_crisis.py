"""J1: a parent at the end of their strength, without a diagnosis, at night, on a telephone, scripts off."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.walking import answer_all, fill_in, follow, go_on, heading, press

NOTHING_YET = {
    "who": "parent",
    "age": "7",
    "area": "leominster",
    "diagnosis": "waiting",
    "ehc_plan": "no",
    "assessment": "no",
    "needs": ["no_diagnosis"],
    "safe": "yes",
}
_MOST_PAGES = 12


def _to_the_result(page: Page, site: Site, **changes: str) -> None:
    """Answer the checker's questions until it says what the family can get."""
    page.goto(f"{site.public}/eligibility")
    follow(page, "Start")
    for _page in range(_MOST_PAGES):
        if page.url.endswith("/result"):
            return
        fill_in(page, {**NOTHING_YET, **changes})
        go_on(page)
    raise AssertionError(f"the checker does not end; the last page was “{heading(page)}”")


@pytest.mark.sqlite
def test_the_first_screen_says_that_no_diagnosis_is_needed_and_where_help_is(
    plain_page: Page, site: Site
) -> None:
    plain_page.set_viewport_size({"width": 320, "height": 640})
    plain_page.goto(site.public)
    expect(plain_page.get_by_role("link", name="I need help now").first).to_be_in_viewport()
    expect(plain_page.get_by_text("You do not need a diagnosis.").first).to_be_in_viewport()
    follow(plain_page, "I need help now")
    numbers = [link.get_attribute("href") for link in plain_page.locator("main a[href^='tel:']").all()]
    assert numbers[0] == "tel:999"
    assert len(numbers) >= 3
    assert not plain_page.locator("main form").count()


@pytest.mark.sqlite
def test_without_diagnosis_plan_and_assessment_there_is_something_to_get(
    plain_page: Page, site: Site
) -> None:
    plain_page.set_viewport_size({"width": 320, "height": 640})
    _to_the_result(plain_page, site)
    assert heading(plain_page) == "You can get Tier 1 and Tier 2 short breaks"
    words = plain_page.locator("main").inner_text().lower()
    assert "not eligible" not in words
    expect(plain_page.locator("main a[href^='/activities?']").first).to_be_visible()
    expect(plain_page.locator("main a[href^='/ask']").first).to_be_visible()
    expect(plain_page.locator("main a[href^='tel:']").first).to_be_visible()


@pytest.mark.sqlite
def test_who_is_not_safe_sees_help_at_once_and_can_still_ask(
    plain_page: Page, staff_page: Page, site: Site
) -> None:
    _to_the_result(plain_page, site, safe="no")
    expect(plain_page.locator("main a[href='tel:999']").first).to_be_visible()
    plain_page.goto(f"{site.public}/ask")
    answer_all(plain_page, {"urgent_help": "not_safe"})
    press(plain_page, "Send my request")
    assert heading(plain_page) == "We have your request"
    reference = plain_page.locator(".reference").inner_text()
    expect(plain_page.locator("main")).to_contain_text("working day")

    def first_request() -> str:
        staff_page.goto(f"{site.staff}/referrals")
        return staff_page.locator("tbody tr").first.inner_text()

    for _turn in range(50):
        if reference in staff_page.content():
            break
        first_request()
        staff_page.wait_for_timeout(200)
    assert reference in first_request()
    assert "urgent" in first_request().lower()
