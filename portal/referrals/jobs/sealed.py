"""What families sent sealed, taken in order, some in each transaction, and one by one once one of them fails."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from portal.infra.db import BusyError, Database
from portal.referrals.models import FamilyReply, SealedSubmission

logger = logging.getLogger(__name__)
_TRY_AGAIN = timedelta(hours=1)
# So many share one commit, which costs as much as all else; families who send meanwhile wait for no longer.
_TOGETHER = 10
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
    is_due = table.failed_at.is_(None) | (table.failed_at <= now - _TRY_AGAIN)
    waiting = select(table).where(is_waiting, is_due).order_by(table.id).with_for_update(skip_locked=True)
    done, together = 0, _TOGETHER
    while done < most:
        claimed: list[int] = []
        try:
            with database.unit_of_work() as session:
                _take_some(session, waiting.limit(min(together, most - done)), take, claimed)
        except BusyError:
            raise
        except Exception:
            if not claimed:
                raise
            if len(claimed) == 1:
                logger.exception("%s %s cannot be taken in", table.__tablename__, claimed[0])
                _mark(database, table, claimed[0], now)
            # Whichever of them it was, all of them come again, each by itself.
            together = 1
        else:
            if not claimed:
                break
            done += len(claimed)
    return done


def _take_some(
    session: Session,
    waiting: Select[Sealed],
    take: Callable[[Session, Sealed], None],
    claimed: list[int],
) -> None:
    rows = session.scalars(waiting).all()
    claimed += [row.id for row in rows]
    for row in rows:
        take(session, row)


def _mark(database: Database, table: type[Sealed], number: int, now: datetime) -> None:
    with database.unit_of_work() as session:
        session.execute(update(table).where(table.id == number).values(failed_at=now))
