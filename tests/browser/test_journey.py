"""The main job, end to end, in a browser: a family finds, learns, asks; the council reads, decides and writes."""

import time
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.walking import answer_all, answer_until, fill_in, follow, go_on, heading, press

ELIGIBILITY = {
    "who": "parent",
    "age": "7",
    "area": "leominster",
    "diagnosis": "no",
    "ehc_plan": "no",
    "assessment": "no",
    "safe": "yes",
}


def _message(site: Site, number: int) -> tuple[str, str]:
    """Wait for a message of the worker; give to whom it goes and its words."""
    for _turn in range(150):
        if len(site.mails()) >= number:
            message = message_from_bytes(site.mails()[number - 1].read_bytes(), policy=default)
            return str(message["To"]), f"{message['Subject']}\n{message.get_content()}"
        time.sleep(0.1)
    raise AssertionError(f"the worker wrote no message {number} within 15 seconds")


def test_from_a_family_to_a_decision_that_it_hears_of(page: Page, staff_page: Page, site: Site) -> None:
    before = len(site.mails())
    page.goto(site.public)
    expect(
        page.get_by_text("You do not need a diagnosis. You do not need a social care assessment.").first
    ).to_be_visible()

    follow(page, "Find out what you can get")
    follow(page, "Start")
    for _page in range(12):
        if not page.locator("form#answers").count() or page.url.endswith("/result"):
            break
        fill_in(page, ELIGIBILITY)
        go_on(page)
    expect(page.locator("main a[href^='/ask'], main a[href^='/activities']").first).to_be_visible()

    follow(page, "Find things to do")
    page.locator("input[name=q]").first.fill("horse riding")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    with page.expect_navigation():
        page.locator("main a[href^='/activities/']").first.click()
    assert "/activities/" in page.url

    page.goto(f"{site.public}/ask")
    answer_all(page)
    press(page, "Send my request")
    assert heading(page) == "We have your request"
    reference = page.locator(".reference").inner_text()

    to, words = _message(site, before + 1)
    assert to == "anna@example.org"
    assert reference in words

    follow(staff_page, "Requests for a short break")
    follow(staff_page, reference)
    for said in ("Zofia", "27 March 2016", "HR6 8NW", "She loves horses. A quiet place would help."):
        expect(staff_page.locator("main")).to_contain_text(said)
    staff_page.locator("summary", has_text="Decide").click()
    staff_page.get_by_label("Tier 2: place offered").check()
    staff_page.get_by_label("Your own words for the record").fill("A place at the riding group.")
    press(staff_page, "Save the decision")
    expect(staff_page.locator("#decisions + ul")).to_contain_text("A place at the riding group.")

    to, words = _message(site, before + 2)
    assert to == "anna@example.org"
    assert "/ask/status" in words
    assert "Zofia" not in words


@pytest.mark.sqlite
def test_a_family_in_a_crisis_finds_a_number_at_once(page: Page, site: Site) -> None:
    page.goto(site.public)
    follow(page, "I need help now")
    assert heading(page) == "I need help now"
    assert page.locator("main a[href^='tel:']").first.get_attribute("href") == "tel:999"
    assert not page.locator("main form").count()
    page.goto(f"{site.public}/ask")
    answer_until(page, "urgent_help")
    fill_in(page, {"urgent_help": "not_safe"})
    go_on(page)
    expect(page.locator("#help-now-heading")).to_be_visible()
    expect(page.locator("main a[href='tel:999']").first).to_be_in_viewport()


@pytest.mark.sqlite
def test_the_whole_request_works_without_scripts(plain_page: Page, site: Site) -> None:
    plain_page.goto(site.public)
    follow(plain_page, "Ask for a short break")
    answer_all(plain_page)
    press(plain_page, "Send my request")
    assert heading(plain_page) == "We have your request"
    plain_page.locator("summary", has_text="What you told us").click()
    expect(plain_page.get_by_text("Zofia", exact=True)).to_be_visible()


@pytest.mark.sqlite
def test_another_language_keeps_what_is_typed(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    answer_until(page, "child_first_name")
    fill_in(page, {"child_first_name": "Zofia", "child_last_name": "Przykładowska"})
    press(page, "Polski")
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.locator("[name=child_first_name]")).to_have_value("Zofia")
    expect(page.locator("[name=child_last_name]")).to_have_value("Przykładowska")
    press(page, "English")
    expect(page.locator("[name=child_first_name]")).to_have_value("Zofia")
