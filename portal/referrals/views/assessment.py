"""Asking for an assessment: by telephone, with a page in the hand that says what to say. Never a form to send."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.content_pack import content
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.views.carried import (
    CarriedJourney,
    Finished,
    carried_here,
    carry_on,
    kept_on_device,
    show_first,
)
from portal.referrals.views.summaries import for_assessment

bp = Blueprint("assessment", __name__)

_HERE = CarriedJourney(
    "assessment",
    start="referrals.assessment.start",
    questions="referrals.assessment.questions",
    result="referrals.assessment.summary",
)

_CHECKER = CarriedJourney(
    "eligibility",
    start="eligibility.start",
    questions="eligibility.questions",
    result="eligibility.result",
)
_NEEDS_THERE, _NEEDS_HERE = "needs", "support_needs"


@bp.get("")
@public
def start() -> ResponseReturnValue:
    """Say whom to ring and what to say, for the child and for oneself."""
    return render_template("referrals/assessment.html")


@bp.get("/questions")
@public
def questions() -> ResponseReturnValue:
    """Show the first question."""
    return show_first(_HERE)


@bp.post("")
@public
def begin_with_answers() -> ResponseReturnValue:
    """Show the first question, with what was said to the checker; nothing is kept of either."""
    said = carried_here(_CHECKER).get(_NEEDS_THERE, ())
    asked = content(Questionnaires).named(_HERE.questionnaire).question(_NEEDS_HERE)
    codes = tuple(code for code in said if asked is not None and asked.option(code) is not None)
    return show_first(_HERE, {_NEEDS_HERE: codes} if codes else {})


@bp.post("/questions")
@public
def answer() -> ResponseReturnValue:
    """Take an answer and show the next question."""
    return _answered()


@bp.get("/summary")
@public
def no_summary() -> Response:
    """Lead to the start: there is no summary without answers, and none is stored."""
    return see_other(_HERE.start)


@bp.post("/summary")
@public
def summary() -> ResponseReturnValue:
    """Take the last answer and show the page to print."""
    return _answered()


def _answered() -> Response:
    outcome = carry_on(_HERE)
    if not isinstance(outcome, Finished):
        return outcome
    chosen = outcome.way.answers.get("assessment_for", ())
    page = for_assessment(outcome.way, asks_for=chosen if isinstance(chosen, tuple) else ())
    return kept_on_device(make_response(render_template("referrals/assessment_summary.html", page=page)))
