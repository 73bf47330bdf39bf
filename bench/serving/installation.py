"""A whole installation with generated activities in a folder of its own."""

import random
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.generated import SEED, Words, generated_listings, generated_organisations, pools_of
from portal.activities.jobs import IndexReport, rebuild
from portal.activities.rules.listing import Listing
from portal.activities.services import publish_listings
from portal.app import open_database
from portal.infra.clock import now
from portal.infra.content_pack import ContentPack
from portal.infra.db import Base, Database
from portal.infra.keys import load_keys, make_keys
from portal.pack import load_pack
from portal.places.rules import Places
from portal.providers.services import publish_organisations
from portal.settings import PROJECT, Face, Settings
from portal.taxonomy.content import Taxonomy


@dataclass(frozen=True, slots=True)
class Installation:
    """An installation that is ready to serve families."""

    settings: Settings
    environment: Mapping[str, str]
    pack: ContentPack
    database: Database
    words: Words
    listings: Sequence[Listing]
    report: IndexReport


@contextmanager
def installation(size: int, folder: Path) -> Iterator[Installation]:
    """Make an installation with so many activities, published and indexed."""
    environment = {
        "PORTAL_INSTANCE": str(folder),
        "PORTAL_LOG_LEVEL": "ERROR",
        "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
    }
    settings = Settings.from_environment(Face.PUBLIC, environment)
    make_keys(settings.keys)
    keys = load_keys(settings.keys, Face.PUBLIC)
    pack = load_pack(settings.content)
    database = open_database(settings, keys)
    Base.metadata.create_all(database.write_engine)
    words = Words(random.Random(SEED))
    pools = pools_of(PROJECT / "content", pack.of(Taxonomy), pack.of(Places))
    organisations = generated_organisations(size, words)
    listings = list(generated_listings(size, pools, words, organisations))
    with database.unit_of_work() as session:
        publish_organisations(session, organisations)
        publish_listings(session, listings, now=now(), actor="bench")
    print(f"{size:,} activities are published; building their index", flush=True)
    report = rebuild(database, settings.index, keys.index_key, pack)
    try:
        yield Installation(settings, environment, pack, database, words, listings, report)
    finally:
        database.close()


def free_port() -> int:
    """Give a port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
