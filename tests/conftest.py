"""Fixtures of all tests: a prepared installation, on SQLite or on PostgreSQL, and people in front of it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from portal.accounts.services import passwords
from portal.cli.preparing import prepare_machine
from portal.infra.content_pack import ContentPack
from portal.infra.i18n import SOURCE_LANGUAGE, speaking
from portal.pack import load_pack
from portal.settings import PROJECT
from tests.careful_client import CarefulClient
from tests.installation import Installation

if TYPE_CHECKING:
    from tests.support_postgresql import PostgresqlServer

pytest_plugins = ["tests.support_network", "tests.support_postgresql", "tests.support_mail"]

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@dataclass(frozen=True)
class Prepared:
    """A folder and a database as `portal prepare` leaves them; tests work on copies."""

    folder: Path
    database: str
    sample_password: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the snapshots of routes and messages be written anew."""
    parser.addoption(
        "--write-snapshots", action="store_true", help="write routes.json and the message texts anew"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Add the markers that the harness itself reads."""
    config.addinivalue_line(
        "markers", "sqlite: on SQLite only, because the database makes no difference to it"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that needs a database on both, unless it says that one is enough."""
    if "database_kind" in metafunc.fixturenames and "database_kind" not in _given(metafunc):
        only = metafunc.definition.get_closest_marker("sqlite")
        metafunc.parametrize("database_kind", ["sqlite"] if only else BOTH, scope="session")


def _given(metafunc: pytest.Metafunc) -> set[str]:
    names = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    return {part.strip() for name in names for part in (name.split(",") if isinstance(name, str) else name)}


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a developer has set for the portal on this machine out of the tests."""
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def english_at_first() -> Iterator[None]:
    """Begin each test in English, whatever language the page had that the one before it asked for last."""
    with speaking(SOURCE_LANGUAGE):
        yield


@pytest.fixture(scope="session", autouse=True)
def real_password_hasher() -> Iterator[PasswordHasher]:
    """Hash cheaply, because tests sign in hundreds of times; give the portal's own hasher to its test."""
    real = passwords._HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(memory_cost=8, time_cost=1, parallelism=1))
        yield real


@pytest.fixture(scope="session")
def pack() -> ContentPack:
    """Load the content pack once."""
    return load_pack(PROJECT / "content", samples=True)


def _prepare(folder: Path, url: str, pack: ContentPack) -> str:
    """Prepare an installation as `make run` does; give the sample account's password."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_INSTANCE", str(folder))
        patch.setenv("PORTAL_DATABASE_URL", url)
        patch.setattr("portal.cli.preparing.load_pack", lambda *_place, **_parts: pack)
        return prepare_machine() or ""


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory, pack: ContentPack) -> Prepared:
    """Prepare an installation on SQLite once."""
    folder = tmp_path_factory.mktemp("prepared")
    return Prepared(
        folder, "portal.sqlite3", _prepare(folder, f"sqlite:///{folder / 'portal.sqlite3'}", pack)
    )


@pytest.fixture(scope="session")
def prepared_postgresql(
    tmp_path_factory: pytest.TempPathFactory, postgresql: "PostgresqlServer", pack: ContentPack
) -> Iterator[Prepared]:
    """Prepare an installation on PostgreSQL once."""
    folder = tmp_path_factory.mktemp("prepared-postgresql")
    with postgresql.database() as name:
        yield Prepared(folder, name, _prepare(folder, postgresql.address(name), pack))


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a database with the newest schema and the sample content, for one test alone."""
    if database_kind == "sqlite":
        prepared: Prepared = request.getfixturevalue("prepared_sqlite")
        shutil.copy(prepared.folder / prepared.database, tmp_path / prepared.database)
        yield f"sqlite:///{tmp_path / prepared.database}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    prepared = request.getfixturevalue("prepared_postgresql")
    with server.database(like=prepared.database) as name:
        yield server.address(name)


@pytest.fixture
def installation(
    database_kind: str, database_url: str, tmp_path: Path, pack: ContentPack, request: pytest.FixtureRequest
) -> Iterator[Installation]:
    """Give a whole installation for one test alone."""
    prepared: Prepared = request.getfixturevalue(f"prepared_{database_kind}")
    for part in ("keys", "index"):
        shutil.copytree(prepared.folder / part, tmp_path / part)
    made = Installation(tmp_path, database_url, pack)
    yield made
    made.close()


@pytest.fixture
def family(installation: Installation) -> CarefulClient:
    """Give the browser of a family."""
    return installation.family()


@pytest.fixture
def officer(installation: Installation) -> CarefulClient:
    """Give the browser of a triage officer who is signed in."""
    return installation.officer()
