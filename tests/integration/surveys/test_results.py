"""Survey results for commissioners: right numbers, safe files, each look on record."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from portal.accounts.models import User
from portal.core.roles import Role
from portal.surveys.jobs import removals as jobs
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.filling_in import sent


@pytest.fixture
def commissioner(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in."""
    return installation.officer(Role.COMMISSIONER)


def rows_of(answer_text: str) -> list[dict[str, str]]:
    """Read a CSV as a spreadsheet does."""
    assert answer_text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer_text.removeprefix("\ufeff"))))


def test_a_response_is_counted_and_its_words_are_read_by_commissioners(
    family: CarefulClient, commissioner: CarefulClient
) -> None:
    sent(family)
    commissioner.visit("/surveys")
    commissioner.follow("Tell us what you think")
    assert "1 response." in commissioner.text
    assert "Not for publication." in commissioner.text
    commissioner.follow("What is the best thing about short breaks?")
    assert "My son laughs. 😀" in commissioner.text


def test_percent_is_of_the_people_who_answered(
    installation: Installation, commissioner: CarefulClient
) -> None:
    for barriers in (["awareness"], ["awareness", "diagnosis"], ["other"], []):
        sent(installation.family(), {"barriers": barriers, "district": "ledbury"})
    table = {
        row["Answer"]: row
        for row in rows_of(commissioner.get("/surveys/parent-survey/counts.csv").text)
        if row["Question"] == "What made it hard to get a short break?"
    }
    awareness = table["I did not know about it, or the information was hard to find"]
    assert (awareness["Number of people"], awareness["People who answered"], awareness["Percent"]) == (
        "2",
        "3",
        "67",
    )
    assert table["Nothing made it hard"]["Number of people"] == "0"


def test_the_file_of_answers_is_safe_in_a_spreadsheet_and_marked(
    family: CarefulClient, commissioner: CarefulClient
) -> None:
    sent(family)
    answer = commissioner.get("/surveys/parent-survey/answers.csv")
    assert answer.mimetype == "text/csv"
    assert "not-for-publication.csv" in answer.headers["Content-Disposition"]
    (row,) = rows_of(answer.text)
    assert row["What is not working?"] == '\'=HYPERLINK("http://example.org")'
    assert row["What is the best thing about short breaks?"] == "My son laughs. 😀"
    assert row["Which of these had you heard of before today?"].startswith(
        "Holiday activities and food (HAF); "
    )
    assert row["Use"] == "Not for publication"
    assert len(row["Date"]) == len("2026-11-22")


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("/surveys/parent-survey", "survey.results_seen"),
        ("/surveys/parent-survey/words/best_thing", "survey.words_seen"),
        ("/surveys/parent-survey/counts.csv", "survey.counts_exported"),
        ("/surveys/parent-survey/answers.csv", "survey.answers_exported"),
    ],
)
def test_each_look_is_on_record(
    installation: Installation, commissioner: CarefulClient, address: str, action: str
) -> None:
    before = installation.row_counts()["audit_event"]
    assert commissioner.get(address).status_code == 200
    events = installation.rows()["audit_event"]
    assert len(events) == before + 1
    with installation.database.reading() as session:
        looker = session.scalar(select(User.id).where(User.name == "Officer One"))
    assert any(action in event and str(looker) in event for event in events)
    assert not any("Officer One" in event for event in events)


@pytest.mark.parametrize(
    "address", ["/surveys", "/surveys/parent-survey", "/surveys/parent-survey/answers.csv"]
)
@pytest.mark.sqlite
def test_answers_are_for_commissioners_only(
    installation: Installation, officer: CarefulClient, address: str
) -> None:
    assert officer.get(address).status_code == 403
    assert installation.visitor_of_staff().get(address).status_code == 303
    assert installation.family().get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/surveys/other",
        "/surveys/referral",
        "/surveys/parent-survey/words/other",
        "/surveys/parent-survey/words/barriers",
        "/surveys/referral/answers.csv",
    ],
)
@pytest.mark.sqlite
def test_what_is_no_survey_is_not_found(commissioner: CarefulClient, address: str) -> None:
    assert commissioner.get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "9" * 30, ""])
@pytest.mark.sqlite
def test_an_odd_page_number_is_no_error(commissioner: CarefulClient, page: str) -> None:
    assert commissioner.get(f"/surveys/parent-survey/words/best_thing?page={page}").status_code == 200


def test_words_end_after_two_years_and_counts_stay(installation: Installation, family: CarefulClient) -> None:
    sent(family)
    with installation.database.unit_of_work() as session:
        day = session.scalar(text("SELECT answered_on FROM survey_response"))
        answered = date.fromisoformat(str(day))
        assert jobs.remove_old_texts(session, answered + jobs.TEXT_LIFE - timedelta(days=1)) == 0
        assert jobs.remove_old_texts(session, answered + jobs.TEXT_LIFE) == 2
    counts = installation.row_counts()
    assert (counts["survey_text"], counts["survey_response"]) == (0, 1)
    assert counts["survey_choice"] > 0
