"""A person's own account: sign-ins, second factor, and showing again that it is really you."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.forms import ConfirmForm
from portal.accounts.queries import OwnSignIn, SignedIn, own_sign_ins, recovery_codes_left
from portal.accounts.services.second_factor import read_code, take_code
from portal.accounts.services.signing_in import checked_account, confirm, end_other_sign_ins, end_sign_in
from portal.accounts.services.throttling import hold
from portal.accounts.views.identity import own_sign_in
from portal.accounts.views.side import here, throttle, vault
from portal.accounts.views.signing_in import next_page, password_of, seconds_to_wait, wait_text, whole_seconds
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The account of who looks at it."""

    held: SignedIn
    sign_ins: Sequence[OwnSignIn]
    codes_left: int
    said: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Showing again who one is; `error` is shown without saying which of the two was wrong."""

    form: ConfirmForm
    next: str


def own_page() -> ResponseReturnValue:
    """Show one's own account and where one is signed in."""
    held, desk = own_sign_in(), here().desk
    with reading() as session:
        page = OwnPage(
            held,
            own_sign_ins(session, desk, held.user_id, now()),
            recovery_codes_left(session, desk, held.user_id),
            _said(request.args.get("done", "")),
        )
    return render_template("accounts/own.html", page=page)


def end_one_action(number: int) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    if not ActionForm().validate_on_submit():
        return here().go("own_page", done="again")
    with unit_of_work() as session:
        end_sign_in(session, here().desk, now=now(), held=own_sign_in(), number=number)
    return here().go("own_page", done="ended")


def end_others_action() -> ResponseReturnValue:
    """End all sign-ins but this one."""
    if not ActionForm().validate_on_submit():
        return here().go("own_page", done="again")
    with unit_of_work() as session:
        end_other_sign_ins(session, here().desk, now=now(), held=own_sign_in())
    return here().go("own_page", done="others")


def confirm_page() -> ResponseReturnValue:
    """Ask for the password again, and for the code where there is a second factor."""
    held = own_sign_in()
    form = ConfirmForm(asks_code=held.has_factor)
    page = ConfirmPage(form, next_page())
    if not form.validate_on_submit():
        return render_template("accounts/confirm.html", page=page)
    fault = _tried(held, form)
    if not fault:
        return here().go_to(page.next)
    form.password.errors = [fault]
    return render_template("accounts/confirm.html", page=page)


def _tried(held: SignedIn, form: ConfirmForm) -> str:
    """Try password and code; give what is wrong, nothing when both were right."""
    tried, desk = throttle(password_of(held.email)), here().desk
    if wait := seconds_to_wait(tried):
        return wait_text(wait)
    typed = form.key.data or "" if form.key else ""
    with reading() as session:
        user_id = checked_account(session, desk, email=held.email, password=form.password.data or "")
        read = read_code(session, desk, user_id=held.user_id, typed=typed)
    with unit_of_work() as session:
        if wait := whole_seconds(hold(session, tried, now())):
            return wait_text(wait)
        is_right = user_id == held.user_id
        if is_right and form.key:
            is_right = take_code(session, desk, vault(), now=now(), user_id=held.user_id, typed=read)
        confirm(session, tried, now=now(), held=held, is_right=is_right)
    if is_right:
        return ""
    return _("The password or the code is not right") if form.key else _("The password is not right")


def _said(done: str) -> str:
    """Say what was done on the page before."""
    return {
        "ended": _("That sign-in has ended."),
        "others": _("All other sign-ins have ended."),
        "password": _("Your password is changed. All other sign-ins have ended."),
        "again": _("That did not work. Press the button again."),
    }.get(done, "")
