"""Asking for a short break in each of the three ways, as people do it in a browser."""

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.walking import MOST_PAGES, fill_in, go_on, heading
from tests.careful_client import Answers

CHECK = "Check your answers"
CONTACT: Answers = {
    "contact_method": "text",
    "safe_message": "no",
    "phone": "07700 900817",
    "spoken_language": "en",
    "interpreter": "no",
    "agreed": "yes",
}
A_YOUNG_PERSON: Answers = {
    "urgent_help": "no",
    "child_first_name": "Robin",
    "child_last_name": "Sample",
    "trusted_adult": "not_now",
    "child_born-day": "3",
    "child_born-month": "5",
    "child_born-year": "2009",
    "home_postcode": "HR4 9AB",
    "district": "hereford",
    "support_needs": ["learning_disability"],
    "help_wanted": ["life_skills", "travel_training"],
    "goal_1": "I want to get the bus to college",
    "goal_2": "Cook chilli for my mates",
    **CONTACT,
}
A_PROFESSIONAL: Answers = {
    "urgent_help": "no",
    "professional_role": "school",
    "job_title": "SENCO",
    "organisation": "Cedar Tree School",
    "your_name": "Chris Sample",
    "work_email": "chris@school.example.org",
    "agreed_by": "parent",
    "agreed_name": "Sam Sample",
    "agreed_on-day": "3",
    "agreed_on-month": "11",
    "agreed_on-year": "2026",
    "agreed_how": "phone",
    "child_first_name": "Alex",
    "child_last_name": "Sample",
    "child_born-day": "3",
    "child_born-month": "5",
    "child_born-year": "2016",
    "home_postcode": "HR4 9AB",
    "district": "hereford",
    "support_needs": ["autism"],
    "help_wanted": ["activity"],
    "goal_1": "Make a friend",
    "family_contact_name": "Sam Sample",
    **CONTACT,
}


def answer_on(page: Page, answers: Answers, *, until: str = CHECK) -> None:
    """Answer page after page until one has this heading."""
    for _page in range(MOST_PAGES):
        if heading(page) == until:
            return
        fill_in(page, answers)
        go_on(page)
        assert not page.locator(".error-summary").count(), page.locator(".error-summary").inner_text()
    raise AssertionError(f"no page is called “{until}”; the last one was “{heading(page)}”")


def tell_age(page: Page, site: Site, age: int) -> None:
    """Go from the start to what a young person of an age meets first."""
    page.goto(f"{site.public}/ask")
    with page.expect_navigation():
        page.get_by_role("link", name="I am a young person").click()
    assert heading(page) == "How old are you?"
    page.locator("main [name=age]").fill(str(age))
    go_on(page)


def in_the_queue(staff_page: Page, site: Site, reference: str) -> str:
    """Wait until a request is in the queue; give everything that staff read of it."""
    for _turn in range(75):
        answer = staff_page.goto(f"{site.staff}/referrals/{reference}")
        if answer is not None and answer.status == 200:
            return staff_page.locator("main").inner_text()
        staff_page.wait_for_timeout(200)
    raise AssertionError(f"{reference} is not in the queue after 15 seconds")
