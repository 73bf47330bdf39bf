"""Timed work of accounts: what no sign-in needs any more goes."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.accounts.models import DESKS, Desk
from portal.accounts.rules.times import FORGET_AFTER, LONGEST

_KEPT_FOR_THE_LIST = timedelta(days=7)


def remove_old(session: Session, now: datetime) -> int:
    """Remove forgotten failures, links that have ended, and sign-ins a week after their longest end; give how many."""
    return sum(_remove(session, desk, now) for desk in DESKS.values())


def _remove(session: Session, desk: Desk, now: datetime) -> int:
    old = (
        delete(desk.failures)
        .where(desk.failures.last_at < now - FORGET_AFTER)
        .returning(desk.failures.failures),
        delete(desk.link).where(desk.link.ends_at < now).returning(desk.link.id),
        delete(desk.sign_in)
        .where(desk.sign_in.started_at < now - LONGEST - _KEPT_FOR_THE_LIST)
        .returning(desk.sign_in.id),
    )
    return sum(len(session.execute(statement).all()) for statement in old)
