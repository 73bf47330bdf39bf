"""One search request with all facets through the whole application, on generated activities."""

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from flask.testing import FlaskClient

from bench.generated import SEED, Words, generated_listings, points_of
from portal.activities.jobs import rebuild
from portal.activities.services import publish_listings
from portal.app import create_public_app, open_database
from portal.infra.clock import now
from portal.infra.db import Base
from portal.infra.keys import load_keys, make_keys
from portal.pack import load_pack
from portal.places.rules import Places
from portal.settings import PROJECT, Face, Settings
from portal.taxonomy.content import Taxonomy

GOAL_MILLISECONDS = 25
_ROUNDS = 5
_EACH = 12


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a missed goal is printed, never an error."""
    parser = argparse.ArgumentParser(prog="bench search", description=__doc__)
    parser.add_argument("--sizes", default="10000", help="numbers of activities, such as 1000,10000")
    for size in map(int, parser.parse_args(list(arguments)).sizes.split(",")):
        measure(size)


def measure(size: int) -> None:
    """Measure one size."""
    name = f"{size // 1000}k" if size % 1000 == 0 else str(size)
    chance = random.Random(SEED)
    words = Words(chance)
    with tempfile.TemporaryDirectory() as folder, _served(size, words, Path(folder), name) as client:
        addresses = _addresses(words, chance)
        cold = [_milliseconds(client, address) for address in addresses]
        warm = [_milliseconds(client, address) for _round in range(_ROUNDS) for address in addresses]
        page = client.get(addresses[0])
        sent = len(gzip.compress(page.get_data(), 6))
    _figure(f"search.p50.{name}", median(warm), "ms", f"<= {GOAL_MILLISECONDS}")
    _figure(f"search.p95.{name}", quantiles(warm, n=20)[-1], "ms", f"<= {2 * GOAL_MILLISECONDS}")
    _figure(f"search.first-time.p50.{name}", median(cold), "ms", f"<= {2 * GOAL_MILLISECONDS}")
    _figure(f"search.html.{name}", sent / 1000, "kB", "<= 10")


@contextmanager
def _served(size: int, words: Words, folder: Path, name: str) -> Iterator[FlaskClient]:
    """Give a client of the families' app with so many activities."""
    settings = Settings.from_environment(
        Face.PUBLIC, {"PORTAL_INSTANCE": str(folder), "PORTAL_LOG_LEVEL": "ERROR"}
    )
    make_keys(settings.keys)
    keys = load_keys(settings.keys, Face.PUBLIC)
    pack = load_pack(settings.content)
    database = open_database(settings, keys)
    Base.metadata.create_all(database.write_engine)
    places, taxonomy = pack.of(Places), pack.of(Taxonomy)
    listings = list(generated_listings(size, taxonomy, places, points_of(PROJECT / "content"), words))
    with database.unit_of_work() as session:
        publish_listings(session, listings, now=now(), actor="bench")
    built = rebuild(database, settings.index, keys.index_key, pack)
    _figure(f"search.build.{name}", built.seconds, "s", "<= 60" if size <= 10_000 else "none")
    app = create_public_app(settings, pack)
    yield app.test_client()
    app.extensions["portal.database"].close()
    database.close()


def _addresses(words: Words, chance: random.Random) -> list[str]:
    """Give searches of all kinds: words and choices, frequent and rare, well and badly spelt, near and anywhere."""
    searches: list[dict[str, object]] = [{}]
    facets: dict[str, object] = {"tier": ["universal", "targeted"], "age": "8-10", "need": "autism"}
    for place in range(_EACH):
        common = words.all[place]
        rare = words.rare(place)
        near = {"near": chance.choice(("leominster", "HR6 8", "ross_on_wye", "HR1 2")), "within": "10"}
        searches += [
            {"q": common},
            {"q": rare},
            {"q": f"{common} {words.all[place + 30]}"},
            {"q": rare[:2] + rare[3:]},
            {"q": common[:-2]},
            facets | {"day": "saturday"},
            {"q": common} | facets | near,
            {"q": rare} | near | {"access": ["hoist", "step_free_entrance"]},
            {"type": "swimming", "page": place},
        ]
    addresses = [f"/activities?{urlencode(search, doseq=True)}" for search in searches]
    chance.shuffle(addresses)
    return addresses


def _milliseconds(client: FlaskClient, address: str) -> float:
    started = time.perf_counter()
    status = client.get(address).status_code
    spent = (time.perf_counter() - started) * 1000
    if status != 200:
        raise SystemExit(f"{address} answered {status}")
    return spent


def _figure(name: str, value: float, unit: str, goal: str) -> None:
    print(f"figure {name} {value:.1f} {unit} goal {goal}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
