"""Leaving questions for later, and coming back to them with a link, on any device (docs/links.md)."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from portal.core.errors import NotFoundError
from portal.infra.access import public
from portal.infra.clock import in_london, now, today
from portal.infra.db import unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import current_language
from portal.infra.keys import keys
from portal.infra.network import network_here
from portal.infra.responses import see_other
from portal.links.forms import AddressForm
from portal.links.rules import Asked, LinkGoneError, LinkKind, TooManyError, is_token, read_address
from portal.links.services import Throttle, ask_for_link, count_wrong, may_ask
from portal.questionnaires import services
from portal.questionnaires.forms import sent_form, typed_on
from portal.questionnaires.rules.drafts import DRAFT_LIFE, DraftLostError, OtherDraftError
from portal.questionnaires.rules.flow import first_incomplete, page_asked, walk
from portal.questionnaires.views.asking import answer_page
from portal.questionnaires.views.journey import (
    Journey,
    draft_here,
    journeys_to_come_back_to,
    lost,
    private,
    questionnaire_of,
    token_here,
    with_cookie,
)

bp = Blueprint("come_back", __name__)


@dataclass(frozen=True, slots=True)
class AskPage:
    """Where a link may go; `address` takes the form, `back` leads to the questions, we keep the answers for `days`."""

    form: AddressForm
    address: str
    days: int
    back: str = ""


class OpenForm(ActionForm):
    """The button that uses a link: a page that is only looked at, by whatever program, uses nothing up."""

    token = HiddenField()
    instead = HiddenField()


@dataclass(frozen=True, slots=True)
class OpenPage:
    """The button; `other` is the day of other answers in this browser that would have to go."""

    form: OpenForm
    other: date | None = None


@bp.app_template_global("save_for_later")
def save_for_later() -> str | None:
    """Give where the answers of this question page go to be kept for later; None where nobody can come back."""
    page_id = (request.view_args or {}).get("page_id")
    for journey in journeys_to_come_back_to().values():
        if page_id and request.path == url_for(journey.page, page_id=page_id):
            return url_for("come_back.save", questionnaire_id=journey.questionnaire, page_id=page_id)
    return None


@bp.post("/save-for-later/<questionnaire_id>/<page_id>/answers")
@public
def save(questionnaire_id: str, page_id: str) -> Response:
    """Save what was typed on a question page, then ask where the link may go."""
    journey = _journey(questionnaire_id, page_id)
    questionnaire = questionnaire_of(journey)
    if not ActionForm().validate_on_submit():
        # It shows the page again with everything on it, and saves nothing.
        return answer_page(journey, page_id)
    before = draft_here(journey)
    way = walk(questionnaire, before.entries if before else {}, today())
    page = page_asked(way, page_id) or next(one for one in questionnaire.pages if one.id == page_id)
    with unit_of_work() as session:
        token, _draft = services.save_page(
            session,
            token=token_here(),
            questionnaire=questionnaire,
            page=page,
            typed=typed_on(page, sent_form(request.form)),
            now=now(),
        )
    if before is None and page_id != questionnaire.pages[0].id:
        return with_cookie(lost(journey, kept_page=True), token)
    onward = see_other("come_back.where_to", questionnaire_id=questionnaire_id, page_id=page_id)
    return with_cookie(onward, token)


@bp.get("/save-for-later/<questionnaire_id>/<page_id>")
@public
def where_to(questionnaire_id: str, page_id: str) -> Response:
    """Ask where the link may go."""
    journey = _journey(questionnaire_id, page_id)
    if draft_here(journey) is None:
        return lost(journey)
    return _later_shown(journey, page_id, AddressForm(formdata=None))


@bp.post("/save-for-later/<questionnaire_id>/<page_id>")
@public
def send_link(questionnaire_id: str, page_id: str) -> Response:
    """Let the answers be opened by a link to this address, and send the first one."""
    journey, form = _journey(questionnaire_id, page_id), AddressForm()
    if not form.validate_on_submit():
        return _later_shown(journey, page_id, form)
    address, moment = read_address(form.address.data or ""), now()
    try:
        with unit_of_work() as session:
            services.save_for_later(
                session, token=token_here(), questionnaire=questionnaire_id, address=address, now=moment
            )
            if may_ask(session, now=moment, throttle=throttle_here(), address=address):
                ask_for_link(session, now=moment, asked=Asked(LinkKind.DRAFT, address, current_language()))
    except DraftLostError:
        return lost(journey)
    except TooManyError:
        abort(429)
    return see_other("come_back.saved")


@bp.get("/save-for-later/saved")
@public
def saved() -> Response:
    """Say that the answers are kept, and how to come back."""
    return private(
        make_response(render_template("questionnaires/come_back_saved.html", days=DRAFT_LIFE.days))
    )


@bp.get("/come-back")
@public
def ask() -> Response:
    """Ask where a link may go, on any device."""
    return _ask_shown(AddressForm(formdata=None))


@bp.post("/come-back")
@public
def ask_sent() -> Response:
    """Take the request for a link; the answer is the same whether or not we hold something."""
    form = AddressForm()
    if not form.validate_on_submit():
        return _ask_shown(form)
    take_request(LinkKind.DRAFT, form)
    return see_other("come_back.asked")


@bp.get("/come-back/asked")
@public
def asked() -> Response:
    """Say when a link comes."""
    return private(
        make_response(render_template("questionnaires/come_back_asked.html", again=url_for("come_back.ask")))
    )


@bp.get("/come-back/open/<token>")
@public
def look(token: str) -> Response:
    """Show the button that opens the answers; nothing is looked up, so this page tells nobody anything."""
    if not is_token(token):
        raise NotFoundError
    return _open_shown(OpenPage(OpenForm(formdata=None, data={"token": token})))


@bp.post("/come-back/open")
@public
def use() -> Response:
    """Use the link: the answers move to this browser."""
    form = OpenForm()
    if not form.validate_on_submit():
        return _open_shown(OpenPage(form))
    try:
        with unit_of_work() as session:
            token, questionnaire_id = services.open_link(
                session,
                now=now(),
                link=form.token.data or "",
                token=token_here(),
                instead=form.instead.data == "yes",
            )
    except OtherDraftError as error:
        asking = OpenForm(formdata=None, data={"token": form.token.data, "instead": "yes"})
        return _open_shown(OpenPage(asking, in_london(error.saved_at).date()))
    except LinkGoneError:
        return gone(url_for("come_back.ask"))
    return with_cookie(_onward(_journey(questionnaire_id), token), token)


def take_request(kind: LinkKind, form: AddressForm) -> None:
    """Store a request for a link, unless this address or network had too many."""
    address, moment = read_address(form.address.data or ""), now()
    try:
        with unit_of_work() as session:
            if may_ask(session, now=moment, throttle=throttle_here(), address=address):
                ask_for_link(session, now=moment, asked=Asked(kind, address, current_language()))
    except TooManyError:
        abort(429)


def gone(again: str) -> Response:
    """Say kindly that a link opens nothing any more, and offer a new one; whoever guesses is stopped."""
    with unit_of_work() as session:
        may_go_on = count_wrong(session, now=now(), throttle=throttle_here())
    if not may_go_on:
        abort(429)
    page = render_template("questionnaires/come_back_gone.html", again=again)
    return private(make_response(page, 404))


def throttle_here() -> Throttle:
    """Give who asks, for counting."""
    return Throttle(keys().limits_key, network_here())


def _journey(questionnaire_id: str, page_id: str | None = None) -> Journey:
    found = journeys_to_come_back_to().get(questionnaire_id)
    if found is None or (page_id is not None and questionnaire_of(found).page(page_id) is None):
        raise NotFoundError
    return found


def _onward(journey: Journey, token: str) -> Response:
    """Go to where the answers stop, or to the check when all are there."""
    draft = draft_here(journey, token)
    entries = draft.entries if draft else {}
    missing = first_incomplete(walk(questionnaire_of(journey), entries, today()))
    return see_other(journey.page, page_id=missing.id) if missing else see_other(journey.check)


def _later_shown(journey: Journey, page_id: str, form: AddressForm) -> Response:
    page = AskPage(
        form,
        address=url_for("come_back.send_link", questionnaire_id=journey.questionnaire, page_id=page_id),
        days=DRAFT_LIFE.days,
        back=url_for(journey.page, page_id=page_id),
    )
    return private(make_response(render_template("questionnaires/come_back_later.html", page=page)))


def _ask_shown(form: AddressForm) -> Response:
    page = AskPage(form, url_for("come_back.ask"), DRAFT_LIFE.days)
    return private(make_response(render_template("questionnaires/come_back_ask.html", page=page)))


def _open_shown(page: OpenPage) -> Response:
    return private(make_response(render_template("questionnaires/come_back_open.html", page=page)))
