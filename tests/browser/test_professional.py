"""J4: somebody who works with a family asks, with the agreement of those who decide."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from portal.infra.clock import today
from tests.browser.asking import A_PROFESSIONAL, CHECK, answer_on, in_the_queue
from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, follow, go_on, heading, press

pytestmark = pytest.mark.sqlite

# What a family may not have to puzzle out (the abbreviations of DOMAIN 5).
JARGON = re.compile(
    r"\b(SEND?|EHCP?|CWD|HAF|IAG|PfA|DPS|DBS|CQC|DLA|PIP|SENDIASS|SENCO|MASH|LD|C/YP|PSED|EqIA|CIA|DPIA|PR)\b"
)


def _start(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    follow(page, "I work with a family")
    assert heading(page) == "Ask for a short break for a family"
    press(page, "Start")


def test_a_school_asks_and_prints_a_plain_page_for_the_family(
    page: Page, staff_page: Page, site: Site
) -> None:
    _start(page, site)
    for stop in ("What is your work?", "How do we reach you?", "Who agreed?", "How did they agree?"):
        answer_on(page, A_PROFESSIONAL, until=stop)
        assert_good(page)
    answer_on(page, A_PROFESSIONAL)
    press(page, "Send my request")
    assert heading(page) == "We have your request"
    assert_good(page)
    reference = page.locator(".reference").inner_text()
    follow(page, "A page to print for the family")
    words = page.locator("main").inner_text()
    for said in ("Cedar Tree School", "Alex", "Sam Sample", "Make a friend", reference):
        assert said in words
    assert not JARGON.findall(words)
    assert_good(page)
    said = in_the_queue(staff_page, site, reference)
    for words in ("Sam Sample", "3 November 2026", "By phone or video call"):
        assert words in said


def test_not_yet_agreed_cannot_be_sent_says_what_to_do_and_keeps_the_draft(
    plain_page: Page, site: Site
) -> None:
    plain_page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    _start(plain_page, site)
    answer_on(plain_page, A_PROFESSIONAL, until="Who agreed?")
    fill_in(plain_page, {"agreed_by": "nobody_yet"})
    go_on(plain_page)
    expect(plain_page.locator(".error-summary")).to_contain_text(
        "You cannot send this before somebody agreed"
    )
    expect(plain_page.get_by_role("heading", name="You cannot send this yet")).to_be_visible()
    expect(plain_page.locator("main a[href='/help-now']").first).to_be_visible()
    plain_page.goto(f"{site.public}/ask/professional/check")
    assert heading(plain_page) != CHECK
    plain_page.goto(f"{site.public}/ask/professional/questions/your-work")
    assert plain_page.locator("[name=organisation]").input_value() == "Cedar Tree School"


def test_nobody_agreed_tomorrow(page: Page, site: Site) -> None:
    _start(page, site)
    answer_on(page, A_PROFESSIONAL, until="How did they agree?")
    late = today() + timedelta(days=1)
    day = {
        "agreed_on-day": str(late.day),
        "agreed_on-month": str(late.month),
        "agreed_on-year": str(late.year),
    }
    fill_in(page, {**A_PROFESSIONAL, **day})
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("This date has not come yet")
    assert_good(page)


def test_from_16_the_young_person_is_asked_too(page: Page, site: Site) -> None:
    _start(page, site)
    answers = {**A_PROFESSIONAL, "child_born-year": "2010", "child_born-month": "1"}
    answer_on(page, answers, until="Does the young person agree?")
    fill_in(page, {"young_person_agrees": "not_yet"})
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("Talk with the young person first")
    fill_in(page, {"young_person_agrees": "yes"})
    go_on(page)
    assert heading(page) == "Where does the child or young person live?"
