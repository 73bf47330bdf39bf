"""How a request goes: its family's page, opened by a link that was sent to the family (docs/links.md)."""

from collections.abc import Mapping

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core.errors import NotFoundError
from portal.infra.access import public
from portal.infra.clock import now, today
from portal.infra.current import settings
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.responses import see_other
from portal.links.forms import AddressForm
from portal.links.rules import LinkGoneError, LinkKind, is_token
from portal.questionnaires.views.come_back import OpenForm, gone, take_request
from portal.questionnaires.views.journey import private
from portal.referrals.queries.family_page import keys_of, opened_view, replies_of
from portal.referrals.rules.family import FamilyView
from portal.referrals.services.family_page import close_page, open_page
from portal.referrals.views.status_words import status_page, title_of

FOLDER = "/ask/status"
bp = Blueprint("status", __name__, url_prefix=FOLDER)


@bp.get("")
@public
def here() -> Response:
    """Show the request that this browser has opened, a list of several, or ask where a link may go."""
    views = views_here()
    if not views:
        return _ask_shown(AddressForm(formdata=None))
    if len(views) == 1:
        return shown(next(iter(views.values())), has_others=False)
    entries = [(view, title_of(view)) for view in views.values()]
    page = render_template("referrals/status_list.html", entries=entries, form=ActionForm(formdata=None))
    return private(make_response(page))


@bp.post("")
@public
def ask() -> Response:
    """Take the request for a link; the answer is the same whether or not there is a request."""
    form = AddressForm()
    if not form.validate_on_submit():
        return _ask_shown(form)
    take_request(LinkKind.STATUS, form)
    return see_other("status.asked")


@bp.get("/link")
@public
def another_link() -> Response:
    """Ask where a link may go, also in a browser that has a request open."""
    return _ask_shown(AddressForm(formdata=None))


@bp.get("/asked")
@public
def asked() -> Response:
    """Say when a link comes."""
    again = url_for("status.another_link")
    return private(make_response(render_template("questionnaires/come_back_asked.html", again=again)))


@bp.get("/open/<token>")
@public
def look(token: str) -> Response:
    """Show the button that opens the page; nothing is looked up, so this page tells nobody anything."""
    if not is_token(token):
        raise NotFoundError
    return _open_shown(OpenForm(formdata=None, data={"token": token}))


@bp.post("/open")
@public
def use() -> Response:
    """Use the link: this browser can read the page for 24 hours."""
    form = OpenForm()
    if not form.validate_on_submit():
        return _open_shown(form)
    try:
        with unit_of_work() as session:
            token = open_page(session, now=now(), link=form.token.data or "", token=token_here())
    except LinkGoneError:
        return gone(url_for("status.another_link"))
    response = see_other("status.here")
    response.set_cookie(
        _cookie_name(), token, path=FOLDER, httponly=True, samesite="Lax", secure=settings().is_secure
    )
    return response


@bp.get("/requests/<reference>")
@public
def one(reference: str) -> Response:
    """Show one of several requests."""
    views = views_here()
    view = views.get(reference)
    return shown(view, has_others=len(views) > 1) if view else closed()


@bp.post("/close")
@public
def close() -> Response:
    """End the session of this browser."""
    if not ActionForm().validate_on_submit():
        return here()
    token = token_here()
    if token is not None:
        with unit_of_work() as session:
            close_page(session, token=token)
    response = make_response(render_template("referrals/status_closed.html", was_asked=True, typed=()))
    response.headers["Clear-Site-Data"] = '"cache"'
    response.delete_cookie(
        _cookie_name(), path=FOLDER, secure=settings().is_secure, httponly=True, samesite="Lax"
    )
    return private(response)


def views_here() -> Mapping[str, FamilyView]:
    """Give the requests that this browser may read, the newest first."""
    token = token_here()
    if token is None:
        return {}
    with reading() as session:
        keys = keys_of(session, token, now())
        found = [opened_view(session, reference, key) for reference, key in keys.items()]
    views = sorted((view for view in found if view), key=lambda view: view.received_on, reverse=True)
    return {view.reference: view for view in views}


def shown(view: FamilyView, *, has_others: bool) -> Response:
    """Show a request with everything that the family can do about it."""
    with reading() as session:
        replies = replies_of(session, view.reference)
    page = status_page(view, replies, today(), has_others=has_others)
    form = ActionForm(formdata=None)
    return private(make_response(render_template("referrals/status.html", page=page, form=form)))


def closed(typed: tuple[str, ...] = ()) -> Response:
    """Say that this browser may not read the page; every reference that it has not opened gives the same answer.

    What somebody wrote meanwhile stands there to be copied.
    """
    page = render_template("referrals/status_closed.html", was_asked=False, typed=typed)
    return private(make_response(page, 404))


def token_here() -> str | None:
    """Give the token of this browser, or None when there is none that could be ours."""
    held: str | None = request.cookies.get(_cookie_name())
    return held if held and is_token(held) else None


def _cookie_name() -> str:
    # A name that starts with __Host- would have to hold for the whole site.
    return "__Secure-status" if settings().is_secure else "status"


def _ask_shown(form: AddressForm) -> Response:
    return private(make_response(render_template("referrals/status_ask.html", form=form)))


def _open_shown(form: OpenForm) -> Response:
    return private(make_response(render_template("referrals/status_open.html", form=form)))
