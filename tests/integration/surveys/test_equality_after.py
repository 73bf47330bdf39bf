"""Equality answers after a survey: nothing leads from them to the answers of the survey."""

import pytest
from sqlalchemy import inspect, text

from portal.core.roles import Role
from portal.infra.clock import today
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.questionnaires.afterwards import ANSWERS, answered
from tests.integration.surveys.young import sent

ME = "/tell-us/equality/me"
TABLES = ("survey_equality_response", "survey_equality_choice")


def test_they_are_stored_as_codes_with_a_month_and_no_more(
    installation: Installation, family: CarefulClient
) -> None:
    before = installation.row_counts()
    answered(family, "/tell-us/equality/child")
    family.press("Send my answers")
    assert family.heading == "Thank you for your answers"
    rows = installation.rows()
    [(_key, month, about, _version)] = rows["survey_equality_response"]
    assert (month, about) == (today().replace(day=1), "child")
    assert {(question, code) for _key, question, code in rows["survey_equality_choice"]} == set(
        ANSWERS.items()
    )
    changed = {name for name, count in installation.row_counts().items() if count != before[name]}
    assert changed - {"post_count"} == set(TABLES)


def test_they_share_no_key_no_date_no_round_and_no_order_with_the_survey(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family)
    family.follow("Do you want to answer the equality questions?")
    answered(family, ME)
    family.press("Send my answers")
    rows = installation.rows()
    survey = {str(part) for table in ("survey_response", "survey_choice", "survey_text", "receipt")
              for row in rows[table] for part in row}  # fmt: skip
    [response] = rows["survey_equality_response"]
    # The first of a month is the only day on which the two dates are the same.
    shared = survey & {str(part) for part in response} - {str(today().replace(day=1)), "2026-12"}
    assert not shared
    with installation.database.reading() as session:
        columns = {
            column["name"]: str(column["type"]).upper()
            for table in TABLES
            for column in inspect(session.connection()).get_columns(table)
        }
    assert columns.keys() == {"key", "month", "about", "version", "response_key", "question", "code"}
    assert not any("TIME" in kind or "INT" in kind for kind in columns.values())
    assert not any("equality" in str(part) for event in rows["audit_event"] for part in event)


@pytest.mark.sqlite
def test_the_tables_have_no_row_number_that_would_tell_the_order(installation: Installation) -> None:
    with installation.database.reading() as session:
        for table in TABLES:
            query = text("SELECT sql FROM sqlite_master WHERE name = :name")
            assert "WITHOUT ROWID" in str(session.scalar(query, {"name": table})), table


@pytest.mark.sqlite
def test_every_question_can_be_left_out_and_then_nothing_is_stored(
    installation: Installation, family: CarefulClient
) -> None:
    answered(family, ME, **dict.fromkeys(ANSWERS, ""))
    family.press("Send my answers")
    assert family.heading == "Thank you for your answers"
    assert [installation.row_counts()[table] for table in TABLES] == [0, 0]


def test_whoever_presses_twice_is_counted_once(installation: Installation, family: CarefulClient) -> None:
    answered(family, ME)
    page, address = family.page, family.address
    for _press in range(2):
        family.page, family.address = page, address
        family.press("Send my answers")
        assert family.heading == "Thank you for your answers"
    assert installation.row_counts()["survey_equality_response"] == 1


@pytest.mark.sqlite
def test_without_a_token_nothing_is_stored(installation: Installation, family: CarefulClient) -> None:
    answered(family, ME)
    kept = str(family.page.select_one("form[action$='/send'] [name=kept]")["value"])  # type: ignore[index]
    family.post("/tell-us/equality/me/send", data={"kept": kept, "go": "result", "key": "a" * 32})
    assert family.errors
    assert installation.row_counts()["survey_equality_response"] == 0


def test_commissioners_see_exact_counts_and_each_look_is_on_record(installation: Installation) -> None:
    for ethnic_group in ("asian", "asian", "white"):
        family = installation.family()
        answered(family, ME, ethnic_group=ethnic_group)
        family.press("Send my answers")
    commissioner = installation.officer(Role.COMMISSIONER)
    before = installation.row_counts()["audit_event"]
    page = commissioner.visit("/surveys/equality/me")
    assert "Not for publication." in commissioner.text
    assert "3 responses." in commissioner.text
    table = next(one for one in page.select("table") if "ethnic group" in one.caption.get_text())
    counts = {row.th.get_text(): row.td.get_text() for row in table.select("tbody tr")}
    assert (counts["Asian or Asian British"], counts["White"], counts["Other ethnic group"]) == (
        "2",
        "1",
        "0",
    )
    events = installation.rows()["audit_event"]
    assert len(events) == before + 1
    assert any("survey.equality_seen" in event for event in events)
    commissioner.visit("/surveys/equality/child")
    assert "0 responses." in commissioner.text


@pytest.mark.sqlite
def test_counts_are_for_commissioners_only(installation: Installation, officer: CarefulClient) -> None:
    assert officer.get("/surveys/equality/me").status_code == 403
    assert installation.visitor_of_staff().get("/surveys/equality/me").status_code == 303
    assert installation.family().get("/surveys/equality/me").status_code == 404
