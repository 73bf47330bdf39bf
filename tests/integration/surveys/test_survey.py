"""The survey as families meet it: anonymous, and kept once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect, text

from portal.infra.sealing import SealError
from portal.surveys.models import SurveyText
from portal.surveys.queries.responses import info_of
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.filling_in import filled_in, sent, survey_events

TABLES = ("survey_response", "survey_choice", "survey_text")


def test_every_question_can_be_skipped_and_nothing_is_then_kept(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family, {})
    counts = installation.row_counts()
    assert [counts[table] for table in TABLES] == [0, 0, 0]
    assert survey_events(installation) == []


def test_each_page_with_free_text_says_where_to_turn(family: CarefulClient) -> None:
    family.visit("/tell-us/parents")
    family.follow("Start")
    family.press("Continue", {"aware_of": "haf"})
    for page in ("best-thing", "not-working", "suggestions"):
        family.visit(f"/tell-us/parents/questions/{page}")
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
        "survey_response.round_id",
        "survey_response.channel",
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
        assert part in {"parent-survey", "2026-12"} or part not in stored


@pytest.mark.sqlite
def test_the_tables_have_no_row_number_that_would_tell_the_order(installation: Installation) -> None:
    with installation.database.reading() as session:
        for table in TABLES:
            definition = session.scalar(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
            )
            assert "WITHOUT ROWID" in str(definition), table


def test_the_audit_event_names_the_round_and_nothing_else(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family)
    events = survey_events(installation)
    assert len(events) == 1
    said = [part for part in events[0] if isinstance(part, str)]
    assert {"survey.answered", "survey_round", "visitor"} <= set(said)
    assert any(part.startswith("parents-20") for part in said)


def test_a_double_click_makes_one_response(installation: Installation, family: CarefulClient) -> None:
    filled_in(family)
    again = family.page
    family.press("Send my answers")
    family.page, family.address = again, "/tell-us/parents/check"
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
        answer = browser.post("/tell-us/parents/check", data=data)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(8) as clicks:
        answers = set(clicks.map(click, range(8)))
    assert answers == {(303, "/tell-us/parents/thank-you")}
    assert installation.row_counts()["survey_response"] == 1
    assert len(survey_events(installation)) == 1


def test_sending_without_a_token_keeps_everything_and_asks_again(
    installation: Installation, family: CarefulClient
) -> None:
    filled_in(family)
    family.post("/tell-us/parents/check", data={"key": "x"})
    assert family.errors
    assert installation.row_counts()["survey_response"] == 0
    family.visit("/tell-us/parents/check")
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
    assert family.get("/tell-us/parents/check").status_code == 404


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


@pytest.mark.parametrize("address", ["/tell-us/parents", "/tell-us/young-people"])
def test_whoever_is_tired_goes_to_the_end_and_nothing_typed_is_lost(
    address: str, installation: Installation, family: CarefulClient
) -> None:
    family.visit(address)
    family.follow("Start")
    field = family.page.select_one("#answers input[name]:not([type=hidden])")
    assert field is not None
    name, code = str(field["name"]), str(field["value"])
    family.press("That is all: go to the end", {name: code})
    assert family.heading == "Send your answers"
    family.press("Send my answers")
    [(_key, question, kept)] = installation.rows()["survey_choice"]
    assert (question, kept) == (name, code)


def test_questions_without_an_answer_do_not_stand_between_a_tired_parent_and_the_button(
    family: CarefulClient,
) -> None:
    family.visit("/tell-us/parents")
    family.follow("Start")
    field = family.page.select_one("#answers input[name]:not([type=hidden])")
    assert field is not None
    family.press("That is all: go to the end", {str(field["name"]): str(field["value"])})
    folded = family.page.select_one("details:has(.summary-list)")
    assert folded is not None
    assert "open" not in folded.attrs
    left = len(folded.select("dt"))
    assert left > 1
    assert folded.select_one("summary").get_text() == f"{left} questions without an answer"  # type: ignore[union-attr]
    assert folded.get_text().count("Not answered") == left
    assert folded.select_one("a[href$='to=check']")
    assert [row["class"] for row in family.page.select("dl")] == [["summary-list"]] * 2
    assert "Not answered" not in family.page.select("dl")[0].get_text()


def test_no_request_can_be_ended_before_its_questions_are_answered(family: CarefulClient) -> None:
    family.visit("/ask/parent/questions/safe")
    assert "go to the end" not in family.text
