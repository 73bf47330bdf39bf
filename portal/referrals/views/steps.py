"""The questions of a route, one page after another, until they are sent."""

from functools import partial

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.i18n import languages
from portal.infra.responses import see_other
from portal.questionnaires.views.asking import answer_page, show_page
from portal.questionnaires.views.journey import draft_here
from portal.questionnaires.views.sending import forget, receipt_here, show_check, submit
from portal.referrals.rules.routes import Route
from portal.referrals.services.sending import send_referral
from portal.referrals.views.journeys import JOURNEYS, journey_here, route_here
from portal.referrals.views.promises import message_values

# Registered once for each route (views/public.py), what comes after the sending included (views/receipts.py).
bp = Blueprint("steps", __name__)

_CHECK = "referrals/check.html"
# A young person's age is asked on a page that keeps nothing; it is changed there too.
_AGE = "age"


def _sent_already() -> Response | None:
    """After the sending, the way back leads to the receipt, until something new is begun."""
    here = journey_here()
    if draft_here(here) is None and receipt_here(here) is not None:
        return see_other(here.receipt)
    return None


def _asked_elsewhere(page_id: str) -> Response | None:
    is_age = route_here() is Route.YOUNG_PERSON and page_id == _AGE
    return see_other(JOURNEYS[Route.YOUNG_PERSON].start) if is_age else None


@bp.get("/questions/<page_id>")
@public
def page(page_id: str) -> Response:
    """Show one page of questions; after the sending the way back leads to the receipt."""
    return _sent_already() or _asked_elsewhere(page_id) or show_page(journey_here(), page_id)


@bp.post("/questions/<page_id>")
@public
def answer(page_id: str) -> Response:
    """Save one page and go on."""
    return _asked_elsewhere(page_id) or answer_page(journey_here(), page_id)


@bp.get("/check")
@public
def check() -> Response:
    """Show everything before it is sent; after the sending, the receipt."""
    return _sent_already() or show_check(journey_here(), _CHECK)


@bp.post("/check")
@public
def send() -> Response:
    """Send it once."""
    speaks = tuple(language.code for language in languages())
    return submit(journey_here(), partial(send_referral, promised=message_values, speaks=speaks), _CHECK)


@bp.post("/delete")
@public
def forget_answers() -> Response:
    """Delete the answers of this browser."""
    return forget(journey_here())
