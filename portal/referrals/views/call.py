"""“Call me”: two fields, into the same queue as every request."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.clock import in_london, now, today
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.infra.forms import PortalForm
from portal.infra.i18n import current_language
from portal.infra.responses import see_other
from portal.offer.content import Council
from portal.questionnaires import services as drafts
from portal.questionnaires.forms import page_form, sent_form, typed_on
from portal.questionnaires.views.journey import (
    Journey,
    private,
    questionnaire_of,
    token_here,
    with_cookie,
)
from portal.questionnaires.views.sending import receipt_here
from portal.referrals.rules.routes import QUESTIONNAIRES, Route
from portal.referrals.services.sending import SentBeforeError, send_call
from portal.referrals.views.promises import contact_by

bp = Blueprint("call", __name__)

_HERE = Journey(
    QUESTIONNAIRES[Route.CALL],
    start="referrals.call.form",
    page="referrals.call.form",
    check="referrals.call.form",
    receipt="referrals.call.receipt",
    forget="referrals.call.form",
    keeps_copy=False,
)
_KEY = re.compile(r"[0-9a-f]{32}")
# A page of the offer: an address that names no person and no link of a family.
_PAGE = re.compile(r"/[a-z0-9-]{1,60}(/[a-z0-9-]{1,58})?")
_ABOUT = "call_about"


@dataclass(frozen=True, slots=True)
class CallPage:
    """The two fields; `key` lets the same form be sent once only."""

    form: PortalForm
    key: str
    contact_days: int


@dataclass(frozen=True, slots=True)
class CallReceipt:
    """What happens next; without a reference when the same form came twice and the first was kept."""

    reference: str
    contact_by: date


@bp.get("")
@public
def form() -> Response:
    """Ask for a name and a number."""
    about = request.args.get("about", "")
    entries = {_ABOUT: (about,)} if _PAGE.fullmatch(about) else {}
    page = questionnaire_of(_HERE).pages[0]
    return _shown(page_form(page, entries, today()), secrets.token_hex(16))


@bp.post("")
@public
def ask() -> ResponseReturnValue:
    """Put the call into the queue, once."""
    page, sent = questionnaire_of(_HERE).pages[0], sent_form(request.form)
    checked, key = page_form(page, {}, today(), sent=sent), request.form.get("key", "")
    if not _KEY.fullmatch(key):
        key = secrets.token_hex(16)
    if not checked.validate_on_submit():
        return _shown(checked, key)
    typed = typed_on(page, sent)
    if not _PAGE.fullmatch("".join(typed.get(_ABOUT, ()))):
        typed.pop(_ABOUT, None)
    moment = now()
    try:
        with unit_of_work() as session:
            questionnaire = questionnaire_of(_HERE)
            token, draft = drafts.save_page(
                session,
                token=token_here(),
                questionnaire=questionnaire,
                page=page,
                typed=typed,
                now=moment,
            )
            drafts.submit_draft(
                session,
                token=token,
                draft_key=draft.key,
                questionnaire=questionnaire,
                language=current_language(),
                now=moment,
                keeps_copy=False,
                write=partial(send_call, key=key),
            )
    except SentBeforeError:
        return receipt()
    return with_cookie(see_other(_HERE.receipt), token)


@bp.get("/sent")
@public
def receipt() -> Response:
    """Say that somebody rings, and by when."""
    found = receipt_here(_HERE)
    if found is None and request.method == "GET":
        return see_other(_HERE.start)
    sent = in_london(found.sent_at if found else now()).date()
    page = CallReceipt((found.reference if found else None) or "", contact_by(sent, is_urgent=False))
    return private(make_response(render_template("referrals/call_sent.html", page=page)))


def _shown(shown: PortalForm, key: str) -> Response:
    page = CallPage(shown, key, content(Council).waits.first_contact_working_days)
    return private(make_response(render_template("referrals/call.html", page=page)))
