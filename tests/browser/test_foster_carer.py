"""J8: a foster carer asks, without parental responsibility and with the social worker in the know."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import answer_on, in_the_queue
from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, heading, press
from tests.factories import A_FAMILY

pytestmark = pytest.mark.sqlite

A_FOSTER_CARER = {
    **A_FAMILY,
    "carer_role": "foster_carer",
    "social_worker_name": "Jo Sample",
    "social_worker_team": "Children in care team",
    "social_worker_knows": "no",
    "agreed_by": "carer",
}


def _start(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    press(page, "Start")


def test_who_fosters_tells_the_social_worker_first_and_can_send_all_the_same(
    page: Page, staff_page: Page, site: Site
) -> None:
    _start(page, site)
    answer_on(page, A_FOSTER_CARER, until="Who is the child’s social worker?")
    expect(page.locator("main")).to_contain_text("We do not ask you for parental responsibility.")
    assert_good(page)
    answer_on(page, A_FOSTER_CARER, until="Tell the social worker first")
    assert_good(page)
    answer_on(page, A_FOSTER_CARER)
    assert "Do you have parental responsibility" not in page.locator("main").inner_text()
    press(page, "Send my request")
    assert heading(page) == "We have your request"
    said = in_the_queue(staff_page, site, page.locator(".reference").inner_text())
    assert "Inform the social worker" in said
    assert "Jo Sample" in said


def test_a_special_guardian_is_asked_for_parental_responsibility(plain_page: Page, site: Site) -> None:
    plain_page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    _start(plain_page, site)
    answers = {**A_FAMILY, "carer_role": "special_guardian", "parental_responsibility": "not_sure"}
    answer_on(plain_page, answers, until="Do you have parental responsibility?")
    assert plain_page.locator("[name=parental_responsibility]").count() == 3
    fill_in(plain_page, answers)
    answer_on(plain_page, answers)


def test_a_second_child_needs_no_typing_about_the_family(page: Page, site: Site) -> None:
    _start(page, site)
    answer_on(page, A_FAMILY)
    press(page, "Send my request")
    press(page, "Ask for another child")
    asked = []
    for _page in range(30):
        asked.append(heading(page))
        if heading(page) == "Check your answers":
            break
        if heading(page) == "What is your child’s name?":
            assert page.locator("[name=child_first_name]").input_value() == ""
        fill_in(page, {**A_FAMILY, "child_first_name": "Second"})
        press(page, "Continue")
    assert "What is your name?" not in asked
    assert "Where does your child live?" not in asked
    expect(page.locator("main")).to_contain_text("anna@example.org")
    expect(page.locator("main")).to_contain_text("Second")
