"""A whole installation in a folder of its own: keys, database, content, index, both faces and the worker."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import func, select
from werkzeug.routing import Rule

from portal.accounts.queries import user_by_email
from portal.accounts.services import add_user
from portal.app import create_public_app, create_staff_app, open_database
from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.content_pack import ContentPack
from portal.infra.db import Base, Database
from portal.infra.keys import Keys, load_keys
from portal.settings import Face, Settings
from portal.worker import jobs_of
from tests.careful_client import CarefulClient

PASSWORD = "three random words suffice"


class _Compiled(BytecodeCache):
    """Keeps compiled templates for all apps of the run, as a process that lives for days does."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class _KnownRule(Rule):
    """An address that is compiled once for all apps of the run; else that is most of the start of an app."""

    _known: ClassVar[dict[tuple[str, str], Rule]] = {}

    def compile(self) -> None:
        """Take what was compiled for an address of the same words."""
        key = (self.rule, repr((self.defaults, self.strict_slashes, self.merge_slashes, self.subdomain)))
        known = self._known.get(key)
        if known is None:
            super().compile()
            self._known[key] = self
            return
        for name in ("_parts", "_trace", "_converters", "arguments"):
            setattr(self, name, getattr(known, name))
        for name in ("_build", "_build_unknown"):
            setattr(self, name, getattr(known, name).__func__.__get__(self))


# Flask's own way to say what an app's addresses are made of.
Flask.url_rule_class = _KnownRule


@dataclass
class Installation:
    """What `make run` prepares, without its processes; each part is opened when a test first asks for it."""

    folder: Path
    database_url: str
    pack: ContentPack
    environment: Mapping[str, str] = field(default_factory=dict)

    def settings(self, face: Face) -> Settings:
        """Give the settings of a process, read as the process reads them."""
        own = {"PORTAL_INSTANCE": str(self.folder), "PORTAL_DATABASE_URL": self.database_url}
        return Settings.from_environment(face, {**own, **self.environment})

    @cached_property
    def public(self) -> Flask:
        """Give the families' app."""
        return self._careful(create_public_app(self.settings(Face.PUBLIC), self.pack))

    @cached_property
    def staff(self) -> Flask:
        """Give the staff's app."""
        return self._careful(create_staff_app(self.settings(Face.STAFF), self.pack))

    @cached_property
    def keys(self) -> Keys:
        """Give the worker's keys."""
        return load_keys(self.folder / "keys", Face.WORKER)

    @cached_property
    def database(self) -> Database:
        """Give the database as the worker opens it."""
        return open_database(self.settings(Face.WORKER), self.keys)

    def family(self) -> CarefulClient:
        """Give the browser of a family."""
        return self._client(self.public)

    def visitor_of_staff(self) -> CarefulClient:
        """Give a browser on the staff face in which nobody is signed in."""
        return self._client(self.staff)

    def officer(self, *roles: Role, name: str = "Officer One") -> CarefulClient:
        """Give the browser of a member of staff with these roles, signed in through the form."""
        roles = roles or (Role.TRIAGE_OFFICER,)
        email = f"{name.lower().replace(' ', '.')}.{'.'.join(roles)}@orchard.example.org".replace("_", "-")
        with self.database.unit_of_work() as session:
            if user_by_email(session, email) is None:
                add_user(session, now=now(), email=email, name=name, password=PASSWORD, roles=roles)
        client = self.visitor_of_staff()
        client.visit("/sign-in")
        client.press("Sign in", {"email": email, "password": PASSWORD})
        assert client.heading == "Your work", client.text
        return client

    def work(self) -> int:
        """Run every job of the worker once, faults raised; give how much was done."""
        settings = self.settings(Face.WORKER)
        return sum(job.run() or 0 for job in jobs_of(settings, self.pack, self.keys, self.database))

    def mails(self) -> list[Path]:
        """Give the messages that were handed over, oldest first."""
        return sorted((self.folder / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)

    def row_counts(self) -> dict[str, int]:
        """Give how many rows each table has."""
        with self.database.reading() as session:
            tables = Base.metadata.sorted_tables
            return {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables
            }

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give every row of every table, for comparing before and after."""
        with self.database.reading() as session:
            return {
                table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
                for table in Base.metadata.sorted_tables
            }

    def close(self) -> None:
        """Close what was opened."""
        for name in ("public", "staff"):
            if name in self.__dict__:
                self.__dict__[name].extensions["portal.database"].close()
        if "database" in self.__dict__:
            self.database.close()

    def _careful(self, app: Flask) -> Flask:
        app.test_client_class = CarefulClient
        app.jinja_env.bytecode_cache = _COMPILED
        # A fault in a view fails the test with its own traceback.
        app.config["PROPAGATE_EXCEPTIONS"] = True
        return app

    @staticmethod
    def _client(app: Flask) -> CarefulClient:
        client = app.test_client()
        assert isinstance(client, CarefulClient)
        return client


@contextmanager
def error_pages(app: Flask) -> Iterator[None]:
    """Answer faults with the page that a family sees, as a real process does."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        yield
    finally:
        app.config["PROPAGATE_EXCEPTIONS"] = True
