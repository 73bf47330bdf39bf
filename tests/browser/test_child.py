"""A young person’s timeline in a browser: wide and narrow, with and without scripts."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from portal.infra.clock import today
from tests.browser.conftest import Site
from tests.browser.inspection import assert_good
from tests.browser.walking import answer_all, fill_in, follow, heading, press
from tests.careful_client import Answers

GOALS = {"goal_1": "Take the 492 to college alone", "goal_2": "Cook chips"}


def _day(name: str, day: date) -> Answers:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def _a_child(family: Page, staff: Page, site: Site) -> None:
    """Ask as a family and open the child's timeline as an officer."""
    family.goto(f"{site.public}/ask")
    answer_all(family, dict(GOALS))
    press(family, "Send my request")
    reference = family.locator(".reference").inner_text()
    for _turn in range(100):
        staff.goto(f"{site.staff}/referrals/{reference}")
        if staff.get_by_role("heading", name="Request for a short break").count():
            break
        staff.wait_for_timeout(100)
    link = staff.get_by_role("link", name="The child’s record")
    if link.count():
        follow(staff, "The child’s record")
    else:
        press(staff, "Open a record for the child")
    assert heading(staff) == "Timeline of a child"


def _sign_in(page: Page, site: Site) -> None:
    page.goto(f"{site.staff}/sign-in")
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill(site.password)
    press(page, "Sign in")


def _walk(page: Page) -> None:
    """Do on the timeline what an officer does over a year, and look at every page."""
    press(page, "Take over 2 goals from the requests")
    expect(page.locator(".todo").get_by_text("“Cook chips”")).to_be_visible()
    follow(page, "Start a programme")
    assert_good(page)
    fill_in(page, {"programme": "moving_forward", "provider": "Side by Side Support"})
    fill_in(page, _day("started_on", today() - timedelta(40)))
    press(page, "Start the programme")
    # Whole days, until they go over what the year allows.
    for back in range(6):
        follow(page, "Write down hours")
        fill_in(page, {"hours": "24", "minutes": "0", **_day("used_on", today() - timedelta(back))})
        press(page, "Save the hours")
        if heading(page) == "Write down hours":
            break
    expect(page.locator(".error-summary")).to_be_focused()
    assert_good(page)
    fill_in(page, {"over_reason": "Bus training before college starts.", "is_confirmed": "y"})
    press(page, "Save the hours")
    expect(page.get_by_text("Over the limit by")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Review it.*Cook chips")).click()
    fill_in(
        page,
        {"result": "on_the_way", "words": "Twice, with help.", **_day("next_on", today() + timedelta(60))},
    )
    assert_good(page)
    press(page, "Save the review")
    follow(page, "Step up or step down")
    fill_in(page, {"to_tier": "3", "reason": "Nights would help.", "agreed_by": "The young person"})
    fill_in(page, _day("agreed_on", today()))
    assert_good(page)
    press(page, "Write the step down")
    expect(page.get_by_role("status")).to_contain_text("The step stands on the timeline.")
    assert_good(page)


def test_an_officer_keeps_a_timeline_and_hands_it_over(page: Page, staff_page: Page, site: Site) -> None:
    _a_child(page, staff_page, site)
    assert_good(staff_page)
    _walk(staff_page)
    follow(staff_page, "Summary to hand over")
    expect(staff_page.get_by_text("“Take the 492 to college alone”")).to_be_visible()
    assert_good(staff_page)
    staff_page.emulate_media(media="print")
    expect(staff_page.locator(".staff-header")).to_be_hidden()
    staff_page.emulate_media(media="screen")
    staff_page.go_back()
    staff_page.get_by_label("Show").select_option("hours")
    press(staff_page, "Show")
    expect(staff_page.locator(".story__day .tag").first).to_have_text("Hours")


def test_without_scripts_it_is_the_same(page: Page, plain_page: Page, site: Site) -> None:
    _sign_in(plain_page, site)
    _a_child(page, plain_page, site)
    press(plain_page, "Take over 2 goals from the requests")
    follow(plain_page, "Start a programme")
    fill_in(plain_page, {"programme": "moving_forward"})
    press(plain_page, "Start the programme")
    expect(plain_page.get_by_role("status")).to_contain_text("The programme stands on the timeline.")


def test_what_fits_and_the_files_for_case_systems(page: Page, staff_page: Page, site: Site) -> None:
    _a_child(page, staff_page, site)
    reference = staff_page.locator(".story a").first.inner_text()
    staff_page.goto(f"{site.staff}/referrals/{reference}/matches")
    expect(staff_page.locator("section.match").first.get_by_role("heading", name="For it")).to_be_visible()
    assert_good(staff_page)
    follow(staff_page, "Offer this place")
    assert heading(staff_page) == "Request for a short break"
    staff_page.goto(f"{site.staff}/exports")
    assert_good(staff_page)
    with staff_page.expect_navigation():
        staff_page.get_by_role("button", name=re.compile("Make a batch.*Short breaks record")).click()
    with staff_page.expect_download() as download:
        staff_page.get_by_role("status").get_by_role("link").click()
    assert download.value.suggested_filename.startswith("short-breaks-record-")
    assert reference in download.value.path().read_text(encoding="utf-8-sig")
