"""J1 and J3: answers are left and taken up again with a link, and a request is followed to its decision."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.core.errors import NotFoundError
from portal.infra.content_pack import ContentPack
from portal.referrals.queries.cases import details_of, referral_of
from portal.referrals.rules.grounds import Grounds
from portal.referrals.services.replies import refile_contact
from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, follow, go_on, heading, press
from tests.factories import a_sent_referral
from tests.installation import Installation
from tests.integration.referrals.family_pages import ANNA, asked, decided, offered

SAM = "sam@example.org"
_LINK = re.compile(r"https?://\S+/open/[A-Za-z0-9_-]{43}")
_TURNS = 60


@pytest.fixture
def behind(site: Site, pack: ContentPack) -> Iterator[Installation]:
    """Give the installation that is served, for what officers do meanwhile."""
    held = Installation(site.folder, site.database_url, pack)
    yield held
    held.close()


def _links(site: Site, to: str) -> list[str]:
    found = []
    for path in site.mails():
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        if message["To"] == to:
            found += _LINK.findall(message.get_content())
    return found


def _next_link(page: Page, site: Site, to: str, before: int) -> str:
    """Wait for the real worker to send a link."""
    for _turn in range(_TURNS):
        if len(found := _links(site, to)) > before:
            return found[-1]
        page.wait_for_timeout(250)
    raise AssertionError(f"no link came for {to}")


def _ask_for_a_link(page: Page, site: Site, start: str, to: str) -> str:
    before = len(_links(site, to))
    page.goto(f"{site.public}{start}")
    page.locator('main [name="address"]').fill(to)
    press(page, "Send me a link")
    assert heading(page) == "Look for our message"
    return _next_link(page, site, to, before)


def _fresh(browser: Browser, *, scripts: bool = True) -> Page:
    """Give a tab of another device, or of the same one after it was closed."""
    context = browser.new_context(viewport=NARROW, locale="en-GB", java_script_enabled=scripts)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return context.new_page()


@pytest.mark.sqlite
def test_answers_are_saved_and_taken_up_again_after_the_browser_was_closed(
    browser: Browser, site: Site
) -> None:
    first = _fresh(browser, scripts=False)
    first.goto(f"{site.public}/ask")
    press(first, "Start")
    fill_in(first, {"urgent_help": "soon"})
    go_on(first)
    stopped = heading(first)
    press(first, "Save and come back later")
    assert heading(first) == "Save and come back later"
    before = len(_links(site, SAM))
    first.locator('main [name="address"]').fill(SAM)
    press(first, "Save and send me a link")
    assert heading(first) == "Your answers are saved"
    link = _next_link(first, site, SAM, before)
    first.context.close()

    second = _fresh(browser, scripts=False)
    second.goto(link)
    press(second, "Open my answers")
    assert heading(second) == stopped
    second.goto(f"{site.public}/ask/parent/questions/safe")
    expect(second.locator('[name="urgent_help"][value="soon"]')).to_be_checked()
    second.goto(link)
    press(second, "Open my answers")
    assert heading(second) == "This link does not open any more"
    second.context.close()


@pytest.mark.sqlite
def test_the_pages_on_the_way_are_good_at_every_width_and_in_polish(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    press(page, "Start")
    fill_in(page, {"urgent_help": "soon"})
    go_on(page)
    assert_good(page)
    press(page, "Save and come back later")
    assert_good(page)
    page.locator('main [name="address"]').fill("01632 960001")
    press(page, "Save and send me a link")
    expect(page.locator(".error-summary")).to_be_visible()
    assert_good(page)
    for address in (
        "/come-back",
        "/ask/status",
        "/come-back/asked",
        "/ask/status/requests/SB-2222-2222-222U",
    ):
        for language in ("en", "pl"):
            page.goto(f"{site.public}{address}?lang={language}")
            assert page.locator("html").get_attribute("lang") == language
            assert_good(page)
    page.goto(f"{site.public}/come-back/open/{'a' * 43}?lang=en")
    assert_good(page)
    press(page, "Open my answers")
    assert_good(page)


@pytest.mark.sqlite
def test_a_request_is_followed_to_its_decision(page: Page, site: Site, behind: Installation) -> None:
    reference = _a_sent_request(page, behind)
    page.goto(_ask_for_a_link(page, site, "/ask/status", ANNA))
    assert_good(page)
    press(page, "See my request")
    if page.get_by_role("heading", name="Your requests").count():
        with page.expect_navigation():
            page.locator(f"main a[href$='{reference}']").click()
    here = f"{site.public}/ask/status/requests/{reference}"
    page.goto(here)
    assert heading(page) == "We have your request"
    assert_good(page)

    asked(behind, reference, "What helps her to settle?")
    page.goto(here)
    follow(page, "Answer the team")
    assert_good(page)
    page.locator("main textarea").fill("Music, and a quiet place.")
    press(page, "Send my answer")
    expect(page.locator("main")).to_contain_text("You answered a question.")
    _until(page, here, "We are looking at your request")

    offered(behind, reference)
    page.goto(here)
    assert heading(page) == "There is a place for you"
    assert_good(page)
    follow(page, "Say yes or no to this place")
    assert_good(page)
    page.get_by_label("No, I do not want this place").check()
    press(page, "Send my answer")
    _until(page, here, "We are looking at your request")

    reason = Grounds(reason="places_full", alternatives=("open_activities",), family="We are sorry, Anna.")
    decided(behind, reference, "not_eligible_area_or_age", reason)
    page.goto(here)
    for words in ("All places are taken", "We are sorry, Anna.", "You can complain."):
        expect(page.locator("main")).to_contain_text(words)
    assert_good(page)
    for words in ("Change how we reach you", "Ask us to look again"):
        page.goto(here)
        follow(page, words)
        assert_good(page)
    press(page, "Ask the team")
    expect(page.locator(".error-summary")).to_be_visible()
    assert_good(page)
    page.goto(here)
    press(page, "Close this page")
    page.goto(here)
    assert heading(page) == "This page is closed"


@pytest.mark.sqlite
def test_a_request_is_followed_without_scripts_on_a_narrow_screen(
    browser: Browser, page: Page, site: Site, behind: Installation
) -> None:
    reference = _a_sent_request(page, behind)
    plain = _fresh(browser, scripts=False)
    plain.goto(_ask_for_a_link(plain, site, "/ask/status", ANNA))
    press(plain, "See my request")
    here = f"{site.public}/ask/status/requests/{reference}"
    plain.goto(here)
    follow(plain, "Take back my request")
    press(plain, "Yes, take back my request")
    _until(plain, here, "You took back your request")
    plain.context.close()


def _a_sent_request(page: Page, behind: Installation) -> str:
    """Send a request as a family does, and wait until the real worker has opened it."""
    reference = a_sent_referral(behind.database)
    for _turn in range(_TURNS):
        with behind.database.unit_of_work() as session:
            try:
                found = referral_of(session, reference)
            except NotFoundError:
                found = None
            if found is not None:
                details = details_of(found, behind.keys.vault)
                assert details is not None
                refile_contact(session, found, details["answers"], behind.keys.match_key)
                return reference
        page.wait_for_timeout(250)
    raise AssertionError("the worker opened nothing")


def _until(page: Page, address: str, title: str) -> None:
    """Look again until the worker has passed a reply on."""
    for _turn in range(_TURNS):
        page.goto(address)
        if heading(page) == title:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"it still says “{heading(page)}”")
