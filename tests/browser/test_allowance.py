"""“Can I spend it on this?” in a real browser: a family asks, an editor answers, the family reads it."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.services import add_user
from portal.app import open_database
from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.db import Database
from portal.infra.keys import load_keys
from portal.settings import Face, Settings
from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, follow, heading, press

pytestmark = pytest.mark.sqlite


def opened(site: Site) -> Database:
    """Open the database of the site as its worker does."""
    environment = {"PORTAL_INSTANCE": str(site.folder), "PORTAL_DATABASE_URL": site.database_url}
    settings = Settings.from_environment(Face.WORKER, environment)
    return open_database(settings, load_keys(settings.keys, Face.WORKER))


@pytest.fixture
def editor_page(page: Page, site: Site) -> Page:
    """Give a tab of an editor, signed in."""
    email, password = f"editor-{secrets.token_hex(4)}@orchard.example.org", "three random words suffice"
    database = opened(site)
    with database.unit_of_work() as session:
        roles = (Role.CONTENT_EDITOR,)
        add_user(session, now=now(), email=email, name="Editor One", password=password, roles=roles)
    database.close()
    tab = page.context.new_page()
    tab.goto(f"{site.staff}/sign-in")
    fill_in(tab, {"email": email, "password": password})
    press(tab, "Sign in")
    return tab


def test_a_family_finds_a_rule_without_scripts_on_a_small_screen(plain_page: Page, site: Site) -> None:
    page = plain_page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    page.goto(f"{site.public}/allowance")
    page.get_by_label("What would you like to pay for?").fill("trampaline")
    press(page, "Search")
    expect(page.get_by_role("heading", name="A trampoline park or class")).to_be_visible()
    expect(page.locator(".rule--yes .verdict")).to_contain_text("Yes, you can")
    page.get_by_label("Which year?").select_option("2025-26")
    press(page, "Search")
    expect(page.locator(".rule--ask .verdict")).to_contain_text("Ask us first")


def test_a_question_is_asked_answered_and_read(page: Page, editor_page: Page, site: Site) -> None:
    page.goto(f"{site.public}/allowance?q=drone&year=2026-27")
    follow(page, "Ask the council")
    fill_in(page, {"question": "Can Zofia have a drone for the youth club?"})
    press(page, "Send my question")
    assert heading(page) == "We have your question"
    follow(editor_page, "Allowance questions")
    follow(editor_page, "Answer")
    fill_in(
        editor_page, {"question": "Can Zofia have a drone?", "allowed": "no", "reason": "A club is fine."}
    )
    press(editor_page, "Publish")
    expect(editor_page.locator(".error-summary")).to_be_focused()
    assert_good(editor_page)
    fill_in(editor_page, {"question": "Can I buy a drone?"})
    press(editor_page, "Publish")
    expect(editor_page.get_by_role("status")).to_contain_text("The answer stands on the families’ page.")
    assert_good(editor_page)
    follow(page, "Back to the rules")
    expect(page.get_by_role("heading", name="Can I buy a drone?")).to_be_visible()
    assert_good(page)


def test_its_pages_are_good(page: Page, site: Site) -> None:
    for address in (
        "",
        "?q=trampoline",
        "?q=kazoo",
        "?year=2027-28",
        "?lang=pl",
        "/ask?lang=en",
        "/thank-you",
    ):
        page.goto(f"{site.public}/allowance{address}")
        assert_good(page)
    page.goto(f"{site.public}/allowance/ask")
    press(page, "Send my question")
    expect(page.locator(".error-summary")).to_be_focused()
    assert_good(page)


def test_enter_sends_and_changes_no_language(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/allowance/ask?q=kazoo&lang=en")
    page.get_by_label("Which year is it for?").press("Enter")
    page.get_by_label("What would you like to spend the allowance on?").fill("a kazoo")
    press(page, "Send my question")
    expect(page.locator("html")).to_have_attribute("lang", "en")
