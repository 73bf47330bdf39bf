"""One search request with all facets through the whole application, on generated activities."""

import argparse
import gzip
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from flask.testing import FlaskClient

from bench.figures import figure, size_name
from bench.generated import SEED, Words
from bench.serving.installation import installation
from portal.app import create_public_app

GOAL_MILLISECONDS = 25
_ROUNDS = 5
_EACH = 12


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a missed goal is printed, never an error."""
    parser = argparse.ArgumentParser(prog="bench search-page", description=__doc__)
    parser.add_argument("--sizes", default="10000", help="numbers of activities, such as 1000,10000")
    for size in map(int, parser.parse_args(list(arguments)).sizes.split(",")):
        measure(size)


def measure(size: int) -> None:
    """Measure one size."""
    name = size_name(size)
    with tempfile.TemporaryDirectory() as folder, installation(size, Path(folder)) as held:
        app = create_public_app(held.settings, held.pack)
        client = app.test_client()
        addresses = _addresses(held.words, random.Random(SEED))
        cold = [_milliseconds(client, address) for address in addresses]
        warm = [_milliseconds(client, address) for _round in range(_ROUNDS) for address in addresses]
        sent = len(gzip.compress(client.get(addresses[0]).get_data(), 6))
        app.extensions["portal.database"].close()
    figure(f"search-page.p50.{name}", median(warm), "ms", f"<= {GOAL_MILLISECONDS}")
    figure(f"search-page.p95.{name}", quantiles(warm, n=20)[-1], "ms", f"<= {2 * GOAL_MILLISECONDS}")
    figure(f"search-page.first-time.p50.{name}", median(cold), "ms", f"<= {2 * GOAL_MILLISECONDS}")
    figure(f"search-page.html.{name}", sent / 1000, "kB", "<= 10")


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
