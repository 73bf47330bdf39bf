"""Survey answers for commissioners: inside figures, exact, and each look is on record."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.keys import keys
from portal.infra.paging import Paged, page_number
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import Question, Questionnaire
from portal.surveys import queries
from portal.surveys.rules import SURVEYS, QuestionCount, open_questions
from portal.surveys.services import note_look
from portal.surveys.views.export import answers_csv, counts_csv

bp = Blueprint("surveys_staff", __name__)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey in the list."""

    id: str
    title: str
    responses: int


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All counts of one survey, and the questions that were answered in words."""

    id: str
    title: str
    responses: int
    counts: tuple[QuestionCount, ...]
    open_questions: tuple[Question, ...]


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
    """List the surveys with the number of responses."""
    with reading() as session:
        numbers = queries.responses_by_survey(session)
    known = content(Questionnaires)
    rows = tuple(SurveyRow(survey, known.named(survey).title, numbers.get(survey, 0)) for survey in SURVEYS)
    return render_template("surveys/list.html", rows=rows)


@bp.get("/surveys/<survey_id>")
@requires(Role.COMMISSIONER)
def results(survey_id: str) -> ResponseReturnValue:
    """Show the counts of one survey."""
    questionnaire = _survey(survey_id)
    _note(survey_id, "results_seen")
    with reading() as session:
        page = ResultsPage(
            id=survey_id,
            title=questionnaire.title,
            responses=queries.responses_by_survey(session).get(survey_id, 0),
            counts=queries.counts(session, questionnaire),
            open_questions=open_questions(questionnaire),
        )
    return render_template("surveys/results.html", page=page)


@bp.get("/surveys/<survey_id>/words/<question_id>")
@requires(Role.COMMISSIONER)
def words(survey_id: str, question_id: str) -> ResponseReturnValue:
    """Show what people wrote to one question."""
    questionnaire = _survey(survey_id)
    question = next((one for one in open_questions(questionnaire) if one.id == question_id), None)
    if question is None:
        raise NotFoundError
    _note(survey_id, "words_seen")
    with reading() as session:
        found = queries.texts(session, keys().opener, survey_id, question_id, page_number(request.args))
    page = WordsPage(survey_id, questionnaire.title, question, found)
    return render_template("surveys/words.html", page=page)


@bp.get("/surveys/<survey_id>/counts.csv")
@requires(Role.COMMISSIONER)
def counts_file(survey_id: str) -> ResponseReturnValue:
    """Give the counts as a file."""
    questionnaire = _survey(survey_id)
    _note(survey_id, "counts_exported")
    with reading() as session:
        table = counts_csv(queries.counts(session, questionnaire))
    return _file(table, f"{survey_id}-counts-not-for-publication.csv")


@bp.get("/surveys/<survey_id>/answers.csv")
@requires(Role.COMMISSIONER, fresh=True)
def answers_file(survey_id: str) -> ResponseReturnValue:
    """Give all answers as a file."""
    questionnaire = _survey(survey_id)
    _note(survey_id, "answers_exported")
    with reading() as session:
        table = answers_csv(questionnaire, queries.responses(session, keys().opener, survey_id))
    return _file(table, f"{survey_id}-answers-not-for-publication.csv")


def _survey(survey_id: str) -> Questionnaire:
    if survey_id not in SURVEYS:
        raise NotFoundError
    return content(Questionnaires).named(survey_id)


def _note(survey: str, what: str) -> None:
    """Record the look before anything is shown: when it cannot be recorded, nothing is."""
    with unit_of_work() as session:
        note_look(session, now=now(), actor=str(current_actor().user_id), survey=survey, what=what)


def _file(table: str, name: str) -> Response:
    answer = Response(table, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
