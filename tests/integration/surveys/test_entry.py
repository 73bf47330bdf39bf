"""Answers on paper and by telephone: staff print the questions and type the answers in."""

import pytest
from sqlalchemy import select

from portal.core.roles import Role
from portal.infra.clock import now, today
from portal.surveys.models import SurveyResponse, SurveyRound
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

CODE = f"parents-{today().year}"
ON_PAPER: Answers = {"channel": "paper", "best_thing": "The rest.", "barriers": ["awareness", "transport"]}


@pytest.fixture
def typing(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner with the empty form."""
    commissioner = installation.officer(Role.COMMISSIONER)
    commissioner.visit(f"/surveys/rounds/{CODE}")
    commissioner.follow("Type in answers from paper or the phone")
    return commissioner


def channels(installation: Installation) -> list[str]:
    """Give how the responses came."""
    with installation.database.reading() as session:
        return sorted(session.scalars(select(SurveyResponse.channel)))


def test_answers_are_typed_in_one_after_another_and_marked_by_channel(
    installation: Installation, typing: CarefulClient
) -> None:
    typing.press("Keep these answers", ON_PAPER)
    assert "The answers are kept. 1 was typed in so far." in typing.text
    typing.press("Keep these answers", {"channel": "phone", "district": "ledbury"})
    assert "2 were typed in so far." in typing.text
    assert channels(installation) == ["paper", "phone"]
    counts = installation.row_counts()
    assert (counts["survey_choice"], counts["survey_text"]) == (3, 1)


def test_the_trail_names_the_round_and_who_typed_and_no_answer(
    installation: Installation, typing: CarefulClient
) -> None:
    typing.press("Keep these answers", ON_PAPER)
    (event,) = [event for event in installation.rows()["audit_event"] if "survey.answer_entered" in event]
    assert CODE in event
    assert "visitor" not in event
    with installation.database.reading() as session:
        key = session.scalars(select(SurveyResponse.key)).one()
    assert key not in repr(event)


def test_the_same_form_sent_again_is_kept_once(installation: Installation, typing: CarefulClient) -> None:
    page, address = typing.page, typing.address
    typing.press("Keep these answers", ON_PAPER)
    typing.page, typing.address = page, address
    typing.press("Keep these answers", ON_PAPER)
    assert channels(installation) == ["paper"]


def test_an_empty_form_is_not_kept(installation: Installation, typing: CarefulClient) -> None:
    typing.press("Keep these answers")
    assert typing.errors == ["Nothing is filled in. Answer at least one question."]
    assert channels(installation) == []


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    installation: Installation, typing: CarefulClient
) -> None:
    typing.press("Keep these answers", {"barriers": ["none", "awareness"], "best_thing": "The rest."})
    assert typing.errors == ["One of these answers stands alone. Untick it, or untick the others."]
    assert "The rest." in typing.text
    assert channels(installation) == []


def test_an_answer_to_a_question_that_was_not_asked_is_not_dropped_in_silence(
    installation: Installation, typing: CarefulClient
) -> None:
    typing.press("Keep these answers", {"told_diagnosis": "no", "told_by": ["school"]})
    assert typing.errors == ["This is asked only after another answer. Change that one, or leave this out."]
    typing.press("Keep these answers", {"told_diagnosis": "yes"})
    assert channels(installation) == ["paper"]


def test_nothing_is_typed_into_a_round_whose_figures_were_released(
    installation: Installation, typing: CarefulClient
) -> None:
    with installation.database.unit_of_work() as session:
        row = session.scalars(select(SurveyRound).where(SurveyRound.code == CODE)).one()
        row.frozen_at = now()
    typing.press("Keep these answers", ON_PAPER)
    assert "Figures of this round were released." in typing.text
    assert channels(installation) == []


@pytest.mark.parametrize("key", ["", "x", "0" * 31])
@pytest.mark.sqlite
def test_a_form_with_a_strange_key_is_shown_again(
    installation: Installation, typing: CarefulClient, key: str
) -> None:
    typing.press("Keep these answers", {**ON_PAPER, "key": key})
    assert typing.errors == ["This form is not whole. Open the page again."]
    assert channels(installation) == []


@pytest.mark.sqlite
def test_the_paper_has_every_question_of_each_survey(installation: Installation) -> None:
    commissioner = installation.officer(Role.COMMISSIONER)
    for survey, first, last in (
        ("parents", "1. Which of these had you heard of", "What does your child need help with?"),
        ("young-people", "1. Who is filling this in?", "How old are you?"),
        ("providers", "1. Which of these are true for you now?", "Where do you run short breaks?"),
    ):
        commissioner.visit(f"/surveys/rounds/{survey}-{today().year}/paper")
        questions = [one.get_text() for one in commissioner.page.select(".paper__question h2")]
        assert questions[0].startswith(first)
        assert any(last in question for question in questions)
        assert commissioner.page.select(".tick-box")
        assert commissioner.page.select(".paper__lines span")


@pytest.mark.sqlite
def test_the_paper_says_who_may_leave_a_question_out(installation: Installation) -> None:
    commissioner = installation.officer(Role.COMMISSIONER)
    commissioner.visit(f"/surveys/rounds/{CODE}/paper")
    asked = commissioner.page.select_one(".paper__only")
    assert asked is not None
    assert asked.get_text().startswith("Only if you ticked “Yes” in question ")


@pytest.mark.sqlite
def test_a_poster_has_a_code_and_the_short_address(installation: Installation) -> None:
    installation.environment = {"PORTAL_PUBLIC_URL": "https://breaks.example.org"}
    commissioner = installation.officer(Role.COMMISSIONER)
    commissioner.visit(f"/surveys/rounds/{CODE}")
    commissioner.follow("Print a poster")
    assert commissioner.page.select_one(".poster__code svg[role=img]")
    assert f"breaks.example.org/tell-us/{CODE}" in commissioner.text
    assert "https://" not in commissioner.text


@pytest.mark.parametrize("language", ["pl", "xx", ""])
@pytest.mark.sqlite
def test_poster_and_paper_speak_a_language_of_families(installation: Installation, language: str) -> None:
    commissioner = installation.officer(Role.COMMISSIONER)
    for sheet in ("poster", "paper"):
        page = commissioner.visit(f"/surveys/rounds/{CODE}/{sheet}?language={language}")
        assert page.html is not None
        assert page.html["lang"] == ("pl" if language == "pl" else "en")
