"""A survey from its start page to the thanks; it is registered once for each audience (views/public.py)."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, make_response, render_template, url_for
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.db import reading
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.questionnaires.views.asking import answer_page, show_page
from portal.questionnaires.views.journey import draft_here, private, questionnaire_of
from portal.questionnaires.views.sending import forget, receipt_here, show_check, submit
from portal.surveys.queries.rounds import next_opening, round_to_answer
from portal.surveys.rules.lasting import minutes_for
from portal.surveys.rules.rounds import Round, RoundClosedError
from portal.surveys.services.keeping import keeper
from portal.surveys.views.invited import invitation_here, invitation_used
from portal.surveys.views.journeys import place_here

bp = Blueprint("survey_steps", __name__)


@dataclass(frozen=True, slots=True)
class StartPage:
    """What somebody should know before they begin; answers are taken until `closes_on`, that day included."""

    minutes: int
    closes_on: date


def _round_here() -> Round | None:
    with reading() as session:
        return round_to_answer(session, place_here().journey.questionnaire, today(), invitation_here())


def _closed() -> Response | None:
    """After the last day, and before the first, every page leads to the start, which says when."""
    return see_other(place_here().journey.start) if _round_here() is None else None


@bp.get("")
@public
def start() -> Response:
    """Say what the survey is and that nobody is named, or when it opens."""
    place, found = place_here(), _round_here()
    if found is None:
        return _not_open()
    questionnaire = questionnaire_of(place.journey)
    page = StartPage(minutes_for(questionnaire), found.closes_on)
    begin = url_for(place.journey.page, page_id=questionnaire.pages[0].id)
    has_draft = draft_here(place.journey) is not None
    return make_response(render_template(place.start, page=page, begin=begin, has_draft=has_draft))


@bp.get("/questions/<page_id>")
@public
def page(page_id: str) -> Response:
    """Ask one question."""
    place = place_here()
    return _closed() or show_page(place.journey, page_id, place.page)


@bp.post("/questions/<page_id>")
@public
def answer(page_id: str) -> Response:
    """Take the answer to one question."""
    place = place_here()
    return _closed() or answer_page(place.journey, page_id, place.page)


@bp.get("/check")
@public
def check() -> Response:
    """Show the answers before they are sent."""
    return _closed() or show_check(place_here().journey, place_here().check)


@bp.post("/check")
@public
def send() -> Response:
    """Send the answers, once; then mark the invitation with which somebody came."""
    place, invitation = place_here(), invitation_here()
    write = keeper(questionnaire_of(place.journey), keys().seal_for_worker, invitation)
    try:
        sent = submit(place.journey, write, place.check)
    except RoundClosedError:
        return see_other(place.journey.start)
    is_sent = sent.location == url_for(place.journey.receipt)
    return invitation_used(sent) if is_sent and invitation else sent


@bp.get("/thank-you")
@public
def thanks() -> Response:
    """Thank somebody who sent answers in the last 24 hours."""
    place = place_here()
    if receipt_here(place.journey) is None:
        return see_other(place.journey.start)
    return private(make_response(render_template(place.thanks)))


@bp.post("/delete")
@public
def delete() -> Response:
    """Delete answers that are not sent yet."""
    return forget(place_here().journey)


def _not_open() -> Response:
    with reading() as session:
        opens_on = next_opening(session, place_here().journey.questionnaire, today())
    return make_response(render_template("surveys/closed.html", opens_on=opens_on))
