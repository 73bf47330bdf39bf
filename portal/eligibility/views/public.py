"""The eligibility checker for families: nothing is stored unless they take their answers into the request."""

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.eligibility.content import FAMILY_QUESTIONS, FAMILY_RULES, EligibilityRules
from portal.eligibility.rules.cases import Case, case_of
from portal.eligibility.rules.decisions import decide
from portal.eligibility.rules.sets import RuleSet
from portal.eligibility.views.letter import letter_title, letters
from portal.eligibility.views.result import result_page
from portal.eligibility.views.taking import Going, begin_with, going_along
from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.forms import ActionForm
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.flow import calls_for_help
from portal.questionnaires.views.carried import (
    CarriedJourney,
    Finished,
    carry_on,
    kept_on_device,
    show_first,
)
from portal.questionnaires.views.journey import private

bp = Blueprint("eligibility", __name__)

CHECKER = CarriedJourney(
    questionnaire=FAMILY_QUESTIONS,
    start="eligibility.start",
    questions="eligibility.questions",
    result="eligibility.result",
)


@dataclass(frozen=True, slots=True)
class TakePage:
    """What goes along into the request; `kept` holds the answers until the family decides."""

    form: ActionForm
    rows: tuple[Going, ...]
    kept: str


@bp.get("/eligibility")
@public
def start() -> ResponseReturnValue:
    """Say what the checker is and that no diagnosis is needed."""
    return render_template("eligibility/start.html")


@bp.get("/eligibility/letter")
@public
def letter() -> ResponseReturnValue:
    """Show the letter for a school, made to be printed on one page."""
    return render_template("eligibility/letter.html", title=letter_title(), letters=letters(_rules()))


@bp.get("/eligibility/questions")
@public
def questions() -> ResponseReturnValue:
    """Show the first question."""
    return show_first(CHECKER)


@bp.post("/eligibility/questions")
@public
def answer() -> ResponseReturnValue:
    """Take an answer and show the next question."""
    return _answered()


@bp.get("/eligibility/result")
@public
def no_result() -> ResponseReturnValue:
    """Lead to the start: there is no result without answers, and none is stored."""
    return see_other("eligibility.start")


@bp.post("/eligibility/result")
@public
def result() -> ResponseReturnValue:
    """Take the last answer and show what is open to the family."""
    return _answered()


@bp.get("/eligibility/ask")
@public
def nothing_to_take() -> ResponseReturnValue:
    """Lead to the request: without answers there is nothing to take along."""
    return see_other("referrals.start")


@bp.post("/eligibility/ask")
@public
def take() -> ResponseReturnValue:
    """Show which answers would go along, and take them when the family says so."""
    outcome = carry_on(CHECKER)
    if not isinstance(outcome, Finished):
        return outcome
    going, form = going_along(_rules(), _case(outcome)), ActionForm()
    if "sure" in request.form and form.validate_on_submit():
        return begin_with(going)
    page = TakePage(form, going.rows, outcome.kept)
    return private(make_response(render_template("eligibility/take.html", page=page)))


def _rules() -> RuleSet:
    return content(EligibilityRules).on(FAMILY_RULES, today())


def _case(finished: Finished) -> Case:
    questionnaire = content(Questionnaires).named(CHECKER.questionnaire)
    return case_of(_rules(), questionnaire, finished.way.answers, today())


def _answered() -> Response:
    outcome = carry_on(CHECKER)
    if isinstance(outcome, Finished):
        return _result(outcome)
    return outcome


def _result(finished: Finished) -> Response:
    case = _case(finished)
    page = result_page(
        decide(_rules(), case.known),
        case,
        help_now=calls_for_help(finished.way),
        kept=finished.kept,
        change=url_for(CHECKER.questions),
        again=url_for(CHECKER.result),
    )
    return kept_on_device(make_response(render_template("eligibility/result.html", page=page)))
