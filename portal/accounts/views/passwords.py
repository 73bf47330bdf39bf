"""Choosing a password: by a link that was sent, or in the middle of the work."""

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.forms import ForgottenForm, PasswordForm
from portal.accounts.queries import OpenLink, open_link
from portal.accounts.rules.times import PASSWORD_LINK_HOLDS, LinkPurpose
from portal.accounts.services.links import ask_for_link, use_link
from portal.accounts.services.passwords import WeakPasswordError, hashed
from portal.accounts.services.people import change_own_password
from portal.accounts.services.throttling import count_failure, hold
from portal.accounts.views.identity import own_sign_in
from portal.accounts.views.side import here, link_place, neighbours, throttle, throttle_of_links
from portal.accounts.views.signing_in import seconds_to_wait, wait_text
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work


@dataclass(frozen=True, slots=True)
class ForgottenPage:
    """Asking for a link; `minutes` is how long it holds."""

    form: ForgottenForm
    minutes: int


@dataclass(frozen=True, slots=True)
class NewPasswordPage:
    """Choosing a password, for the account of a link or for one's own."""

    form: PasswordForm
    email: str
    name: str
    is_invitation: bool
    is_own: bool = False


def forgotten_page() -> ResponseReturnValue:
    """Ask for a link to choose a new password; the answer is the same whether or not there is an account."""
    form = ForgottenForm()
    minutes = int(PASSWORD_LINK_HOLDS.total_seconds()) // 60
    if not form.validate_on_submit():
        return render_template("accounts/forgotten.html", page=ForgottenPage(form, minutes))
    email = form.email.data or ""
    tried = throttle(f"forgotten:{email.strip().lower()}")
    if wait := seconds_to_wait(tried):
        form.email.errors = [wait_text(wait)]
        return render_template("accounts/forgotten.html", page=ForgottenPage(form, minutes))
    with unit_of_work() as session:
        # Like a try that comes too early: no link is sent, and the answer is the one for everybody.
        if not hold(session, tried, now()):
            ask_for_link(session, tried, now=now(), email=email, place=link_place(here()))
    return here().go("link_sent")


def link_sent() -> ResponseReturnValue:
    """Say that a link is on its way, if there is an account."""
    minutes = int(PASSWORD_LINK_HOLDS.total_seconds()) // 60
    return render_template("accounts/link_sent.html", page={"minutes": minutes})


def new_password_page(token: str) -> ResponseReturnValue:
    """Choose a password by a link; opening the page uses nothing up, because scanners of mail open links too."""
    with reading() as session:
        found = open_link(session, here().desk, token, now())
    if found is None:
        return _dead_link()
    form = PasswordForm()
    if not form.validate_on_submit():
        return _shown(form, found)
    try:
        password_hash = hashed(form.password.data or "", _about(found.email, found.name))
    except WeakPasswordError as error:
        form.refuse(error.fault)
        return _shown(form, found)
    with unit_of_work() as session:
        used = use_link(session, here().desk, now=now(), token=token, password_hash=password_hash)
    return _dead_link() if used is None else here().go("sign_in_page", done="password")


def own_password_page() -> ResponseReturnValue:
    """Change one's own password; the old one was typed just now, or the guard asks for it first."""
    held, form = own_sign_in(), PasswordForm()
    page = NewPasswordPage(form, held.email, held.name, is_invitation=False, is_own=True)
    if not form.validate_on_submit():
        return render_template("accounts/new_password.html", page=page)
    try:
        password_hash = hashed(form.password.data or "", _about(held.email, held.name))
    except WeakPasswordError as error:
        form.refuse(error.fault)
        return render_template("accounts/new_password.html", page=page)
    with unit_of_work() as session:
        change_own_password(session, here().desk, now=now(), held=held, password_hash=password_hash)
    return here().go("own_page", done="password")


def _about(email: str, name: str) -> tuple[str, ...]:
    """Give what a password must not be made of."""
    return email, name, neighbours().council()


def _shown(form: PasswordForm, found: OpenLink) -> str:
    is_invitation = found.purpose is LinkPurpose.INVITATION
    page = NewPasswordPage(form, found.email, found.name, is_invitation)
    return render_template("accounts/new_password.html", page=page)


def _dead_link() -> ResponseReturnValue:
    """Say that a link opens nothing; a network that tries many is slowed down."""
    tried = throttle_of_links()
    with unit_of_work() as session:
        if hold(session, tried, now()):
            abort(429)
        count_failure(session, tried, now())
    return render_template("accounts/dead_link.html", page=None), 404
