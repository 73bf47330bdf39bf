"""Asking as a young person, as a professional, and for a second child; what is taken along and printed."""

import pytest

from tests.careful_client import Answers, CarefulClient
from tests.factories import a_family_that_asked, asked_here
from tests.installation import Installation
from tests.integration.eligibility.test_checker import answered

pytestmark = pytest.mark.sqlite

A_YOUNG_PERSON: Answers = {
    "urgent_help": "no",
    "child_first_name": "Robin",
    "child_last_name": "Sample",
    "trusted_adult": "yes",
    "phone": "07700 900118",
    "safe_message": "no",
    "spoken_language": "en",
    "interpreter": "no",
    "agreed": "yes",
}


def go_on(client: CarefulClient, answers: Answers, until: str = "Check your answers") -> None:
    """Answer page after page until one has this heading."""
    for _page in range(40):
        if client.heading == until:
            return
        client.press(
            "Continue", {name: given for name, given in answers.items() if name in asked_here(client)}
        )
        assert not client.errors, f"“{client.heading}”: {client.errors}"
    raise AssertionError(client.heading)


def tell_age(client: CarefulClient, age: int) -> None:
    """Say how old a young person is."""
    client.visit("/ask/young-person")
    client.press("Continue", {"age": str(age)})


def test_at_13_to_15_a_call_is_filed_to_be_checked(installation: Installation, family: CarefulClient) -> None:
    tell_age(family, 14)
    go_on(family, A_YOUNG_PERSON)
    family.press("Send my request")
    assert "We ring you by" in family.text
    installation.work()
    [row] = installation.rows()["referral"]
    assert {"call", "young_person", "referral-young-person", "14-15"} <= {str(value) for value in row}
    assert "competence_check" in str(row)


@pytest.mark.parametrize("age", [0, 12, 26, 99])
def test_other_ages_leave_nothing_behind(age: int, installation: Installation, family: CarefulClient) -> None:
    before = installation.row_counts()
    tell_age(family, age)
    assert "We kept nothing of what you wrote." in family.text
    after = installation.row_counts()
    assert {name for name in after if after[name] != before[name]} <= {"post_count"}


def test_the_age_is_changed_only_where_nothing_is_kept(family: CarefulClient) -> None:
    tell_age(family, 17)
    family.visit("/ask/young-person/questions/age")
    assert family.address == "/ask/young-person"
    family.press("Continue", {"age": "12"})
    assert family.get("/ask/young-person/questions/safe").status_code == 404


def test_a_young_person_takes_the_answers_of_the_checker_along(family: CarefulClient) -> None:
    answered(family, who="young_person", age="17", needs=["autism"])
    family.press("Ask for a short break and take my answers along")
    family.press("Go on to the form")
    assert family.heading == "Do you need help now?"
    family.visit("/ask/young-person/questions/needs")
    assert [box["value"] for box in family.page.select("input[name=support_needs][checked]")] == ["autism"]
    assert family.get("/ask/young-person/questions/trusted-adult").status_code == 303


@pytest.mark.parametrize("age", ["12", ""])
def test_a_young_person_of_another_age_or_none_is_asked_it_first(
    age: str, installation: Installation, family: CarefulClient
) -> None:
    answered(family, who="young_person", age=age)
    family.press("Ask for a short break and take my answers along")
    family.press("Go on to the form")
    assert family.heading == "How old are you?"
    assert installation.rows()["draft"] == []


def test_a_professional_takes_the_answers_of_the_checker_along(family: CarefulClient) -> None:
    answered(family, who="professional")
    family.press("Ask for a short break and take my answers along")
    family.press("Go on to the form")
    assert family.address.startswith("/ask/professional/questions/safe")


def test_a_page_for_the_phone_starts_with_what_the_checker_was_told(
    installation: Installation, family: CarefulClient
) -> None:
    before = installation.row_counts()
    answered(family, needs=["autism"])
    family.press("Make a page for the phone from my answers")
    assert family.heading == "What do you want to ask for?"
    family.press("Continue", {"assessment_for": ["child", "carer"]})
    assert [box["value"] for box in family.page.select("input[name=support_needs][checked]")] == ["autism"]
    for _page in range(3):
        family.press("Continue")
    assert family.heading == "What to say when you ring"
    assert "Autism" in family.text
    changed = {name for name, count in installation.row_counts().items() if count != before[name]}
    assert changed <= {"post_count"}


def test_the_chosen_activity_goes_along_on_every_way(family: CarefulClient) -> None:
    family.visit("/activities?tier=targeted")
    slug = next(
        str(link["href"]).partition("?")[0].removeprefix("/activities/")
        for link in family.page.select("main h2 a, main h3 a")
        if str(link["href"]).startswith("/activities/")
    )
    family.visit(f"/ask?activity={slug}")
    family.follow("I am a young person")
    assert "You chose:" in family.text
    family.press("Continue", {"age": "17"})
    family.visit("/ask/young-person/questions/activity")
    assert family.page.select_one("[name=activity]")["value"]  # type: ignore[index]


def test_old_addresses_lead_on(family: CarefulClient) -> None:
    for old, new in (
        ("/ask/questions/safe", "/ask/parent/questions/safe"),
        ("/ask/check", "/ask/parent/check"),
        ("/ask/sent", "/ask/parent/sent"),
    ):
        answer = family.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (308, new)


def test_a_second_child_keeps_the_family_and_the_copy_can_be_printed(
    installation: Installation, family: CarefulClient
) -> None:
    first = a_family_that_asked(family)
    family.visit("/ask/parent/copy")
    assert "She loves horses." in family.text
    family.visit("/ask/parent/assessment")
    assert "I want a parent carer’s needs assessment for myself." in family.text
    family.visit("/ask/parent/sent")
    family.press("Ask for another child")
    seen: list[str] = []
    answers: Answers = {
        "urgent_help": "no", "carer_role": "parent", "child_first_name": "Second", "child_last_name": "Child",
        "child_born-day": "1", "child_born-month": "2", "child_born-year": "2018", "support_needs": ["hearing"],
        "help_wanted": ["activity"], "agreed_by": "me", "agreed": "yes",
    }  # fmt: skip
    while family.heading != "Check your answers":
        seen.extend(asked_here(family))
        family.press(
            "Continue", {name: given for name, given in answers.items() if name in asked_here(family)}
        )
        assert not family.errors, family.heading
    assert {"your_name", "email", "home_postcode", "spoken_language"}.isdisjoint(seen)
    assert "anna@example.org" in family.text
    family.press("Send my request")
    second = family.page.select_one(".reference").get_text()
    assert second != first
    installation.work()
    officer = installation.officer()
    officer.visit(f"/referrals/{second}")
    assert "Second" in officer.text
    assert "Zofia" not in officer.text


@pytest.mark.parametrize("page", ["copy", "for-the-family", "assessment"])
def test_a_stranger_gets_no_copy(page: str, installation: Installation, family: CarefulClient) -> None:
    for route in ("parent", "young-person", "professional"):
        assert family.get(f"/ask/{route}/{page}").status_code == 404
