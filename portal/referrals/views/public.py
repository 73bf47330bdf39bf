"""Asking for a short break, on the family face."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.activities.queries import activity_title
from portal.infra.access import public
from portal.infra.clock import in_london, now
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.forms import ActionForm
from portal.infra.i18n import format_day
from portal.infra.responses import see_other
from portal.infra.working_days import working_day_after
from portal.offer.content import Council
from portal.questionnaires.rules.drafts import Receipt
from portal.questionnaires.views.asking import answer_page, begin, show_page
from portal.questionnaires.views.journey import Journey, draft_here, lost
from portal.questionnaires.views.pages import SummaryRow
from portal.questionnaires.views.sending import copy_of, forget, receipt_here, show_check, submit
from portal.referrals.services import channel_of, send_referral

bp = Blueprint("referrals", __name__)

ASK = Journey(
    "referral",
    start="referrals.start",
    page="referrals.page",
    check="referrals.check",
    receipt="referrals.receipt",
    forget="referrals.forget_answers",
)


@dataclass(frozen=True, slots=True)
class StartPage:
    """The start: `activity` is one that the family chose on its page."""

    form: ActionForm
    activity: str
    activity_slug: str
    has_draft: bool
    contact_days: int


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """What happens next, and the family's copy for 24 hours; `written_by` is "email", "text" or "" for a call."""

    receipt: Receipt
    copy: tuple[SummaryRow, ...]
    is_urgent: bool
    written_by: str
    contact_by: date
    contact_days: int
    decision_days: int


def _contact_by(sent: date, *, is_urgent: bool) -> date:
    return working_day_after(sent, content(Council).waits.contact_days(is_urgent=is_urgent))


def _chosen_activity() -> tuple[str, str]:
    """Give slug and name of the activity that the address names; an unknown one is none."""
    slug = request.values.get("activity", "")[:120]
    with reading() as session:
        name = activity_title(session, slug) if slug else None
    return (slug, name) if name else ("", "")


@bp.get("/ask")
@public
def start() -> ResponseReturnValue:
    """Say who can ask, and that no diagnosis is needed."""
    slug, name = _chosen_activity()
    page = StartPage(
        form=ActionForm(formdata=None),
        activity=name,
        activity_slug=slug,
        has_draft=draft_here(ASK) is not None,
        contact_days=content(Council).waits.first_contact_working_days,
    )
    return render_template("referrals/start.html", page=page)


@bp.post("/ask")
@public
def begin_ask() -> ResponseReturnValue:
    """Open a draft, with the chosen activity in it."""
    if not ActionForm().validate_on_submit():
        return start()
    return begin(ASK, {"activity": _chosen_activity()[1]})


@bp.get("/ask/questions/<page_id>")
@public
def page(page_id: str) -> Response:
    """Show one page of questions; after the sending the way back leads to the receipt."""
    if draft_here(ASK) is None and receipt_here(ASK) is not None:
        return see_other("referrals.receipt")
    return show_page(ASK, page_id)


@bp.post("/ask/questions/<page_id>")
@public
def answer(page_id: str) -> Response:
    """Save one page and go on."""
    return answer_page(ASK, page_id)


@bp.get("/ask/check")
@public
def check() -> Response:
    """Show everything before it is sent; after the sending, the receipt."""
    if draft_here(ASK) is None and receipt_here(ASK) is not None:
        return see_other("referrals.receipt")
    return show_check(ASK, "referrals/check.html")


@bp.post("/ask/check")
@public
def send() -> Response:
    """Send it once."""
    council, day = content(Council), in_london(now()).date()
    values = {
        "day": format_day(_contact_by(day, is_urgent=False), weekday=True),
        "urgent_day": format_day(_contact_by(day, is_urgent=True), weekday=True),
        "phone": council.contacts.short_breaks_team.phone,
        "council": council.name,
    }
    return submit(ASK, partial(send_referral, message_values=values), "referrals/check.html")


@bp.get("/ask/sent")
@public
def receipt() -> ResponseReturnValue:
    """Show the reference and what happens next."""
    found = receipt_here(ASK)
    if found is None:
        return lost(ASK)
    waits, copy = content(Council).waits, copy_of(ASK, found)
    is_urgent = any(row.is_urgent for row in copy)
    page = ReceiptPage(
        receipt=found,
        copy=copy,
        is_urgent=is_urgent,
        written_by=channel_of(found.entries or {}),
        contact_by=_contact_by(in_london(found.sent_at).date(), is_urgent=is_urgent),
        contact_days=waits.contact_days(is_urgent=is_urgent),
        decision_days=waits.decision_working_days,
    )
    return render_template("referrals/receipt.html", page=page), 200, {"Cache-Control": "no-store"}


@bp.post("/ask/delete")
@public
def forget_answers() -> Response:
    """Delete the answers of this browser."""
    return forget(ASK)
