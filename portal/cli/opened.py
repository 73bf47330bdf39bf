"""What a command opens: settings, keys and database of this installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from portal.app import open_database
from portal.infra.db import Database
from portal.infra.keys import Keys, load_keys
from portal.settings import Face, Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """An installation in the hands of an administrator."""

    settings: Settings
    keys: Keys
    database: Database


@contextmanager
def opened() -> Iterator[Opened]:
    """Open what the settings name, and close it afterwards."""
    settings = Settings.from_environment(Face.WORKER)
    keys = load_keys(settings.keys, settings.face)
    database = open_database(settings, keys)
    try:
        yield Opened(settings, keys, database)
    finally:
        database.close()
