"""The survey from the family's first page to the commissioner's file."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, text

from portal.core.roles import Role
from portal.infra.sealing import SealError
from portal.surveys import jobs
from portal.surveys.models import SurveyText
from portal.surveys.queries import info_of
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

RESPONSE: Answers = {
    "aware_of": ["haf", "moving_forward"],
    "used": ["haf"],
    "best_thing": "My son laughs. 😀",
    "not_working": '=HYPERLINK("http://example.org")',
    "suggestions": "",
    "barriers": ["awareness", "diagnosis"],
    "told_diagnosis": "yes",
    "told_by": ["school"],
    "district": "bromyard",
    "age_band": ["5-7"],
}
TABLES = ("survey_response", "survey_choice", "survey_text")


def filled_in(family: CarefulClient, answers: Answers | None = None) -> None:
    """Fill in the survey up to the last page; what is not answered is skipped."""
    answers = RESPONSE if answers is None else answers
    family.visit("/tell-us")
    family.follow("Start")
    while family.heading != "Send your answers":
        fields = {str(one["name"]) for one in family.page.select("#answers [name]")}
        family.press("Continue", {name: answer for name, answer in answers.items() if name in fields})


def sent(family: CarefulClient, answers: Answers | None = None) -> None:
    """Fill in the survey and send it."""
    filled_in(family, answers)
    family.press("Send my answers")
    assert family.heading == "Thank you"


@pytest.fixture
def commissioner(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in."""
    return installation.officer(Role.COMMISSIONER)


def survey_events(installation: Installation) -> list[tuple[Any, ...]]:
    """Give the audit events about surveys."""
    return [event for event in installation.rows()["audit_event"] if "survey" in event]


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


def test_every_question_can_be_skipped_and_nothing_is_then_kept(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family, {})
    counts = installation.row_counts()
    assert [counts[table] for table in TABLES] == [0, 0, 0]
    assert survey_events(installation) == []


def test_each_page_with_free_text_says_where_to_turn(family: CarefulClient) -> None:
    family.visit("/tell-us")
    family.follow("Start")
    family.press("Continue", {"aware_of": "haf"})
    for page in ("best-thing", "not-working", "suggestions"):
        family.visit(f"/tell-us/questions/{page}")
        assert family.page.select(".panel--worried a[href='tel:999']"), page


def test_a_response_has_no_person_no_time_and_no_order(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family)
    with installation.database.reading() as session:
        columns = {
            f"{table}.{column['name']}: {column['type']}"
            for table in TABLES
            for column in inspect(session.connection()).get_columns(table)
        }
        stored = " ".join(
            repr(tuple(row)) for table in TABLES for row in session.execute(text(f"SELECT * FROM {table}"))
        )
        receipts = [tuple(row) for row in session.execute(text("SELECT * FROM receipt"))]
    names = {column.split(":")[0] for column in columns}
    assert names == {
        "survey_response.key",
        "survey_response.survey",
        "survey_response.version",
        "survey_response.answered_on",
        "survey_choice.response_key",
        "survey_choice.question",
        "survey_choice.code",
        "survey_text.response_key",
        "survey_text.question",
        "survey_text.sealed",
    }
    assert not any("TIME" in column.upper() for column in columns)
    cookie = family.get_cookie("draft")
    assert cookie is not None
    assert "laughs" not in stored
    for part in (
        receipt_part for receipt in receipts for receipt_part in receipt if isinstance(receipt_part, str)
    ):
        assert part in {"parent-survey", "2026-11"} or part not in stored


@pytest.mark.sqlite
def test_the_tables_have_no_row_number_that_would_tell_the_order(installation: Installation) -> None:
    with installation.database.reading() as session:
        for table in TABLES:
            definition = session.scalar(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
            )
            assert "WITHOUT ROWID" in str(definition), table


def test_the_audit_event_names_the_survey_and_nothing_else(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family)
    events = survey_events(installation)
    assert len(events) == 1
    assert {"survey.answered", "survey", "parent-survey", "visitor"} <= {
        part for part in events[0] if isinstance(part, str)
    }


def test_a_double_click_makes_one_response(installation: Installation, family: CarefulClient) -> None:
    filled_in(family)
    again = family.page
    family.press("Send my answers")
    family.page, family.address = again, "/tell-us/check"
    family.press("Send my answers")
    assert family.heading == "Thank you"
    assert installation.row_counts()["survey_response"] == 1


def test_eight_clicks_at_once_make_one_response(installation: Installation, family: CarefulClient) -> None:
    filled_in(family)
    form = family.page.find("form")
    assert form is not None
    data = family.filled(form, {}).to_dict()
    cookies = {name: family.get_cookie(name) for name in ("draft", "public-form")}

    def click(_number: int) -> tuple[int, str | None]:
        browser = installation.family()
        for name, cookie in cookies.items():
            assert cookie is not None
            browser.set_cookie(name, cookie.value)
        answer = browser.post("/tell-us/check", data=data)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(8) as clicks:
        answers = set(clicks.map(click, range(8)))
    assert answers == {(303, "/tell-us/thank-you")}
    assert installation.row_counts()["survey_response"] == 1
    assert len(survey_events(installation)) == 1


def test_sending_without_a_token_keeps_everything_and_asks_again(
    installation: Installation, family: CarefulClient
) -> None:
    filled_in(family)
    family.post("/tell-us/check", data={"key": "x"})
    assert family.errors
    assert installation.row_counts()["survey_response"] == 0
    family.visit("/tell-us/check")
    family.press("Send my answers")
    assert installation.row_counts()["survey_response"] == 1


@pytest.mark.parametrize("key", ["", "x", "0" * 32, "'; --"])
def test_sending_with_a_strange_key_shows_the_answers_again(
    installation: Installation, family: CarefulClient, key: str
) -> None:
    filled_in(family)
    family.press("Send my answers", {"key": key})
    assert family.heading == "Send your answers"
    assert installation.row_counts()["survey_response"] == 0


def test_the_draft_is_gone_after_sending(installation: Installation, family: CarefulClient) -> None:
    sent(family)
    counts = installation.row_counts()
    assert (counts["draft"], counts["receipt"]) == (0, 1)
    assert family.get("/tell-us/check").status_code == 404


def test_words_cannot_be_opened_on_the_public_face_or_in_another_place(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family)
    assert installation.public.extensions["portal.keys"].opener_or_none is None
    with installation.database.reading() as session:
        rows = session.query(SurveyText).order_by(SurveyText.question).all()
        best, other = rows[0], rows[1]
        opener = installation.keys.opener
        assert (
            opener.open(best.sealed, info_of(best.response_key, best.question)).decode()
            == "My son laughs. 😀"
        )
        with pytest.raises(SealError):
            opener.open(best.sealed, info_of(other.response_key, other.question))


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
    assert any(action in event and "Officer One" in event for event in events)


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
