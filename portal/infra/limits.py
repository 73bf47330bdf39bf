"""Limits on how often one network may post: counted in the database, so that all processes share them."""

import hashlib
import hmac
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from flask import Flask, abort, current_app, request
from sqlalchemy import LargeBinary, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.clock import now
from portal.infra.db import Base, BusyError, Database, UtcDateTime

WINDOW = timedelta(minutes=10)
MOST_POSTS = 3_000


class PostCount(Base):
    """How often a network posted in a window; the key is a keyed hash of network and window, so it fades with it."""

    __tablename__ = "post_count"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


# Built once: every post is counted.
_ON_SQLITE, _ON_POSTGRESQL = (
    upsert(PostCount)
    .values(key=bindparam("network"), count=1, ends_at=bindparam("ends"))
    .on_conflict_do_update(index_elements=["key"], set_={"count": PostCount.count + 1})
    .returning(PostCount.count)
    for upsert in (sqlite.insert, postgresql.insert)
)


# In which window this process last threw away the counts of earlier ones: once in each is enough.
_swept: WeakKeyDictionary[Database, int] = WeakKeyDictionary()


def init_limits(app: Flask, key: bytes, uncounted: frozenset[str]) -> None:
    """Answer 429 to a network with more than 3,000 posts in ten minutes; a school behind one address stays below.

    Endpoints in `uncounted` write nothing, and so nothing is written to count them.
    """

    @app.before_request
    def count() -> None:
        if request.method != "POST" or request.endpoint in uncounted:
            return
        database: Database = current_app.extensions["portal.database"]
        try:
            posts = _counted(database, key, request.remote_addr or "", now())
        except BusyError:
            # The page itself says what a busy database means; an uncounted post is no harm.
            return
        if posts > MOST_POSTS:
            abort(429)


def _counted(database: Database, key: bytes, network: str, moment: datetime) -> int:
    """Count one post and give the number in this window."""
    window = int(moment.timestamp() // WINDOW.total_seconds())
    digest = hmac.new(key, f"{window}:{network}".encode(), hashlib.sha256).digest()
    counting = _ON_SQLITE if database.is_sqlite else _ON_POSTGRESQL
    with database.fleeting_work() as session:
        count = session.connection().scalar(counting, {"network": digest, "ends": moment + WINDOW})
        if count == 1 and window != _swept.get(database):
            session.execute(delete(PostCount).where(PostCount.ends_at < moment))
            _swept[database] = window
    return int(count or 1)
