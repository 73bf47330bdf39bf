"""Setting a second factor up, and new recovery codes."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.accounts.forms import EnrolForm
from portal.accounts.queries import SignedIn
from portal.accounts.rules.codes import enrolment_address, in_groups, new_secret
from portal.accounts.rules.times import Stage
from portal.accounts.services.second_factor import drawn_codes, enrol, refuse_code, replace_recovery_codes
from portal.accounts.services.signing_in import end_other_sign_ins, note_code
from portal.accounts.services.throttling import forget_failures, hold
from portal.accounts.views.identity import held_sign_in, keep_token, next_step, own_sign_in
from portal.accounts.views.side import here, neighbours, throttle, vault
from portal.accounts.views.signing_in import (
    code_of,
    next_page,
    seconds_to_wait,
    start_again,
    wait_text,
    wrong_code,
)
from portal.infra.clock import now
from portal.infra.db import unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _
from portal.infra.sealing import SealError


@dataclass(frozen=True, slots=True)
class EnrolPage:
    """The picture and the key of a new app; `is_first` before anything else may be done."""

    form: EnrolForm
    picture: Markup
    secret: str
    account: str
    issuer: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class CodesPage:
    """New recovery codes, shown this once."""

    codes: Sequence[str]
    next: str
    is_new_app: bool


def first_enrolment() -> ResponseReturnValue:
    """Set a second factor up on the way in, where nobody may go on without one."""
    held = held_sign_in()
    if held is None:
        return start_again()
    if held.stage is not Stage.ENROLMENT:
        return next_step(held.stage, next_page())
    return _enrolment(held)


def own_enrolment() -> ResponseReturnValue:
    """Set a second factor up, or change to another telephone."""
    return _enrolment(own_sign_in())


def _enrolment(held: SignedIn) -> ResponseReturnValue:
    form = EnrolForm()
    secret = _kept_secret(held, form.kept.data or "") or new_secret()
    if not form.validate_on_submit():
        return _shown(held, form, secret)
    tried = throttle(code_of(held.user_id))
    if wait := seconds_to_wait(tried):
        form.key.errors = [wait_text(wait)]
        return _shown(held, form, secret)
    desk, (codes, hashes) = here().desk, drawn_codes()
    with unit_of_work() as session:
        # In the order of all that tries a code, so that none of them waits for another for ever.
        hold(session, tried, now())
        is_set = enrol(
            session,
            desk,
            vault(),
            now=now(),
            user_id=held.user_id,
            secret=secret,
            code=form.key.data or "",
            code_hashes=hashes,
        )
        if is_set:
            forget_failures(session, tried, now())
            end_other_sign_ins(session, desk, now=now(), held=held)
            token = note_code(session, desk, now=now(), held=held)
        else:
            refuse_code(session, tried, now=now(), user_id=held.user_id)
    if not is_set:
        form.key.errors = [wrong_code()]
        return _shown(held, form, secret)
    return _codes_shown(codes, token)


def new_codes_action() -> ResponseReturnValue:
    """Draw new recovery codes in place of the old ones."""
    held = own_sign_in()
    if not (ActionForm().validate_on_submit() and held.has_factor):
        return here().go("own_page")
    codes, hashes = drawn_codes()
    with unit_of_work() as session:
        replace_recovery_codes(session, here().desk, now=now(), user_id=held.user_id, code_hashes=hashes)
    return render_template(
        "accounts/recovery_codes.html", page=CodesPage(codes, next_page(), is_new_app=False)
    )


def _codes_shown(codes: Sequence[str], token: str) -> ResponseReturnValue:
    """Show the codes in the answer to the post itself: kept for another page, they would have to be kept in clear."""
    page = CodesPage(codes, next_page(), is_new_app=True)
    response = here().page("accounts/recovery_codes.html", page)
    keep_token(response, token)
    return response


def _shown(held: SignedIn, form: EnrolForm, secret: str) -> str:
    issuer = _("%(council)s short breaks", council=neighbours().council())
    address = enrolment_address(secret, account=held.email, issuer=issuer)
    form.kept.data = vault().encrypt(secret.encode(), _place(held)).hex()
    page = EnrolPage(
        form,
        _picture(address),
        in_groups(secret),
        held.email,
        issuer,
        is_first=held.stage is Stage.ENROLMENT,
    )
    return render_template("accounts/enrolment.html", page=page)


def _kept_secret(held: SignedIn, kept: str) -> str | None:
    """Open the secret that the form carried; None for one that was changed or made for another person."""
    try:
        return vault().decrypt(bytes.fromhex(kept), _place(held)).decode() if kept else None
    except (SealError, ValueError):
        return None


def _place(held: SignedIn) -> str:
    return f"enrolment:{here().desk.name}:{held.user_id}"


def _picture(address: str) -> Markup:
    """Draw the address that an app reads."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=4, title=_("QR code for your app"), lineclass=None, light="#fff"
    )
    # Drawn by the library from an address that is quoted, and a title that it escapes.
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704
