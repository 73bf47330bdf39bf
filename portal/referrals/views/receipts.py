"""After the sending: the receipt, the copy, a second child, and what a family prints."""

from dataclasses import dataclass
from datetime import date

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.core.errors import NotFoundError
from portal.infra.access import public
from portal.infra.clock import in_london, today
from portal.infra.content_pack import content
from portal.infra.forms import ActionForm
from portal.offer.content import Council
from portal.questionnaires.rules.drafts import Receipt
from portal.questionnaires.rules.flow import Walk, walk
from portal.questionnaires.views.asking import begin_for_second_child
from portal.questionnaires.views.journey import lost, private, questionnaire_of
from portal.questionnaires.views.pages import SummaryRow, summary_rows
from portal.questionnaires.views.sending import copy_of, receipt_here
from portal.referrals.rules.routes import Kind, Route, ages_said, kind_of
from portal.referrals.services.sending import channel_of, gets_link
from portal.referrals.views.journeys import folder_of, journey_here, route_here
from portal.referrals.views.promises import contact_by
from portal.referrals.views.steps import bp
from portal.referrals.views.summaries import for_assessment, for_family

_SECOND_CHILD = frozenset({Route.PARENT, Route.PROFESSIONAL})


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """What happens next; `written_by` is "email", "text" or "" for a call, `gets_link` of the family alone.

    `folder` is the address of the route; `copy` is what was sent, for as long as it can be read here.
    """

    receipt: Receipt
    route: Route
    folder: str
    copy: tuple[SummaryRow, ...]
    is_call: bool
    is_urgent: bool
    written_by: str
    gets_link: bool
    contact_by: date
    contact_days: int
    decision_days: int
    may_ask_again: bool


@dataclass(frozen=True, slots=True)
class CopyPage:
    """What was sent, to read and to print."""

    receipt: Receipt
    folder: str
    rows: tuple[SummaryRow, ...]


def _way(receipt: Receipt) -> Walk:
    return walk(questionnaire_of(journey_here()), receipt.entries or {}, today())


def _with_copy() -> Receipt:
    """Give the receipt of this browser with the copy of the answers; raises NotFoundError without."""
    found = receipt_here(journey_here())
    if found is None or found.entries is None:
        raise NotFoundError
    return found


@bp.get("/sent")
@public
def receipt() -> ResponseReturnValue:
    """Show the reference and what happens next."""
    found, route = receipt_here(journey_here()), route_here()
    if found is None:
        return lost(journey_here())
    way, waits = _way(found), content(Council).waits
    copied = copy_of(journey_here(), found)
    is_urgent = any(row.is_urgent for row in copied)
    youngest = min(ages_said(way.answers, today()), default=None)
    page = ReceiptPage(
        receipt=found,
        route=route,
        folder=folder_of(route),
        copy=copied,
        is_call=kind_of(route, youngest) is Kind.CALL,
        is_urgent=is_urgent,
        written_by=channel_of(way.answers),
        gets_link=gets_link(way.answers),
        contact_by=contact_by(in_london(found.sent_at).date(), is_urgent=is_urgent),
        contact_days=waits.contact_days(is_urgent=is_urgent),
        decision_days=waits.decision_working_days,
        may_ask_again=found.entries is not None and route in _SECOND_CHILD,
    )
    return private(make_response(render_template("referrals/receipt.html", page=page)))


@bp.get("/copy")
@public
def copy() -> Response:
    """Show what was sent, made to be printed; it is there for 24 hours."""
    found = _with_copy()
    page = CopyPage(found, folder_of(route_here()), summary_rows(_way(found)))
    return private(make_response(render_template("referrals/copy.html", page=page)))


@bp.post("/another-child")
@public
def ask_again() -> ResponseReturnValue:
    """Begin a request for a second child with everything that was said about the family."""
    if not ActionForm().validate_on_submit():
        return receipt()
    if route_here() not in _SECOND_CHILD:
        raise NotFoundError
    return begin_for_second_child(journey_here(), _with_copy().entries or {})


@bp.get("/for-the-family")
@public
def family_summary() -> Response:
    """Show in plain words what a professional asked for, made to be printed for the family."""
    if route_here() is not Route.PROFESSIONAL:
        raise NotFoundError
    found = _with_copy()
    way = _way(found)
    is_urgent = any(row.is_urgent for row in summary_rows(way))
    day = contact_by(in_london(found.sent_at).date(), is_urgent=is_urgent)
    page = for_family(way, found.reference or "", day)
    return private(make_response(render_template("referrals/family_summary.html", page=page)))


@bp.get("/assessment")
@public
def assessment() -> Response:
    """Show what to say when asking for an assessment, filled from what was sent; nothing is kept of it."""
    page = for_assessment(_way(_with_copy()), asks_for=("child", "carer"))
    return private(make_response(render_template("referrals/assessment_summary.html", page=page)))
