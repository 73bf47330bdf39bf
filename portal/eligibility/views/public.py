"""The eligibility checker for families: nothing is stored."""

from flask import Blueprint, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.eligibility.content import FAMILY_QUESTIONS, FAMILY_RULES, EligibilityRules
from portal.eligibility.rules.decisions import decide, known_answers
from portal.eligibility.views.result import result_page
from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.content_pack import content
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

bp = Blueprint("eligibility", __name__)

CHECKER = CarriedJourney(
    questionnaire=FAMILY_QUESTIONS,
    start="eligibility.start",
    questions="eligibility.questions",
    result="eligibility.result",
)


@bp.get("/eligibility")
@public
def start() -> ResponseReturnValue:
    """Say what the checker is and that no diagnosis is needed."""
    return render_template("eligibility/start.html")


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


def _answered() -> Response:
    outcome = carry_on(CHECKER)
    if isinstance(outcome, Finished):
        return _result(outcome)
    return outcome


def _result(finished: Finished) -> Response:
    rules = content(EligibilityRules).on(FAMILY_RULES, today())
    questionnaire = content(Questionnaires).named(CHECKER.questionnaire)
    decision = decide(rules, known_answers(questionnaire, finished.way.answers).get)
    page = result_page(
        decision,
        finished.way.answers,
        help_now=calls_for_help(finished.way),
        kept=finished.kept,
        change=url_for(CHECKER.questions),
        again=url_for(CHECKER.result),
    )
    return kept_on_device(make_response(render_template("eligibility/result.html", page=page)))
