"""Asking the council: no person, sealed, kept once, and nothing that was typed is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import inspect, text, update

from portal.allowance import jobs
from portal.allowance.models import AllowanceQuestion
from portal.allowance.queries import info_of
from portal.infra.clock import today
from portal.infra.sealing import SealError
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.allowance.asking import QUESTION, acts, an_answer, asked, questions


def typed(client: CarefulClient) -> str:
    """Give what stands in the field."""
    field = client.page.select_one("#question")
    assert field is not None
    return field.get_text().removeprefix("\n")


def test_a_question_is_kept_with_a_year_and_a_date(installation: Installation, family: CarefulClient) -> None:
    asked(family, year="2027-28")
    (row,) = questions(installation)
    assert (row.year, row.asked_on, row.state) == ("2027-28", today(), "open")
    assert acts(installation) == ["allowance.asked"]


@pytest.mark.sqlite
def test_the_year_may_be_left_open(installation: Installation, family: CarefulClient) -> None:
    asked(family, year="")
    assert questions(installation)[0].year is None


def test_only_staff_can_open_it_and_only_in_its_place(
    installation: Installation, family: CarefulClient
) -> None:
    asked(family)
    (row,) = questions(installation)
    assert row.sealed is not None
    assert "Zofia" not in repr(row.sealed)
    assert installation.public.extensions["portal.keys"].opener_or_none is None
    assert installation.keys.opener.open(row.sealed, info_of(row.key)).decode() == QUESTION
    with pytest.raises(SealError):
        installation.keys.opener.open(row.sealed, info_of("0" * 32))


@pytest.mark.sqlite
def test_nothing_says_who_when_or_in_which_order(installation: Installation) -> None:
    with installation.database.reading() as session:
        columns = {
            str(one["name"]) for one in inspect(session.connection()).get_columns("allowance_question")
        }
        made = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'allowance_question'"))
    assert columns == {"key", "year", "asked_on", "state", "why_aside", "sealed"}
    assert "WITHOUT ROWID" in str(made)


def test_a_second_press_finds_the_first(installation: Installation, family: CarefulClient) -> None:
    family.visit("/allowance/ask")
    form, address = family.page, family.address
    for _press in range(2):
        family.page, family.address = form, address
        family.press("Send my question", {"question": QUESTION})
        assert family.heading == "We have your question"
    assert len(questions(installation)) == 1
    assert acts(installation) == ["allowance.asked"]
    family.page, family.address = form, address
    family.press("Send my question", {"question": "Another one"})
    assert len(questions(installation)) == 2


def test_eight_presses_at_once_make_one_question(installation: Installation, family: CarefulClient) -> None:
    family.visit("/allowance/ask")
    form = family.page.select_one("#question-form")
    cookie = family.get_cookie("public-form")
    assert form is not None
    assert cookie is not None
    data = family.filled(form, {"question": QUESTION})

    def press(_number: int) -> tuple[int, str | None]:
        browser = installation.family()
        browser.set_cookie("public-form", cookie.value)
        answer = browser.post("/allowance/ask", data=data)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(8) as presses:
        assert set(presses.map(press, range(8))) == {(303, "/allowance/thank-you")}
    assert len(questions(installation)) == 1


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ("", "Write what you would like to spend the allowance on"),
        (" \n ", "Write what you would like to spend the allowance on"),
        ("ü" * 301, "Write 300 characters or fewer. You wrote 301. That is 1 too many."),
        ("Ring me on 01632 960001", "Take out phone numbers, email addresses and postcodes."),
        ("anna@example.org", "Take out phone numbers, email addresses and postcodes."),
        ("We live in HR6 8NW", "Take out phone numbers, email addresses and postcodes."),
    ],
)
@pytest.mark.sqlite
def test_what_cannot_be_sent_is_told_at_its_place_and_stays(
    installation: Installation, family: CarefulClient, question: str, error: str
) -> None:
    family.visit("/allowance/ask")
    family.press("Send my question", {"question": question, "year": "2025-26"})
    assert family.errors[0].startswith(error)
    assert family.page.select(".error-summary a[href='#question']")
    assert typed(family) == question
    assert family.page.select("#year option[value='2025-26'][selected]")
    assert not questions(installation)


@pytest.mark.sqlite
def test_without_a_token_nothing_is_kept_and_nothing_lost(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/allowance/ask")
    family.press("Send my question", {"question": QUESTION, "csrf_token": "x"})
    assert "What you wrote is still here." in family.errors[0]
    assert typed(family) == QUESTION
    assert not questions(installation)
    family.press("Send my question")
    assert len(questions(installation)) == 1


@pytest.mark.sqlite
def test_another_language_keeps_what_was_typed(installation: Installation, family: CarefulClient) -> None:
    family.visit("/allowance/ask")
    family.press("Polski", {"question": QUESTION})
    assert family.page.html is not None
    assert family.page.html["lang"] == "pl"
    assert typed(family) == QUESTION
    assert not questions(installation)


@pytest.mark.sqlite
def test_a_year_that_is_not_offered_is_left_out(installation: Installation, family: CarefulClient) -> None:
    family.visit("/allowance/ask")
    token = family.page.select_one("[name=csrf_token]")
    assert token is not None
    odd = {"question": "a\x00b 🙂", "year": "1999-00", "key": "'; --"}
    family.post("/allowance/ask", data={"csrf_token": str(token["value"]), **odd})
    assert questions(installation)[0].year is None


@pytest.mark.sqlite
def test_the_thanks_say_where_the_answer_will_stand(family: CarefulClient) -> None:
    family.visit("/allowance?q=drone&year=2025-26")
    family.follow("Ask the council")
    family.press("Send my question")
    assert "The answer will stand beneath the rules" in family.text
    assert "5 working days" in family.text
    family.follow("Back to the rules")
    assert family.address == "/allowance?q=drone&year=2025-26"


def test_a_question_that_waits_for_a_year_is_forgotten(
    installation: Installation, family: CarefulClient
) -> None:
    an_answer(installation)
    asked(family)
    asked(family, "A new one")
    old, _new = sorted(row.key for row in questions(installation) if row.state == "open")
    with installation.database.unit_of_work() as session:
        year_ago = today() - timedelta(days=365)
        session.execute(
            update(AllowanceQuestion).where(AllowanceQuestion.key == old).values(asked_on=year_ago)
        )
    with installation.database.unit_of_work() as session:
        assert jobs.remove_old(session, today()) == 1
    with installation.database.unit_of_work() as session:
        assert jobs.remove_old(session, today()) == 0
    assert old not in {row.key for row in questions(installation)}
    assert len(questions(installation)) == 2
    installation.work()
