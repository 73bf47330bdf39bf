"""J3: a young person asks alone, is rung first, or is told kindly who else can help."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import A_YOUNG_PERSON, answer_on, in_the_queue, tell_age
from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import heading, press

pytestmark = pytest.mark.sqlite


def test_at_17_they_ask_alone_and_their_goals_are_kept_in_their_words(
    page: Page, staff_page: Page, site: Site
) -> None:
    tell_age(page, site, 17)
    assert heading(page) == "Do you need help now?"
    asked = ""
    answers = dict(A_YOUNG_PERSON)
    for stop in ("What is your name?", "What would you like?", "What do you want to learn or do?"):
        answer_on(page, answers, until=stop)
        asked += page.locator("main").inner_text()
        assert_good(page)
    assert "parent" not in asked.lower()
    answer_on(page, answers)
    for said in ("I want to get the bus to college", "Cook chilli for my mates"):
        expect(page.locator("main")).to_contain_text(said)
    assert_good(page)
    press(page, "Send my request")
    assert heading(page) == "We have your request"
    assert_good(page)
    said_to_staff = in_the_queue(staff_page, site, page.locator(".reference").inner_text())
    for words in ("Text message", "No, only talk to me", "Cook chilli for my mates"):
        assert words in said_to_staff


def test_at_14_we_ring_and_talk_about_who_else_should_know(
    plain_page: Page, staff_page: Page, site: Site
) -> None:
    plain_page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    tell_age(plain_page, site, 14)
    answer_on(plain_page, A_YOUNG_PERSON, until="Is there an adult you trust?")
    expect(plain_page.locator("main")).to_contain_text("We will talk with you about who else should know.")
    answer_on(plain_page, A_YOUNG_PERSON)
    press(plain_page, "Send my request")
    expect(plain_page.locator("main")).to_contain_text("We ring you by")
    said = in_the_queue(staff_page, site, plain_page.locator(".reference").inner_text())
    assert "competence check" in said.lower()


@pytest.mark.parametrize("tab", ["page", "plain_page"])
def test_at_12_an_adult_has_to_ask_and_nothing_is_kept(
    tab: str, site: Site, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(tab)
    tell_age(page, site, 12)
    assert heading(page) == "Ask an adult to help you"
    expect(page.locator("main")).to_contain_text("We kept nothing of what you wrote.")
    assert "draft" not in {cookie["name"] for cookie in page.context.cookies()}
    if tab == "page":
        assert_good(page)


def test_a_younger_age_takes_away_what_was_written_before(page: Page, site: Site) -> None:
    tell_age(page, site, 17)
    answer_on(page, A_YOUNG_PERSON, until="When were you born?")
    tell_age(page, site, 12)
    page.goto(f"{site.public}/ask/young-person/questions/child-name")
    assert heading(page) == "We could not find your answers"


def test_at_26_there_is_other_help(page: Page, site: Site) -> None:
    tell_age(page, site, 26)
    assert heading(page) == "Our short breaks are for people up to 25"
    expect(page.locator("main a[href^='tel:']").first).to_be_visible()
    expect(page.locator("main a[href^='/activities']").first).to_be_visible()
    assert_good(page)


def test_an_age_that_is_none_is_asked_again(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask/young-person")
    page.locator("main [name=age]").fill("seventeen")
    press(page, "Continue")
    expect(page.locator(".error-summary")).to_contain_text("Enter your age as a whole number, like 17")
    assert page.locator("main [name=age]").input_value() == "seventeen"
    assert_good(page)


def test_the_page_of_moving_forward_says_how_much_and_that_nothing_is_needed(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/moving-forward")
    for words in ("64 hours a year", "no diagnosis", "no social care assessment"):
        expect(page.locator("main")).to_contain_text(words)
