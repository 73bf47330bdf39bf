"""Two rounds beside each other, with both N: two years of one survey, or parents beside young people."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.questionnaires.content import Questionnaires
from portal.surveys.queries.comparing import rounds_beside
from portal.surveys.queries.consultees import responses_by_round, synthetic_rounds
from portal.surveys.queries.rounds import rounds
from portal.surveys.rules.comparing import ComparedQuestion
from portal.surveys.rules.rounds import Round
from portal.surveys.views.export import compared_csv
from portal.surveys.views.filters import Choice
from portal.surveys.views.looking import csv_file, note, survey_named

bp = Blueprint("surveys_comparing", __name__)


@dataclass(frozen=True, slots=True)
class ComparedRound:
    """One of the two rounds; N of each question stands beside it."""

    code: str
    name: str
    responses: int


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two rounds, or none chosen yet."""

    firsts: tuple[Choice, ...]
    seconds: tuple[Choice, ...]
    first: ComparedRound | None
    second: ComparedRound | None
    is_synthetic: bool
    questions: tuple[ComparedQuestion, ...]


@bp.get("/surveys/compare")
@requires(Role.COMMISSIONER)
def compare() -> ResponseReturnValue:
    """Show two rounds beside each other, or ask which."""
    page = _page(request.args.get("first", ""), request.args.get("second", ""))
    if page.first and page.second:
        note(f"{page.first.code} {page.second.code}", "comparison_seen")
    return render_template("surveys/compare.html", page=page)


@bp.get("/surveys/compare.csv")
@requires(Role.COMMISSIONER)
def compare_file() -> ResponseReturnValue:
    """Give two rounds beside each other as a file."""
    page = _page(request.args.get("first", ""), request.args.get("second", ""))
    if page.first is None or page.second is None:
        raise NotFoundError
    note(f"{page.first.code} {page.second.code}", "comparison_exported")
    table = compared_csv(page.questions, page.first.name, page.second.name, is_synthetic=page.is_synthetic)
    return csv_file(table, f"{page.first.code}-beside-{page.second.code}")


def _page(first_code: str, second_code: str) -> ComparePage:
    known_surveys = content(Questionnaires).by_id
    with reading() as session:
        known = [one for one in rounds(session) if one.questionnaire in known_surveys]
        first, second = _named(known, first_code), _named(known, second_code)
        questions: tuple[ComparedQuestion, ...] = ()
        if first and second:
            pairs = [(one, survey_named(one.questionnaire)) for one in (first, second)]
            questions = rounds_beside(session, *pairs)
        numbers, synthetic = responses_by_round(session), synthetic_rounds(session)
    return ComparePage(
        firsts=_choices(known, first),
        seconds=_choices(known, second),
        first=ComparedRound(first.code, first.name, numbers.get(first.id, 0)) if first else None,
        second=ComparedRound(second.code, second.name, numbers.get(second.id, 0)) if second else None,
        is_synthetic=any(one.id in synthetic for one in (first, second) if one),
        questions=questions,
    )


def _named(known: list[Round], code: str) -> Round | None:
    """Give the round of a code; None when none is asked for. Raises NotFoundError."""
    if not code:
        return None
    found = next((one for one in known if one.code == code), None)
    if found is None:
        raise NotFoundError
    return found


def _choices(known: list[Round], chosen: Round | None) -> tuple[Choice, ...]:
    return tuple(Choice(one.code, f"{one.name} ({one.code})", one is chosen) for one in known)
