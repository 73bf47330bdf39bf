"""Signing in and out on the staff face."""

import logging
import re
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.forms import SignInForm
from portal.accounts.queries import actor_of, live_session
from portal.accounts.rules import SEEN_EVERY
from portal.accounts.services import checked_user, note_seen, sign_in, sign_out, wait_to_sign_in
from portal.core.roles import Role
from portal.infra.access import Actor, actor_or_none, current_actor, public, requires
from portal.infra.clock import now
from portal.infra.current import settings
from portal.infra.db import BusyError, database, reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _, ngettext
from portal.infra.keys import keys
from portal.infra.responses import see_other

bp = Blueprint("accounts_staff", __name__)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StaffLink:
    """A way in; staff pages of other domains are reached by their addresses."""

    address: str
    text: str


def links_for(roles: frozenset[Role]) -> tuple[StaffLink, ...]:
    """Give the pages that these roles open, in the order of the day's work."""
    links: list[StaffLink] = []
    if Role.TRIAGE_OFFICER in roles:
        links.append(StaffLink("/referrals", _("Requests for a short break")))
    if Role.COMMISSIONER in roles:
        links.append(StaffLink("/surveys", _("Survey answers")))
        links.append(StaffLink("/unmet-needs", _("What families miss")))
        links.append(StaffLink("/told-a-diagnosis", _("Told to get a diagnosis")))
    if Role.CONTENT_EDITOR in roles:
        links.append(StaffLink("/local-offer", _("Local Offer checklist")))
    if Role.CONTENT_EDITOR in roles:
        links.append(StaffLink("/allowance-questions", _("Allowance questions")))
        links.append(StaffLink("/content-check", _("Check the content")))
    return tuple(links)


def links_here() -> tuple[StaffLink, ...]:
    """Give the links of the person who is signed in, for the head of every staff page."""
    actor = actor_or_none()
    return links_for(actor.roles) if actor else ()


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The sign-in page; `next` is a path of this site only."""

    form: SignInForm
    next: str


def cookie_name() -> str:
    """Give the cookie's name; on https the browser itself holds it to this host."""
    return "__Host-staff" if settings().is_secure else "staff"


def identify() -> Actor | None:
    """Give who is signed in with this request's cookie, and keep the sign-in alive."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    moment = now()
    with reading() as session:
        found = live_session(session, token, moment)
        actor = actor_of(found) if found else None
        is_noted = found is None or moment - found.last_seen_at < SEEN_EVERY
    if not is_noted:
        try:
            with database().unit_of_work() as session:
                note_seen(session, now=moment, token=token)
        except BusyError:
            # A busy database must not keep an officer from reading; the next page notes it.
            logger.warning("a sign-in was not noted as seen")
    return actor


def _path_of_this_site(text: str | None) -> str:
    """Give a path to go on to; anything that could lead to another site is the start page."""
    # Printable ASCII only: browsers drop tabs and line breaks, so that "/<tab>/evil" would become "//evil".
    return text if text and re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", text) else "/"


@dataclass(frozen=True, slots=True)
class HomePage:
    """The start page: what this person's roles open."""

    links: tuple[StaffLink, ...]


@bp.get("/")
@requires(*Role)
def home() -> ResponseReturnValue:
    """Show the ways in."""
    return render_template("accounts/home.html", page=HomePage(links_for(current_actor().roles)))


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in_page() -> ResponseReturnValue:
    """Show the sign-in, or try it."""
    form = SignInForm()
    page = SignInPage(form, _path_of_this_site(request.args.get("next")))
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", page=page)
    token, wait = _tried(form)
    if token is None:
        message = ngettext("Wait %(n)s second, then try again", "Wait %(n)s seconds, then try again", wait)
        form.email.errors = [message if wait else _("The e-mail address or the password is not right")]
        return render_template("accounts/sign_in.html", page=page)
    response = redirect(page.next, code=303)
    response.set_cookie(
        cookie_name(), token, httponly=True, samesite="Lax", secure=settings().is_secure, path="/"
    )
    return response


def _tried(form: SignInForm) -> tuple[str | None, int]:
    """Try to sign in; give the token, or how many seconds to wait, 0 when the answer was wrong."""
    moment, email, network = now(), form.email.data or "", request.remote_addr or ""
    with reading() as session:
        wait = wait_to_sign_in(
            session, now=moment, email=email, network=network, throttle_key=keys().limits_key
        )
        if wait:
            return None, int(wait.total_seconds()) + 1
        user_id = checked_user(session, email=email, password=form.password.data or "")
    with unit_of_work() as session:
        token = sign_in(
            session, now=moment, user_id=user_id, email=email, network=network, throttle_key=keys().limits_key
        )
    return token, 0


@bp.post("/sign-out")
@requires(*Role)
def sign_out_action() -> ResponseReturnValue:
    """End the sign-in and forget what the browser kept."""
    form = ActionForm()
    if not form.validate_on_submit():
        return see_other("accounts_staff.home")
    with unit_of_work() as session:
        sign_out(session, now=now(), token=request.cookies.get(cookie_name(), ""))
    response = see_other("accounts_staff.sign_in_page")
    response.delete_cookie(
        cookie_name(), path="/", secure=settings().is_secure, httponly=True, samesite="Lax"
    )
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
