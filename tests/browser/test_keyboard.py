"""Without a mouse: every step of a page by keyboard, and errors that lead to their field."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.walking import answer_until, fill_in, go_on, heading, press

pytestmark = pytest.mark.sqlite


def _focused(page: Page) -> str:
    """Say where the keyboard is: the name, id or words of what has the focus."""
    script = "() => { const e = document.activeElement; return e.name || e.id || e.innerText || e.className }"
    return str(page.evaluate(script)).strip()


def _tab_to(page: Page, wanted: str) -> None:
    for _press in range(40):
        page.keyboard.press("Tab")
        if wanted in _focused(page):
            return
    raise AssertionError(f"the keyboard does not reach “{wanted}” on “{heading(page)}”")


def test_the_first_stop_leads_past_the_menu(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    page.keyboard.press("Tab")
    assert _focused(page) == "Skip to main content"
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert _focused(page) == "main"


def test_a_page_of_questions_is_answered_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    _tab_to(page, "Start")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/*")
    page.locator("main input[type=radio]").first.wait_for()
    name = str(page.locator("main input[type=radio]").first.get_attribute("name"))
    _tab_to(page, name)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"[name={name}]").first).to_be_checked()
    first = page.url
    _tab_to(page, "Continue")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != first)
    assert not page.locator(".error-summary").count()


def test_enter_in_a_field_goes_on_and_changes_no_language(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    answer_until(page, "child_first_name")
    fill_in(page, {"child_first_name": "Zofia", "child_last_name": "Przykładowska"})
    page.locator("[name=child_last_name]").press("Enter")
    page.wait_for_url("**/child-born")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_every_stop_can_be_seen(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    press(page, "Start")
    script = """() => { const e = document.activeElement, s = getComputedStyle(e);
        return e === document.body || s.boxShadow !== 'none'
            || (parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none') }"""
    for _press in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(script), f"nothing shows that the keyboard is at “{_focused(page)}”"


def test_errors_are_told_first_and_lead_to_their_field(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    answer_until(page, "child_first_name")
    go_on(page)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_have_attribute("role", "alert")
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").nth(1).click()
    expect(page.locator("[name=child_last_name]")).to_be_focused()
    described = page.locator("[name=child_last_name]").get_attribute("aria-describedby") or ""
    told = " ".join(page.locator(f"#{one}").inner_text() for one in described.split())
    assert "last name" in told
