"""The second factor: an authenticator app, and recovery codes for the day on which the telephone is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import Account, Desk
from portal.accounts.rules.codes import (
    is_one_time_code,
    matching_step,
    new_recovery_codes,
    plain_recovery_code,
)
from portal.accounts.services.passwords import hashed_code, matches
from portal.accounts.services.throttling import Throttle, count_failure
from portal.audit.services import record
from portal.infra.sealing import Vault


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed as a code: the code of the app, or the recovery code that it was found to be."""

    code: str
    recovery_id: int | None


def read_code(session: Session, desk: Desk, *, user_id: int, typed: str) -> Typed:
    """Look up whether something typed is a recovery code of this account.

    Ask in a reading session: each of ten hashes takes 60 ms, and meanwhile nobody else's write may wait.
    """
    plain = None if is_one_time_code(typed) else plain_recovery_code(typed)
    if plain is None:
        return Typed(typed, None)
    kind = desk.recovery_code
    rows = session.execute(
        select(kind.id, kind.code_hash).where(kind.user_id == user_id, kind.used_at.is_(None))
    ).all()
    return Typed("", next((number for number, kept in rows if matches(kept, plain)), None))


def take_code(
    session: Session, desk: Desk, vault: Vault, *, now: datetime, user_id: int, typed: Typed
) -> bool:
    """Take a code, which is good once; False for a wrong, an old or a used one."""
    if typed.recovery_id is not None:
        return _take_recovery_code(session, desk, now, user_id, typed.recovery_id)
    account = session.get_one(desk.account, user_id, with_for_update=True)
    if account.totp_secret is None or account.totp_since is None:
        return False
    secret = vault.decrypt(account.totp_secret, _place(desk, user_id)).decode()
    step = matching_step(secret, typed.code, now, account.totp_step)
    if step is None:
        return False
    account.totp_step = step
    return True


def refuse_code(session: Session, throttle: Throttle, *, now: datetime, user_id: int) -> None:
    """Count a code that was not taken."""
    desk = throttle.desk
    count_failure(session, throttle, now)
    _record(session, desk, now, "account.code_refused", user_id, desk.actor(user_id))


def drawn_codes() -> tuple[Sequence[str], Sequence[str]]:
    """Give ten new recovery codes and their hashes; ask outside a transaction, it takes most of a second."""
    codes = new_recovery_codes()
    return codes, [hashed_code(plain_recovery_code(code) or "") for code in codes]


def enrol(
    session: Session,
    desk: Desk,
    vault: Vault,
    *,
    now: datetime,
    user_id: int,
    secret: str,
    code: str,
    code_hashes: Sequence[str],
) -> bool:
    """Make an app the second factor of an account, in place of any other, once its first code was right."""
    step = matching_step(secret, code, now, None)
    if step is None:
        return False
    account = session.get_one(desk.account, user_id, with_for_update=True)
    account.totp_secret = vault.encrypt(secret.encode(), _place(desk, user_id))
    account.totp_since, account.totp_step = now, step
    _replace_codes(session, desk, user_id, code_hashes)
    _record(session, desk, now, "account.second_factor_set", user_id, desk.actor(user_id))
    return True


def replace_recovery_codes(
    session: Session, desk: Desk, *, now: datetime, user_id: int, code_hashes: Sequence[str]
) -> None:
    """Put new recovery codes in the place of the old ones, which open nothing any more."""
    _replace_codes(session, desk, user_id, code_hashes)
    _record(session, desk, now, "account.recovery_codes_replaced", user_id, desk.actor(user_id))


def reset_second_factor(
    session: Session, desk: Desk, *, now: datetime, account: Account, actor: str | None
) -> None:
    """Take the second factor of an account away, for somebody who has lost telephone and codes."""
    account.totp_secret = account.totp_since = account.totp_step = None
    session.execute(delete(desk.recovery_code).where(desk.recovery_code.user_id == account.id))
    _record(session, desk, now, "account.second_factor_reset", account.id, actor)


def _take_recovery_code(session: Session, desk: Desk, now: datetime, user_id: int, number: int) -> bool:
    kind = desk.recovery_code
    taken = session.execute(
        update(kind)
        .where(kind.id == number, kind.user_id == user_id, kind.used_at.is_(None))
        .values(used_at=now)
        .returning(kind.id)
    ).first()
    if taken is not None:
        _record(session, desk, now, "account.recovery_code_used", user_id, desk.actor(user_id))
    return taken is not None


def _replace_codes(session: Session, desk: Desk, user_id: int, code_hashes: Sequence[str]) -> None:
    kind = desk.recovery_code
    session.execute(delete(kind).where(kind.user_id == user_id))
    session.add_all(kind(user_id=user_id, code_hash=code_hash) for code_hash in code_hashes)


def _place(desk: Desk, user_id: int) -> str:
    """Name the place of a secret, so that it cannot be moved to another account."""
    return f"{desk.account.__tablename__}:{user_id}:totp_secret"


def _record(
    session: Session, desk: Desk, now: datetime, action: str, user_id: int, actor: str | None
) -> None:
    record(session, now=now, action=action, subject_type=desk.subject_type, subject=str(user_id), actor=actor)
