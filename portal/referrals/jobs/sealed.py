"""What families sent sealed, taken in order, each piece in a transaction of its own."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal.infra.db import BusyError, Database
from portal.referrals.models import FamilyReply, SealedSubmission

logger = logging.getLogger(__name__)
_TRY_AGAIN = timedelta(hours=1)
Sealed = TypeVar("Sealed", SealedSubmission, FamilyReply)


def take_in(
    database: Database,
    table: type[Sealed],
    is_waiting: ColumnElement[bool],
    take: Callable[[Session, Sealed], None],
    *,
    now: datetime,
    most: int,
) -> int:
    """Take in up to `most` rows that wait, oldest first, and give how many were taken in.

    One that cannot be taken in, for whatever reason, is marked and tried again an hour later: it holds up nobody
    else's, and it goes through by itself once the right key is back.
    """
    done = 0
    for _turn in range(most):
        claimed: int | None = None
        try:
            with database.unit_of_work() as session:
                row = _next(session, table, is_waiting, now)
                if row is None:
                    break
                claimed = row.id
                take(session, row)
            done += 1
        except BusyError:
            raise
        except Exception:
            if claimed is None:
                raise
            logger.exception("%s %s cannot be taken in", table.__tablename__, claimed)
            with database.unit_of_work() as session:
                session.execute(update(table).where(table.id == claimed).values(failed_at=now))
    return done


def _next(
    session: Session, table: type[Sealed], is_waiting: ColumnElement[bool], now: datetime
) -> Sealed | None:
    is_due = table.failed_at.is_(None) | (table.failed_at <= now - _TRY_AGAIN)
    waiting = select(table).where(is_waiting, is_due).order_by(table.id).limit(1)
    return session.scalar(waiting.with_for_update(skip_locked=True))
