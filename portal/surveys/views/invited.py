"""The invitation that this browser holds, from its link to the sending."""

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response
from wtforms import HiddenField

from portal.core.errors import NotFoundError
from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.current import settings
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.responses import see_other
from portal.questionnaires.views.journey import private
from portal.surveys.queries.rounds import invited_round
from portal.surveys.rules.invitations import is_token
from portal.surveys.rules.rounds import Phase, Round
from portal.surveys.services.invitations import mark_used
from portal.surveys.views.journeys import PLACES

bp = Blueprint("invited", __name__)


class OpenForm(ActionForm):
    """The button that takes an invitation up: a link that a mail program only looks at uses nothing."""

    token = HiddenField()


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """An invitation: to which round, where that stands, and whether it was used."""

    form: OpenForm
    invited: Round
    phase: Phase
    is_used: bool


def invitation_here() -> str | None:
    """Give the token of the invitation that this browser holds, or None."""
    held = request.cookies.get(_cookie_name(), "")
    return held if is_token(held) else None


def invitation_used(response: Response) -> Response:
    """Mark the invitation of this browser as used and take it away; the answers are kept by then."""
    with unit_of_work() as session:
        mark_used(session, token=invitation_here() or "")
    response.delete_cookie(_cookie_name(), secure=settings().is_secure, httponly=True, samesite="Lax")
    return response


@bp.get("/<token>")
@public
def look(token: str) -> Response:
    """Show the button that takes an invitation up, or say kindly that it was used."""
    return _shown(_page(token, OpenForm(formdata=None, data={"token": token})))


@bp.post("")
@public
def use() -> Response:
    """Give this browser the invitation and go to the survey; nothing is used up before the answers are sent."""
    form = OpenForm()
    token = form.token.data or ""
    page = _page(token, form)
    if not form.validate_on_submit() or page.is_used or page.phase is not Phase.OPEN:
        return _shown(page)
    response = see_other(PLACES[page.invited.audience].journey.start)
    response.set_cookie(_cookie_name(), token, httponly=True, samesite="Lax", secure=settings().is_secure)
    return private(response)


def _page(token: str, form: OpenForm) -> InvitationPage:
    if not is_token(token):
        raise NotFoundError
    with reading() as session:
        found = invited_round(session, token)
    if found is None:
        raise NotFoundError
    invited, is_used = found
    return InvitationPage(form, invited, invited.phase(today()), is_used)


def _shown(page: InvitationPage) -> Response:
    return private(make_response(render_template("surveys/invitation.html", page=page)))


def _cookie_name() -> str:
    return "__Host-invitation" if settings().is_secure else "invitation"
