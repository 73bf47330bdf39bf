"""The survey of parents and carers: anonymous, and every question can be skipped."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.infra.access import public
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.questionnaires.views.asking import answer_page, show_page
from portal.questionnaires.views.journey import Journey, draft_here, questionnaire_of
from portal.questionnaires.views.sending import forget, receipt_here, show_check, submit
from portal.surveys.rules import PARENT_SURVEY
from portal.surveys.services import keeper

bp = Blueprint("surveys", __name__)

SURVEY = Journey(
    questionnaire=PARENT_SURVEY,
    start="surveys.start",
    page="surveys.page",
    check="surveys.check",
    receipt="surveys.thanks",
    forget="surveys.delete",
    keeps_copy=False,
)
_CHECK = "surveys/check.html"


@bp.get("/tell-us")
@public
def start() -> ResponseReturnValue:
    """Say what the survey is and that nobody is named."""
    first = questionnaire_of(SURVEY).pages[0].id
    return render_template("surveys/start.html", first=first, has_draft=draft_here(SURVEY) is not None)


@bp.get("/tell-us/questions/<page_id>")
@public
def page(page_id: str) -> ResponseReturnValue:
    """Ask one question."""
    return show_page(SURVEY, page_id)


@bp.post("/tell-us/questions/<page_id>")
@public
def answer(page_id: str) -> ResponseReturnValue:
    """Take the answer to one question."""
    return answer_page(SURVEY, page_id)


@bp.get("/tell-us/check")
@public
def check() -> ResponseReturnValue:
    """Show the answers before they are sent."""
    return show_check(SURVEY, _CHECK)


@bp.post("/tell-us/check")
@public
def send() -> ResponseReturnValue:
    """Send the answers, once."""
    return submit(SURVEY, keeper(questionnaire_of(SURVEY), keys().seal_for_worker), _CHECK)


@bp.get("/tell-us/thank-you")
@public
def thanks() -> ResponseReturnValue:
    """Thank somebody who sent answers in the last 24 hours."""
    if receipt_here(SURVEY) is None:
        return see_other("surveys.start")
    return render_template("surveys/thanks.html")


@bp.post("/tell-us/delete")
@public
def delete() -> ResponseReturnValue:
    """Delete answers that are not sent yet."""
    return forget(SURVEY)
