"""Telling the council: which survey is for whom, and a table of contents of all that follows."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.surveys.queries.rounds import next_opening, open_round, round_named
from portal.surveys.rules.lasting import minutes_for
from portal.surveys.rules.rounds import Audience
from portal.surveys.views import invited, steps
from portal.surveys.views.journeys import PLACES, folder_of

bp = Blueprint("surveys", __name__)

# The steps of a survey stand on one blueprint, which is here once for each audience.
for audience in PLACES:
    bp.register_blueprint(steps.bp, name=audience.value, url_prefix=folder_of(audience))
bp.register_blueprint(invited.bp, url_prefix="/tell-us/invitation")


@dataclass(frozen=True, slots=True)
class Way:
    """One survey to choose: open until `closes_on`, or not open now and perhaps from `opens_on`."""

    audience: Audience
    address: str
    minutes: int
    closes_on: date | None
    opens_on: date | None


@bp.get("/tell-us")
@public
def start() -> ResponseReturnValue:
    """Ask who somebody is, and say which survey is open."""
    return render_template("surveys/choice.html", ways=_ways(today()))


@bp.get("/tell-us/<code>")
@public
def of_poster(code: str) -> ResponseReturnValue:
    """Lead on from the short address of a round, which stands on posters; one that is over leads there too."""
    with reading() as session:
        found = round_named(session, code)
    return see_other(PLACES[found.audience].journey.start)


@bp.get("/tell-us/questions/<page_id>")
@bp.get("/tell-us/check")
@bp.get("/tell-us/thank-you")
@public
def old_address(page_id: str = "") -> Response:
    """Lead on from where the survey of parents was before there were others."""
    return redirect(quote(request.path).replace("/tell-us/", f"{folder_of(Audience.PARENTS)}/", 1), code=308)


def _ways(day: date) -> tuple[Way, ...]:
    known, ways = content(Questionnaires), []
    with reading() as session:
        for place in PLACES.values():
            survey = place.journey.questionnaire
            found = open_round(session, survey, day)
            opens_on = None if found else next_opening(session, survey, day)
            ways.append(
                Way(
                    place.audience,
                    url_for(place.journey.start),
                    minutes_for(known.named(survey)),
                    found.closes_on if found else None,
                    opens_on,
                )
            )
    return tuple(ways)
