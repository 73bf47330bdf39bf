"""Two officers and a request in a real browser: given, asked, offered, passed on; wide, narrow, without scripts."""

import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.accounts.services import add_user
from portal.app import open_database
from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.keys import load_keys
from portal.settings import Face, Settings
from tests.browser.conftest import Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, follow, heading, press
from tests.factories import a_sent_referral

pytestmark = pytest.mark.sqlite

PASSWORD = "three random words suffice"


def prepared(site: Site, name: str) -> tuple[str, str]:
    """Give the e-mail of a new officer and the reference of a new request of a family that is not safe."""
    environment = {"PORTAL_INSTANCE": str(site.folder), "PORTAL_DATABASE_URL": site.database_url}
    settings = Settings.from_environment(Face.WORKER, environment)
    database = open_database(settings, load_keys(settings.keys, Face.WORKER))
    email = f"{name}-{secrets.token_hex(4)}@orchard.example.org"
    with database.unit_of_work() as session:
        roles = (Role.TRIAGE_OFFICER,)
        add_user(session, now=now(), email=email, name=name.title(), password=PASSWORD, roles=roles)
    reference = a_sent_referral(database, urgent=("urgent_help",), urgent_help="not_safe")
    database.close()
    return email, reference


def signed_in(tab: Page, site: Site, email: str) -> None:
    tab.goto(f"{site.staff}/sign-in")
    fill_in(tab, {"email": email, "password": PASSWORD})
    press(tab, "Sign in")


def opened(tab: Page, site: Site, reference: str) -> None:
    """Open a request as soon as the worker has opened it."""
    for _turn in range(40):
        answer = tab.goto(f"{site.staff}/referrals/{reference}")
        if answer is not None and answer.ok:
            return
        tab.wait_for_timeout(250)
    raise AssertionError("the worker opens nothing")


@pytest.fixture
def second_page(browser: Browser) -> Iterator[Page]:
    """Give the browser of another person, in which scripts are off."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def unfold(tab: Page, words: str) -> None:
    tab.locator("summary", has_text=words).click()


def test_two_officers_at_one_request(page: Page, second_page: Page, site: Site) -> None:
    email, reference = prepared(site, "anna")
    other, _unused = prepared(site, "bert")
    signed_in(page, site, email)
    signed_in(second_page, site, other)
    opened(page, site, reference)
    opened(second_page, site, reference)
    assert heading(page) == "Request for a short break"
    expect(page.get_by_role("heading", name="Get help now")).to_be_visible()
    assert_good(page)

    press(page, "Start looking at it")
    expect(page.get_by_role("status")).to_contain_text("You look after it now.")
    unfold(second_page, "Decide")
    second_page.get_by_label("Moving Forward: 1-1 life skills").first.check()
    second_page.get_by_label("Your own words for the record").fill("My words.")
    press(second_page, "Save the decision")
    expect(second_page.locator(".error-summary")).to_contain_text("Anna: started to look at it")
    expect(second_page.get_by_label("Your own words for the record")).to_have_value("My words.")


def test_a_no_comes_back_until_a_family_hears_why(page: Page, site: Site) -> None:
    email, reference = prepared(site, "cleo")
    signed_in(page, site, email)
    opened(page, site, reference)
    unfold(page, "Decide")
    page.get_by_label("Passed to another service, with agreement").check()
    press(page, "Save the decision")
    expect(page.locator(".error-summary")).to_be_focused()
    assert_good(page)
    page.get_by_label("Reason for the family").select_option("other_team")
    page.get_by_label("Tier 1 activities near home").check()
    press(page, "Save the decision")
    expect(page.get_by_role("status")).to_contain_text("A message goes to the family.")
    assert_good(page)


def test_a_place_is_offered_and_taken_on_the_phone(page: Page, site: Site) -> None:
    email, reference = prepared(site, "dora")
    signed_in(page, site, email)
    opened(page, site, reference)
    unfold(page, "Offer a place")
    fill_in(page, {"what": "Riding", "where": "The farm", "when": "Mondays, 16:00"})
    press(page, "Send the offer")
    expect(page.get_by_role("heading", name="Place offered")).to_be_visible()
    assert_good(page)
    page.get_by_label("Yes, they take the place").check()
    press(page, "Save the answer")
    expect(page.get_by_role("status")).to_contain_text("What the family said is on record.")


def test_a_worry_is_passed_on_and_looked_at_by_a_colleague(page: Page, second_page: Page, site: Site) -> None:
    email, reference = prepared(site, "edna")
    other, _unused = prepared(site, "fred")
    signed_in(page, site, email)
    signed_in(second_page, site, other)
    opened(page, site, reference)
    unfold(page, "Safeguarding: pass a worry on")
    fill_in(page, {"passed_to": "Front door team", "pass_words": "What they said."})
    press(page, "Put it on record")
    expect(page.get_by_role("status")).to_contain_text("No message goes to the family")
    page.goto(f"{site.staff}/second-looks")
    assert_good(page)
    second_page.goto(f"{site.staff}/second-looks")
    follow(second_page, reference)
    fill_in(second_page, {"second_words": "They were rung."})
    press(second_page, "Save the second look")
    expect(second_page.get_by_role("status")).to_contain_text("The second look is on record.")


def test_the_queue_is_good_and_gives_requests_to_people(page: Page, site: Site) -> None:
    email, reference = prepared(site, "gina")
    signed_in(page, site, email)
    opened(page, site, reference)
    page.goto(f"{site.staff}/referrals?attention=urgent&who=nobody")
    assert_good(page)
    page.get_by_label(reference).check()
    press(page, "Give")
    expect(page.get_by_role("status")).to_contain_text("1 request has a new person.")
    page.goto(f"{site.staff}/referrals?who=me")
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    page.get_by_label("Reference that a family reads out").fill("SB-7K3M-92QX-4HTD")
    press(page, "Open")
    expect(page.get_by_text("There is no request with this reference.")).to_be_visible()
    assert_good(page)
