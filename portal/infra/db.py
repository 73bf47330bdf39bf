"""The database: one transaction for each action, on SQLite or PostgreSQL."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import current_app, g, has_request_context
from sqlalchemy import JSON, DateTime, Engine, MetaData, create_engine, event, insert, text
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from portal.core.errors import PortalError
from portal.infra.line import Line, LineError

# Before this version WAL can lose commits when two connections meet at a reset (sqlite.org, "WAL-reset bug").
_SAFE_WAL = (3, 51, 3)
_BUSY_MILLISECONDS = 5_000


# What views and jobs may catch without knowing SQL: the database is locked, full or gone.
BusyError = OperationalError


class ForgeryError(PortalError):
    """A POST without a valid token tried to write; nothing was written."""


class UnsafeDatabaseError(PortalError):
    """The database does not hold the settings on which the promise of no lost referral rests."""


class Base(DeclarativeBase):
    """The base of all tables; each constraint has a name, so that migrations can change it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware when it goes in, aware UTC when it comes out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: it would be an hour wrong for half of the year."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time came to the database; take it from infra.clock")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back with its zone, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True)


def _sqlite_driver() -> ModuleType:
    """Give the pinned SQLite where the wheel fits the machine, else the system's."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def _prepare_sqlite(
    engine: Engine, driver: ModuleType, line: Line, *, writes: bool = True, lasting: bool = True
) -> None:
    """Set what keeps an acknowledged referral through a power cut, and check that it holds.

    What need not last, such as a count of posts, may be gone after a power cut and is not waited for; in WAL that
    harms nothing else, because the next commit that lasts syncs all that stands before it.
    """
    wal = driver.sqlite_version_info >= _SAFE_WAL
    journal, synchronous, level = ("wal", "FULL", 2) if wal else ("truncate", "EXTRA", 3)
    if wal and not lasting:
        synchronous, level = "NORMAL", 1

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        found = cursor.execute(f"PRAGMA journal_mode={journal}").fetchone()[0]
        for pragma in (
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        held = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.close()
        if found not in {journal, "memory"} or held != level:
            raise UnsafeDatabaseError(
                f"SQLite keeps journal {found} and synchronous {held}; use a local disk"
            )

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        driver_connection = connection.connection.driver_connection
        if writes:
            _begin(driver_connection, line)
        else:
            driver_connection.execute("BEGIN")


def _begin(driver_connection: Any, line: Line) -> None:
    """Begin to write; raises BusyError when others write for all the seconds that one may wait."""
    # A deferred transaction cannot become a writer once another has written: take the lock at the start.
    begin = "BEGIN IMMEDIATE"
    refused: list[BaseException] = []

    def attempt() -> bool:
        try:
            driver_connection.execute(begin)
        except driver_connection.OperationalError as error:
            if "locked" not in str(error):
                raise
            refused.append(error)
            return False
        return True

    driver_connection.execute("PRAGMA busy_timeout=0")
    try:
        if not line.ask(attempt, _BUSY_MILLISECONDS / 1000):
            raise BusyError(begin, None, refused[-1])
    finally:
        driver_connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")


class Database:
    """One database with a way to write and a way to read."""

    def __init__(
        self, url: str, session_info: Mapping[str, object] | None = None, *, patience: float = 0.0
    ) -> None:
        """Make the engines; nothing is opened before the first use.

        `session_info` goes with every session; `patience` is how far this process lets others write first (line.py).
        """
        self.url = make_url(url)
        self._info = dict(session_info or {})
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._line: Line | None = None
        if self.is_sqlite:
            file = self.url.database
            self._line = line = Line(Path(file) if file and file != ":memory:" else None, patience)
            driver = _sqlite_driver()
            self.write_engine = create_engine(url, module=driver, poolclass=QueuePool, pool_size=4)
            self.read_engine = create_engine(url, module=driver, poolclass=QueuePool, pool_size=10)
            self._fleeting_engine = create_engine(url, module=driver, poolclass=QueuePool, pool_size=1)
            _prepare_sqlite(self.write_engine, driver, line)
            _prepare_sqlite(self._fleeting_engine, driver, line, lasting=False)
            _prepare_sqlite(self.read_engine, driver, line, writes=False)
        else:
            self.write_engine = self.read_engine = create_engine(self.url, pool_pre_ping=True)
            self._fleeting_engine = self.write_engine

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """Give a session that commits at the end of the block, or not at all; raises BusyError after some seconds."""
        with self._in_turn(), self._session(self.write_engine) as session, session.begin():
            yield session

    @contextmanager
    def fleeting_work(self) -> Iterator[Session]:
        """Give a session for what a power cut may take, such as counts of posts: nobody waits for the disk."""
        with self._in_turn(), self._session(self._fleeting_engine) as session, session.begin():
            if not self.is_sqlite:
                session.execute(text("SET LOCAL synchronous_commit = off"))
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if self._line is None:
            yield
            return
        try:
            with self._line.turn():
                yield
        except LineError as error:
            raise BusyError("BEGIN IMMEDIATE", None, error) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading, which takes no write lock."""
        with self._session(self.read_engine) as session:
            yield session
            session.rollback()

    def _session(self, engine: Engine) -> Session:
        return Session(engine, expire_on_commit=False, info=dict(self._info))

    def close(self) -> None:
        """Close all connections, so that the process ends cleanly."""
        self.write_engine.dispose()
        self._fleeting_engine.dispose()
        self.read_engine.dispose()
        if self._line is not None:
            self._line.close()


def insert_row(session: Session, table: type[Base], **values: object) -> None:
    """Insert one row at once, without the ORM's unit of work: on the way of every sending that costs most.

    Raises IntegrityError here and now, not at the end of the transaction.
    """
    session.connection().execute(insert(table.__table__), values)  # type: ignore[arg-type]  # Typed as any FROM.


def database() -> Database:
    """Give the database of the current app."""
    held: Database = current_app.extensions["portal.database"]
    return held


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Write in one transaction; raises ForgeryError in a POST whose token did not hold."""
    if has_request_context() and g.get("forged", False):
        raise ForgeryError
    with database().unit_of_work() as session:
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Read from the current app's database."""
    with database().reading() as session:
        yield session
