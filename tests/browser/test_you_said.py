"""“You said, we did” (J12) in a real browser: an editor checks and publishes, families read, comment and are told."""

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.queries import user_by_email
from portal.accounts.services import add_user
from portal.app import open_database
from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.keys import load_keys
from portal.settings import Face, Settings
from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, follow, heading, press
from tests.installation import PASSWORD
from tests.integration.voice.commenting import COMMENT, ITEM, POLISH, THEME

pytestmark = pytest.mark.sqlite

EDITOR = "edda.editor@orchard.example.org"


def _editor_signs_in(page: Page, site: Site) -> None:
    """Sign in as a content editor, who is made when there is none yet."""
    environment = {"PORTAL_INSTANCE": str(site.folder), "PORTAL_DATABASE_URL": site.database_url}
    held = open_database(
        Settings.from_environment(Face.WORKER, environment), load_keys(site.folder / "keys", Face.WORKER)
    )
    with held.unit_of_work() as session:
        if user_by_email(session, EDITOR) is None:
            add_user(
                session,
                now=now(),
                email=EDITOR,
                name="Edda Editor",
                password=PASSWORD,
                roles=[Role.CONTENT_EDITOR],
            )
    held.close()
    page.goto(f"{site.staff}/sign-in")
    fill_in(page, {"email": EDITOR, "password": PASSWORD})
    press(page, "Sign in")


def _write(page: Page, site: Site, said: str) -> None:
    page.goto(f"{site.staff}/you-said/new")
    fill_in(page, {**ITEM, "said": said})
    press(page, "Save and look at it")
    assert heading(page) == "Look at it before families do"


def _publishes(page: Page, site: Site, said: str) -> None:
    """Walk the journey of the editor, from the theme to the published page."""
    _editor_signs_in(page, site)
    _write(page, site, f"Ask Zofia. {said}")
    expect(page.get_by_text("Reading grade")).to_be_visible()
    expect(page.get_by_text("More guidance on what the targeted short breaks allowance")).to_be_visible()
    press(page, "Publish")
    assert "Zofia" in page.locator(".error-summary").inner_text()
    follow(page, "Change what was said and done")
    page.locator("#said").fill(said)
    press(page, "Save and look at it")
    press(page, "Publish")
    expect(page.get_by_role("status")).to_contain_text("It stands on the families’ page.")
    expect(page.locator("tbody tr").first).to_contain_text("Missing: Polski")
    page.goto(f"{site.public}/you-said-we-did?lang=en")
    newest = page.locator("article").first
    assert newest.locator("h3").all_inner_texts() == ["We asked", "You said", "We did", "History"]
    expect(newest).to_contain_text(said)
    expect(newest).not_to_contain_text("Zofia")


def test_an_editor_publishes_what_was_said_and_done(page: Page, site: Site) -> None:
    assert ITEM["theme"] == THEME
    _publishes(page, site, "We want a list of what we can buy.")


def test_an_editor_publishes_without_scripts(plain_page: Page, site: Site) -> None:
    _publishes(plain_page, site, "We want a longer list.")


def test_a_comment_is_read_by_nobody_until_an_editor_publishes_it(plain_page: Page, site: Site) -> None:
    page = plain_page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    page.goto(f"{site.public}/comment")
    fill_in(page, {**COMMENT, "words": "The map is hard to read."})
    press(page, "Send")
    assert heading(page) == "Thank you for your comment"
    follow(page, "Read comments and our answers")
    assert "map is hard" not in page.locator("main").inner_text()
    _editor_signs_in(page, site)
    page.goto(f"{site.staff}/offer-comments")
    follow(page, "Read")
    reasons = page.locator("[name=reason] option").evaluate_all("all => all.map(one => one.value)")
    assert reasons == ["", "vexatious", "about_an_individual", "duplicate", "not_about_offer"]
    press(page, "Do not publish")
    assert "Choose one of the reasons of the law" in page.locator(".error-summary").inner_text()
    fill_in(page, {"words": "The map is hard to read.", "answer": "There is a list beside it now."})
    press(page, "Publish")
    page.goto(f"{site.public}/comments")
    expect(page.locator("article").first).to_contain_text("There is a list beside it now.")


def test_the_pages_of_families_are_good(page: Page, site: Site) -> None:
    for address in (
        "/comment",
        "/comment/thank-you",
        "/something-is-wrong?page=/help-now",
        "/feedback",
        "/feedback/thank-you",
        "/comments",
        "/you-said-we-did",
        "/you-said-we-did/tell-me",
        "/you-said-we-did/thank-you",
    ):
        page.goto(site.public + address)
        assert_good(page)
    for address, button in (
        ("/comment", "Send"),
        ("/feedback", "Send"),
        ("/you-said-we-did/tell-me", "Tell me once"),
    ):
        page.goto(site.public + address)
        press(page, button)
        expect(page.locator(".error-summary")).to_be_focused()
        assert_good(page)


def test_the_pages_of_editors_are_good(page: Page, site: Site) -> None:
    _editor_signs_in(page, site)
    _write(page, site, "You said “nobody tells us”.")
    assert_good(page)
    press(page, "Publish")
    assert_good(page)
    number = page.url.split("/")[-3]
    for address in ("/you-said", "/you-said/new", f"/you-said/{number}", f"/you-said/{number}/words/pl"):
        page.goto(site.staff + address)
        assert_good(page)
    fill_in(page, POLISH)
    press(page, "Save and look at it")
    page.goto(f"{site.public}/something-is-wrong?page=/help-now")
    fill_in(page, {"words": "A number is old"})
    press(page, "Send")
    page.goto(f"{site.staff}/offer-comments")
    assert_good(page)
    page.locator("tbody a").last.click()
    assert_good(page)


def test_the_pages_of_commissioners_are_good(page: Page, staff_page: Page, site: Site) -> None:
    page.goto(f"{site.public}/feedback")
    fill_in(page, {"rating": "good", "building": "no", "words": "There are steps"})
    press(page, "Send")
    for address in ("/session-feedback", "/session-feedback?from=x", "/session-feedback/words"):
        staff_page.goto(site.staff + address)
        assert_good(staff_page)
