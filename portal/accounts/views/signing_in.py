"""Signing in and out, in one step or two."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.forms import CodeForm, SignInForm
from portal.accounts.queries import SignedIn, live_session
from portal.accounts.rules.times import Stage
from portal.accounts.services.second_factor import read_code, refuse_code, take_code
from portal.accounts.services.signing_in import checked_account, finish_sign_in, sign_in, sign_out
from portal.accounts.services.throttling import Throttle, forget_failures, hold, wait_before
from portal.accounts.views.going_on import path_of_this_site
from portal.accounts.views.identity import (
    drop_token,
    held_sign_in,
    keep_token,
    needs_second_factor,
    next_step,
    own_sign_in,
)
from portal.accounts.views.side import here, throttle, vault
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm, PortalForm
from portal.infra.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class SignInPage:
    """One step of the sign-in; `next` is a path of this site only, `said` what was done before."""

    form: PortalForm
    next: str
    said: str = ""
    is_staff: bool = True


def next_page() -> str:
    """Give the page to go on to."""
    return path_of_this_site(request.args.get("next"), here().address("home"))


def sign_in_page() -> ResponseReturnValue:
    """Show the sign-in, or try it."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in(form)
    token, wait = _tried(form)
    if token is None:
        form.email.errors = [
            wait_text(wait) if wait else _("The e-mail address or the password is not right")
        ]
        return _sign_in(form)
    with reading() as session:
        held = live_session(session, here().desk, token, now(), is_required=needs_second_factor())
    response = next_step(held.stage if held else Stage.DONE, next_page())
    keep_token(response, token)
    return response


def _sign_in(form: SignInForm) -> str:
    said = _("Your password is set. Sign in with it.") if request.args.get("done") == "password" else ""
    page = SignInPage(form, next_page(), said, is_staff=here().prefix == "")
    return render_template("accounts/sign_in.html", page=page)


def _tried(form: SignInForm) -> tuple[str | None, int]:
    """Try to sign in; give the token, or how many seconds to wait, 0 when the answer was wrong."""
    email = form.email.data or ""
    tried = throttle(password_of(email))
    if wait := seconds_to_wait(tried):
        return None, wait
    with reading() as session:
        user_id = checked_account(session, here().desk, email=email, password=form.password.data or "")
    with unit_of_work() as session:
        if wait := whole_seconds(hold(session, tried, now())):
            return None, wait
        return sign_in(session, tried, now=now(), user_id=user_id), 0


def password_of(email: str) -> str:
    """Name the tries of an account's password."""
    return f"account:{email.strip().lower()}"


def code_of(user_id: int) -> str:
    """Name the tries of an account's second factor."""
    return f"code:{user_id}"


def seconds_to_wait(tried: Throttle) -> int:
    """Give how many seconds this account or network has to wait, 0 for none."""
    with reading() as session:
        return whole_seconds(wait_before(session, tried, now()))


def whole_seconds(wait: timedelta) -> int:
    """Give a wait in seconds, as it is told."""
    return ceil(wait.total_seconds())


def wait_text(seconds: int) -> str:
    """Say how long to wait."""
    return ngettext("Wait %(n)s second, then try again", "Wait %(n)s seconds, then try again", seconds)


def code_page() -> ResponseReturnValue:
    """Ask for the code of the second factor, or try it."""
    held = held_sign_in()
    if held is None:
        return start_again()
    if held.stage is not Stage.CODE:
        return next_step(held.stage, next_page())
    form = CodeForm()
    if not form.validate_on_submit():
        return _code(form)
    token, fault = _code_tried(held, form.key.data or "")
    if token is None:
        form.key.errors = [fault]
        return _code(form)
    response = here().go_to(next_page())
    keep_token(response, token)
    return response


def _code(form: CodeForm) -> str:
    return render_template("accounts/code.html", page=SignInPage(form, next_page()))


def _code_tried(held: SignedIn, typed: str) -> tuple[str | None, str]:
    """Try a code; give the whole sign-in's token, or why there is none."""
    tried, desk = throttle(code_of(held.user_id)), here().desk
    if wait := seconds_to_wait(tried):
        return None, wait_text(wait)
    with reading() as session:
        read = read_code(session, desk, user_id=held.user_id, typed=typed)
    with unit_of_work() as session:
        if wait := whole_seconds(hold(session, tried, now())):
            return None, wait_text(wait)
        if not take_code(session, desk, vault(), now=now(), user_id=held.user_id, typed=read):
            refuse_code(session, tried, now=now(), user_id=held.user_id)
            return None, wrong_code()
        forget_failures(session, tried, now())
        return finish_sign_in(session, desk, now=now(), held=held), ""


def start_again() -> str:
    """Say that a step on the way in was reached without, or too long after, the password."""
    return render_template(
        "accounts/start_again.html", page={"sign_in": here().address("sign_in_page", next=next_page())}
    )


def wrong_code() -> str:
    """Say that a code was not taken."""
    return _("That code is not right, or it was used before. Wait for the next one.")


def sign_out_action() -> ResponseReturnValue:
    """End the sign-in and forget what the browser kept."""
    if not ActionForm().validate_on_submit():
        return here().go("home")
    with unit_of_work() as session:
        sign_out(session, here().desk, now=now(), held=own_sign_in())
    response = here().go("sign_in_page")
    drop_token(response)
    return response
