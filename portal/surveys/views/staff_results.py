"""The results of a survey, exact, and two of its questions crossed; each look is on record."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.db import reading
from portal.questionnaires.rules.questions import Question, Questionnaire
from portal.surveys.queries.consultees import synthetic_rounds
from portal.surveys.queries.crossing import answers_of
from portal.surveys.queries.rounds import rounds
from portal.surveys.rules.counting import QuestionCount, closed_questions, open_questions
from portal.surveys.rules.crossing import Answers, CrossTable, counted, cross, people
from portal.surveys.views.charts import Chart, Row, chart_of
from portal.surveys.views.export import counts_csv, cross_csv
from portal.surveys.views.filters import Choice, Filters, filters_here
from portal.surveys.views.looking import csv_file, note, survey_named

bp = Blueprint("surveys_results", __name__)


@dataclass(frozen=True, slots=True)
class Charted:
    """One question with its bars."""

    count: QuestionCount
    chart: Chart


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All counts of one survey; `responses` are those that the filters leave, of `all_responses`."""

    id: str
    title: str
    responses: int
    all_responses: int
    is_synthetic: bool
    filters: Filters
    questions: tuple[Charted, ...]
    open_questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class CrossPage:
    """Two questions crossed, or none chosen yet."""

    id: str
    title: str
    is_synthetic: bool
    filters: Filters
    rows: tuple[Choice, ...]
    columns: tuple[Choice, ...]
    table: CrossTable | None


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the address asks for, of the database as it stands."""

    filters: Filters
    answers: Answers
    among: int
    is_synthetic: bool


@bp.get("/surveys/<survey_id>")
@requires(Role.COMMISSIONER)
def results(survey_id: str) -> ResponseReturnValue:
    """Show the counts of one survey."""
    questionnaire = survey_named(survey_id)
    note(survey_id, "results_seen")
    closed = closed_questions(questionnaire)
    found = _counted(questionnaire, closed)
    counts = [counted(found.answers, question, found.among) for question in closed]
    page = ResultsPage(
        id=survey_id,
        title=questionnaire.title,
        responses=found.among.bit_count(),
        all_responses=found.answers.everybody.bit_count(),
        is_synthetic=found.is_synthetic,
        filters=found.filters,
        questions=() if found.filters.fault else tuple(map(_charted, counts)),
        open_questions=open_questions(questionnaire),
    )
    return render_template("surveys/results.html", page=page)


@bp.get("/surveys/<survey_id>/counts.csv")
@requires(Role.COMMISSIONER)
def counts_file(survey_id: str) -> ResponseReturnValue:
    """Give the counts as a file."""
    questionnaire = survey_named(survey_id)
    note(survey_id, "counts_exported")
    closed = closed_questions(questionnaire)
    found = _counted(questionnaire, closed, must_be_right=True)
    counts = [counted(found.answers, question, found.among) for question in closed]
    return csv_file(
        counts_csv(counts, found.filters.in_words, is_synthetic=found.is_synthetic), f"{survey_id}-counts"
    )


@bp.get("/surveys/<survey_id>/cross")
@requires(Role.COMMISSIONER)
def crossed(survey_id: str) -> ResponseReturnValue:
    """Show two closed questions crossed, or ask which."""
    questionnaire = survey_named(survey_id)
    rows, columns = _asked(questionnaire, "rows"), _asked(questionnaire, "columns")
    note(survey_id, "cross_table_seen")
    both = (rows, columns) if rows and columns else ()
    found = _counted(questionnaire, both)
    page = CrossPage(
        id=survey_id,
        title=questionnaire.title,
        is_synthetic=found.is_synthetic,
        filters=found.filters,
        rows=_choices(questionnaire, rows),
        columns=_choices(questionnaire, columns),
        table=cross(found.answers, *both, found.among) if both and not found.filters.fault else None,
    )
    return render_template("surveys/cross.html", page=page)


@bp.get("/surveys/<survey_id>/cross.csv")
@requires(Role.COMMISSIONER)
def crossed_file(survey_id: str) -> ResponseReturnValue:
    """Give two questions crossed as a file."""
    questionnaire = survey_named(survey_id)
    rows, columns = _asked(questionnaire, "rows"), _asked(questionnaire, "columns")
    if rows is None or columns is None:
        raise NotFoundError
    note(survey_id, "cross_table_exported")
    found = _counted(questionnaire, (rows, columns), must_be_right=True)
    table = cross(found.answers, rows, columns, found.among)
    return csv_file(
        cross_csv(table, found.filters.in_words, is_synthetic=found.is_synthetic), f"{survey_id}-cross-table"
    )


def _counted(
    questionnaire: Questionnaire, questions: tuple[Question, ...], *, must_be_right: bool = False
) -> _Counted:
    """Load what the address asks for; a file is not given (404) when the address cannot be understood."""
    with reading() as session:
        known = rounds(session)
        filters = filters_here(request.args, questionnaire, known)
        if must_be_right and filters.fault:
            raise NotFoundError
        needed = {*(question.id for question in questions), *filters.questions}
        answers = answers_of(session, questionnaire.id, sorted(needed))
        synthetic = synthetic_rounds(session)
    among = people(answers, filters.wanted)
    return _Counted(
        filters,
        answers,
        among,
        is_synthetic=any(answers.rounds.get(round_id, 0) & among for round_id in synthetic),
    )


def _asked(questionnaire: Questionnaire, name: str) -> Question | None:
    asked = request.args.get(name, "")
    if not asked:
        return None
    found = next((one for one in closed_questions(questionnaire) if one.id == asked), None)
    if found is None:
        raise NotFoundError
    return found


def _choices(questionnaire: Questionnaire, chosen: Question | None) -> tuple[Choice, ...]:
    return tuple(Choice(one.id, one.label, one is chosen) for one in closed_questions(questionnaire))


def _charted(count: QuestionCount) -> Charted:
    rows = (Row(answer.label, answer.percent, f"{answer.percent}%") for answer in count.answers)
    return Charted(count, chart_of(rows))
