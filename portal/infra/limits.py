"""Limits on how often one network may post: counted in the database, so that all processes share them."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock

from flask import Flask, abort, current_app, request
from sqlalchemy import LargeBinary, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.clock import now
from portal.infra.db import Base, BusyError, Database, UtcDateTime
from portal.infra.network import network_here

WINDOW = timedelta(minutes=10)
MOST_POSTS = 3_000
_UNTOLD = timedelta(seconds=1)


class PostCount(Base):
    """How often a network posted in a window; the key is a keyed hash of network and window, so it fades with it."""

    __tablename__ = "post_count"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


# Built once: every post is counted.
_ON_SQLITE, _ON_POSTGRESQL = (
    upsert(PostCount)
    .values(key=bindparam("network"), count=bindparam("posts"), ends_at=bindparam("ends"))
    .on_conflict_do_update(
        index_elements=["key"], set_={"count": PostCount.count + upsert(PostCount).excluded.count}
    )
    .returning(PostCount.count)
    for upsert in (sqlite.insert, postgresql.insert)
)


def init_limits(app: Flask, key: bytes, uncounted: frozenset[str]) -> None:
    """Answer 429 to a network with more than 3,000 posts in ten minutes; a school behind one address stays below.

    Endpoints in `uncounted` write nothing, and so nothing is written to count them.
    """
    posts = _Posts(key)

    @app.before_request
    def count() -> None:
        if request.method != "POST" or request.endpoint in uncounted:
            return
        database: Database = current_app.extensions["portal.database"]
        try:
            number = posts.counted(database, network_here(), now())
        except BusyError:
            # The page itself says what a busy database means; an uncounted post is no harm.
            return
        if number > MOST_POSTS:
            abort(429)


class _Posts:
    """The posts that this process took and has not told the others yet.

    Each post of a network is known here at once, and to the other processes within a second or with the next post: a
    write for each would make fifty families stand in line for one number each.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._untold: dict[bytes, int] = {}
        self._told: dict[bytes, int] = {}
        self._tell_after = datetime.min.replace(tzinfo=UTC)
        self._window = 0
        self._lock = Lock()

    def counted(self, database: Database, network: str, moment: datetime) -> int:
        """Count one post and give the number in this window."""
        window = int(moment.timestamp() // WINDOW.total_seconds())
        digest = hmac.new(self._key, f"{window}:{network}".encode(), hashlib.sha256).digest()
        with self._lock:
            is_new_window, self._window = window != self._window, window
            if is_new_window:
                self._told.clear()
            self._untold[digest] = self._untold.get(digest, 0) + 1
            if moment < self._tell_after:
                return self._told.get(digest, 0) + self._untold[digest]
            telling, self._untold = self._untold, {}
            self._tell_after = moment + _UNTOLD
        told = _told(database, telling, moment, sweeps=is_new_window)
        with self._lock:
            self._told |= told
        return told[digest]


def _told(
    database: Database, telling: Mapping[bytes, int], moment: datetime, *, sweeps: bool
) -> dict[bytes, int]:
    """Add posts to the counts that all processes share, and give what the counts are now."""
    counting = _ON_SQLITE if database.is_sqlite else _ON_POSTGRESQL
    with database.fleeting_work() as session:
        if sweeps:
            session.execute(delete(PostCount).where(PostCount.ends_at < moment))
        connection = session.connection()
        return {
            network: connection.scalar(
                counting, {"network": network, "posts": posts, "ends": moment + WINDOW}
            )
            or posts
            for network, posts in sorted(telling.items())
        }
