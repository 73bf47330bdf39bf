"""Invitations that work once: a sheet to print, shown one time, or messages to pasted addresses."""

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.activities.views.qr_code import qr_code
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.canonical import absolute
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.responses import see_other
from portal.offer.content import Council
from portal.surveys.forms.rounds import PostForm, SheetForm
from portal.surveys.queries.rounds import invitations_of, round_named
from portal.surveys.rules.invitations import new_form_key
from portal.surveys.rules.rounds import Phase, Round, RoundClosedError
from portal.surveys.services.invitations import make_invitations, send_invitations
from portal.surveys.views.paper_form import opens_survey

bp = Blueprint("survey_invitations", __name__, url_prefix="/surveys/rounds/<code>/invitations")


@dataclass(frozen=True, slots=True)
class InvitePage:
    """Both ways to invite; `queued` tells how many messages the last press made."""

    round: Round
    made: int
    used: int
    sheet: SheetForm
    post: PostForm
    queued: int | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One invitation on the sheet."""

    link: str
    code: Markup


@bp.get("")
@requires(Role.COMMISSIONER)
def ask(code: str) -> ResponseReturnValue:
    """Ask how many to print, or to whom to write."""
    return _shown(code, *_forms())


@bp.post("/sheet")
@requires(Role.COMMISSIONER)
def sheet(code: str) -> ResponseReturnValue:
    """Make invitations and show them, this one time."""
    form = SheetForm()
    if not form.validate_on_submit() or form.number is None:
        return _shown(code, form, _forms()[1])
    try:
        with unit_of_work() as session:
            tokens = make_invitations(
                session, now=now(), actor=_actor(), code=code, form_key=form.key.data or "", count=form.number
            )
    except RoundClosedError:
        return see_other("survey_rounds.show", code=code)
    with reading() as session:
        found = round_named(session, code)
    tickets = tuple(Ticket(link, qr_code(link, opens_survey())) for link in map(_link_to, tokens))
    return _once(render_template("surveys/rounds/sheet.html", round=found, tickets=tickets))


@bp.post("/messages")
@requires(Role.COMMISSIONER)
def post(code: str) -> ResponseReturnValue:
    """Queue one message for each address."""
    form = _forms(sent=True)[1]
    if not form.validate_on_submit():
        return _shown(code, _forms()[0], form)
    try:
        with unit_of_work() as session:
            queued = send_invitations(
                session,
                now=now(),
                actor=_actor(),
                code=code,
                form_key=form.key.data or "",
                addresses=form.read.good,
                language=form.language.data,
                link_to=_link_to,
            )
    except RoundClosedError:
        return see_other("survey_rounds.show", code=code)
    return see_other("survey_invitations.posted", code=code, queued=queued)


@bp.get("/messages/<int:queued>")
@requires(Role.COMMISSIONER)
def posted(code: str, queued: int) -> ResponseReturnValue:
    """Say how many messages are on their way."""
    return _shown(code, *_forms(), queued)


def _forms(*, sent: bool = False) -> tuple[SheetForm, PostForm]:
    """Give both forms; only one is ever sent, so the other is always new."""
    sheet_form = SheetForm(formdata=None, data={"key": new_form_key()})
    post_form = PostForm() if sent else PostForm(formdata=None, data={"key": new_form_key()})
    post_form.offer([(one.code, one.name) for one in content(Council).offered_languages()])
    return sheet_form, post_form


def _shown(
    code: str, sheet_form: SheetForm, post_form: PostForm, queued: int | None = None
) -> ResponseReturnValue:
    with reading() as session:
        found = round_named(session, code)
        made, used = invitations_of(session, found.id)
    if not found.by_invitation or found.phase(today()) is Phase.OVER:
        return see_other("survey_rounds.show", code=code)
    page = InvitePage(found, made, used, sheet_form, post_form, queued)
    return _once(render_template("surveys/rounds/invite.html", page=page))


def _link_to(token: str) -> str:
    return absolute(f"/tell-us/invitation/{token}")


def _actor() -> str:
    return str(current_actor().user_id)


def _once(page: str) -> Response:
    """Let no browser keep a page with links that anybody could use."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
