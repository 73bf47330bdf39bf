"""The survey of parents in a browser, as Ewa does it: in Polish, on a small phone, with every page looked at."""

from playwright.sync_api import Page

from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import faults_of
from tests.browser.walking import MOST_PAGES, fill_in, heading
from tests.careful_client import Answers

_ANSWERS: Answers = {
    "rating": "good",
    "best_thing": "Syn się śmieje.",
    "barriers": "awareness",
    "told_diagnosis": "yes",
    "district": "bromyard",
}


def _looked_at(page: Page) -> None:
    """Fail with what axe finds, and keep the page as narrow as the phone."""
    assert page.locator("html").get_attribute("lang") == "pl"
    faults = faults_of(page)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    assert not faults, f"{page.url}:\n  " + "\n  ".join(faults)


def _go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form .actions button").first.click()


def test_a_parent_answers_in_polish_on_a_small_phone(page: Page, site: Site) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # As above
    page.goto(f"{site.public}/tell-us?lang=pl")
    _looked_at(page)
    with page.expect_navigation():
        page.locator('main a[href$="/tell-us/parents"]').click()
    assert heading(page) != "Tell us what you think: parents and carers"
    _looked_at(page)
    with page.expect_navigation():
        page.locator("main a.button").click()
    asked = set()
    for _page in range(MOST_PAGES):
        _looked_at(page)
        asked |= set(page.locator("main [name]").evaluate_all("fields => fields.map(field => field.name)"))
        if page.url.endswith("/check"):
            break
        fill_in(page, _ANSWERS)
        _go_on(page)
        assert not page.locator(".error-summary").count(), page.locator(".error-summary").inner_text()
    assert {*_ANSWERS, "told_by", "travel_time", "support_times", "used_tiers"} <= asked
    assert "Syn się śmieje." in page.locator("main").inner_text()
    _go_on(page)
    assert page.url.endswith("/tell-us/parents/thank-you")
    _looked_at(page)


def test_staff_see_the_round_print_it_and_type_in_paper(staff_page: Page, site: Site) -> None:
    staff_page.goto(f"{site.staff}/surveys/rounds")
    assert not faults_of(staff_page)
    with staff_page.expect_navigation():
        staff_page.locator('a[href*="/surveys/rounds/parents-"]').first.click()
    assert not faults_of(staff_page)
    one = staff_page.url
    for part in ("/poster", "/paper?language=pl", "/answers/new", "/days"):
        staff_page.goto(one + part)
        assert not faults_of(staff_page), part
    staff_page.goto(f"{site.staff}/surveys/rounds/new")
    assert not faults_of(staff_page)
