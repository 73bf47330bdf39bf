"""Survey answers for commissioners: the list of surveys, people's own words, and all answers as a file."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.keys import keys
from portal.infra.paging import Paged, page_number
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import Question
from portal.surveys.queries import responses as queries
from portal.surveys.queries.consultees import responses_by_round, synthetic_rounds
from portal.surveys.queries.rounds import rounds
from portal.surveys.rules.counting import SURVEYS, open_questions
from portal.surveys.rules.rounds import Round
from portal.surveys.views.export import answers_csv
from portal.surveys.views.looking import csv_file, note, survey_named

bp = Blueprint("surveys_staff", __name__)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey in the list."""

    id: str
    title: str
    responses: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round in the list."""

    round: Round
    responses: int
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What people wrote to one question."""

    survey: str
    title: str
    question: Question
    texts: Paged[str]


@bp.get("/surveys")
@requires(Role.COMMISSIONER)
def surveys() -> ResponseReturnValue:
    """List the surveys and their rounds with the number of responses."""
    with reading() as session:
        numbers, by_round = queries.responses_by_survey(session), responses_by_round(session)
        known_rounds, synthetic = rounds(session), synthetic_rounds(session)
    known = content(Questionnaires).by_id
    rows = [
        SurveyRow(survey, known[survey].title, numbers.get(survey, 0))
        for survey in SURVEYS.values()
        if survey in known
    ]
    of_rounds = [
        RoundRow(one, by_round.get(one.id, 0), one.id in synthetic)
        for one in known_rounds
        if one.questionnaire in known
    ]
    return render_template("surveys/list.html", rows=rows, rounds=of_rounds)


@bp.get("/surveys/<survey_id>/words/<question_id>")
@requires(Role.COMMISSIONER)
def words(survey_id: str, question_id: str) -> ResponseReturnValue:
    """Show what people wrote to one question."""
    questionnaire = survey_named(survey_id)
    question = next((one for one in open_questions(questionnaire) if one.id == question_id), None)
    if question is None:
        raise NotFoundError
    note(survey_id, "words_seen")
    with reading() as session:
        found = queries.texts(session, keys().opener, survey_id, question_id, page_number(request.args))
    page = WordsPage(survey_id, questionnaire.title, question, found)
    return render_template("surveys/words.html", page=page)


@bp.get("/surveys/<survey_id>/answers.csv")
@requires(Role.COMMISSIONER, fresh=True)
def answers_file(survey_id: str) -> ResponseReturnValue:
    """Give all answers as a file."""
    questionnaire = survey_named(survey_id)
    note(survey_id, "answers_exported")
    with reading() as session:
        table = answers_csv(questionnaire, queries.responses(session, keys().opener, survey_id))
    return csv_file(table, f"{survey_id}-answers")
