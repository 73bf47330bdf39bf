"""What families sent sealed, taken in order, some in each transaction, and one by one once one of them fails."""

import logging
from collections.abc import Callable, Mapping, Sequence
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
Ready = TypeVar("Ready")


def take_in(
    database: Database,
    table: type[Sealed],
    is_waiting: ColumnElement[bool],
    make_ready: Callable[[Sealed], Ready],
    take: Callable[[Session, Sealed, Ready], None],
    *,
    now: datetime,
    most: int,
) -> int:
    """Take in up to `most` rows that wait, oldest first, and give how many were taken in.

    `make_ready` opens a row before the transaction begins, because families wait for its end; `take` does the rest.
    One that cannot be taken in, for whatever reason, is marked and tried again an hour later: it holds up nobody
    else's, and it goes through by itself once the right key is back.
    """
    is_due = table.failed_at.is_(None) | (table.failed_at <= now - _TRY_AGAIN)
    waiting = select(table).where(is_waiting, is_due).order_by(table.id)
    done, together = 0, _TOGETHER
    while done < most:
        claimed: list[int] = []
        try:
            found = _found(database, waiting.limit(min(together, most - done)))
            claimed += [row.id for row in found]
            ready = {row.id: make_ready(row) for row in found}
            taken = _taken(database, waiting.where(table.id.in_(ready)), take, ready) if ready else 0
        except BusyError:
            raise
        except Exception:
            if not claimed:
                raise
            if len(claimed) == 1:
                _mark(database, table, claimed[0], now)
            # Whichever of them it was, all of them come again, each by itself.
            together = 1
        else:
            if not taken:
                break
            done += taken
    return done


def _found(database: Database, waiting: Select[Sealed]) -> Sequence[Sealed]:
    with database.reading() as session:
        found = session.scalars(waiting).all()
        session.expunge_all()
    return found


def _taken(
    database: Database,
    still_waiting: Select[Sealed],
    take: Callable[[Session, Sealed, Ready], None],
    ready: Mapping[int, Ready],
) -> int:
    """Take in what no other worker has taken in meanwhile, and give how many that were."""
    with database.unit_of_work() as session:
        rows = session.scalars(still_waiting.with_for_update(skip_locked=True)).all()
        for row in rows:
            take(session, row, ready[row.id])
        return len(rows)


def _mark(database: Database, table: type[Sealed], number: int, now: datetime) -> None:
    logger.exception("%s %s cannot be taken in", table.__tablename__, number)
    with database.unit_of_work() as session:
        session.execute(update(table).where(table.id == number).values(failed_at=now))
