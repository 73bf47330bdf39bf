"""An installation of another council, with the small pack of tests/packs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.cli.preparing import prepare_machine
from portal.infra.content_pack import ContentPack
from portal.pack import load_pack
from portal.settings import PROJECT
from tests.installation import Installation

FOLDER = PROJECT / "tests" / "packs" / "small"


@pytest.fixture(scope="session")
def small_pack() -> ContentPack:
    """Load the small pack once."""
    return load_pack(FOLDER, samples=True)


@pytest.fixture
def small(tmp_path: Path, small_pack: ContentPack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """Give an installation of the other council, prepared as `make run` does it."""
    url = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PORTAL_DATABASE_URL", url)
    monkeypatch.setenv("PORTAL_CONTENT", str(FOLDER))
    prepare_machine()
    made = Installation(tmp_path, url, small_pack, {"PORTAL_CONTENT": str(FOLDER)})
    yield made
    made.close()
