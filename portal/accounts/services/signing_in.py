"""Signing in and out, in one or two steps, and showing again that it is really you."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.accounts.models import Desk, SignIn
from portal.accounts.queries import SignedIn, account_by_email, token_hash
from portal.accounts.rules.times import SEEN_EVERY, Stage
from portal.accounts.services.passwords import matches
from portal.accounts.services.throttling import Throttle, count_failure, forget_failures
from portal.audit.services import record

_TOKEN_BYTES = 32


def checked_account(session: Session, desk: Desk, *, email: str, password: str) -> int | None:
    """Give the account that an address and a password belong to, or None; it takes as long for an unknown address.

    Ask in a reading session: the hash takes 60 ms, and meanwhile nobody else's write may wait.
    """
    found = account_by_email(session, desk, email)
    is_right = matches(found.password_hash if found else None, password)
    return found.id if found is not None and is_right and found.is_active else None


def sign_in(session: Session, throttle: Throttle, *, now: datetime, user_id: int | None) -> str | None:
    """Begin the sign-in of a checked account and give the cookie's token; without one, count the failure.

    Where a second factor is needed the token opens nothing before `finish_sign_in`.
    """
    desk = throttle.desk
    if user_id is None:
        count_failure(session, throttle, now)
        _record(session, desk, now, "account.sign_in_failed", None)
        return None
    forget_failures(session, throttle, now)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(
        desk.sign_in(
            token_hash=token_hash(token),
            user_id=user_id,
            started_at=now,
            last_seen_at=now,
            confirmed_at=now,
        )
    )
    is_half_way = session.get_one(desk.account, user_id).totp_since is not None
    _record(session, desk, now, "account.password_given" if is_half_way else "account.signed_in", user_id)
    return token


def finish_sign_in(session: Session, desk: Desk, *, now: datetime, held: SignedIn) -> str:
    """Open a half-way sign-in after its code and give its new token."""
    token = note_code(session, desk, now=now, held=held)
    _record(session, desk, now, "account.signed_in", held.user_id)
    return token


def note_code(session: Session, desk: Desk, *, now: datetime, held: SignedIn) -> str:
    """Note that a code was given in a sign-in and give its new token; the old one opens nothing any more."""
    token, row = secrets.token_urlsafe(_TOKEN_BYTES), session.get_one(desk.sign_in, held.id)
    row.token_hash = token_hash(token)
    row.code_at = row.confirmed_at = row.last_seen_at = now
    return token


def sign_out(session: Session, desk: Desk, *, now: datetime, held: SignedIn) -> None:
    """End this sign-in."""
    session.get_one(desk.sign_in, held.id).ended_at = now
    _record(session, desk, now, "account.signed_out", held.user_id)


def note_seen(session: Session, desk: Desk, *, now: datetime, held: SignedIn) -> None:
    """Keep a sign-in alive, written at most once a minute."""
    kind = desk.sign_in
    session.execute(
        update(kind)
        .where(kind.id == held.id, kind.ended_at.is_(None), kind.last_seen_at <= now - SEEN_EVERY)
        .values(last_seen_at=now)
    )


def confirm(session: Session, throttle: Throttle, *, now: datetime, held: SignedIn, is_right: bool) -> bool:
    """Note that a person showed again that it is really them, or count the failure."""
    desk = throttle.desk
    if not is_right:
        count_failure(session, throttle, now)
        _record(session, desk, now, "account.confirm_failed", held.user_id)
        return False
    forget_failures(session, throttle, now)
    session.get_one(desk.sign_in, held.id).confirmed_at = now
    _record(session, desk, now, "account.confirmed", held.user_id)
    return True


def end_sign_in(session: Session, desk: Desk, *, now: datetime, held: SignedIn, number: int) -> bool:
    """End one of a person's own sign-ins; False when it is not theirs or has ended."""
    ended = _end(session, desk, now, [desk.sign_in.id == number, desk.sign_in.user_id == held.user_id])
    if ended:
        _record(session, desk, now, "account.sign_in_ended", held.user_id)
    return bool(ended)


def end_other_sign_ins(session: Session, desk: Desk, *, now: datetime, held: SignedIn) -> int:
    """End all sign-ins of a person but this one; give how many."""
    kind = desk.sign_in
    ended = _end(session, desk, now, [kind.user_id == held.user_id, kind.id != held.id])
    _record(session, desk, now, "account.other_sign_ins_ended", held.user_id)
    return ended


def end_all_sign_ins(
    session: Session, desk: Desk, *, now: datetime, user_id: int, but: int | None = None
) -> int:
    """End all sign-ins of an account, `but` one; the caller records why."""
    kind = desk.sign_in
    which = [kind.user_id == user_id] + ([] if but is None else [kind.id != but])
    return _end(session, desk, now, which)


def is_whole(held: SignedIn | None) -> bool:
    """Tell whether a sign-in lacks nothing any more."""
    return held is not None and held.stage is Stage.DONE


def _end(session: Session, desk: Desk, now: datetime, which: Sequence[object]) -> int:
    kind: type[SignIn] = desk.sign_in
    ended = (
        update(kind)
        .where(kind.ended_at.is_(None), *which)  # type: ignore[arg-type]  # Comparisons of columns.
        .values(ended_at=now)
        .returning(kind.id)
    )
    return len(session.execute(ended).all())


def _record(session: Session, desk: Desk, now: datetime, action: str, user_id: int | None) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type=desk.subject_type,
        subject="unknown" if user_id is None else str(user_id),
        actor=None if user_id is None else desk.actor(user_id),
    )
