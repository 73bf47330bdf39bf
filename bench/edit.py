"""How soon an edited activity is found: in the process that edited it, and in another one.

Each edit puts a word into a name that no activity had before. The clock starts when the edit is committed and stops
when a search for the word gives the activity; a poll that comes too early counts until the one that finds it.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from os import environ
from pathlib import Path
from statistics import median

from flask import Flask

from bench.figures import figure, size_name
from bench.serving.installation import Installation, installation
from portal.activities.queries import find_activities
from portal.activities.rules.criteria import Criteria
from portal.activities.rules.listing import Listing
from portal.activities.services import publish_listings
from portal.app import create_public_app
from portal.infra.clock import now
from portal.infra.db import Database, reading
from portal.settings import PROJECT, Face, Settings

_LONGEST_SECONDS = 10.0
_POLL_SECONDS = 0.002
_ENDINGS = "bcdfghjklmnpqrstvwxz"


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a missed goal is printed, never an error."""
    parser = argparse.ArgumentParser(prog="bench edit", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=10_000, help="number of activities")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--poll", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(list(arguments))
    if options.poll:
        _poll(create_public_app(Settings.from_environment(Face.PUBLIC)))
        return
    with tempfile.TemporaryDirectory() as folder, installation(options.size, Path(folder)) as held:
        here, there, written = _measured(held, options.edits)
    name = size_name(options.size)
    figure(f"edit.publish.p50.{name}", median(written) * 1000, "ms", "none")
    figure(f"edit.same-process.p50.{name}", median(here) * 1000, "ms", "<= 10")
    figure(f"edit.same-process.max.{name}", max(here) * 1000, "ms", "<= 10")
    figure(f"edit.other-process.p50.{name}", median(there) * 1000, "ms", "<= 1000")
    figure(f"edit.other-process.max.{name}", max(there) * 1000, "ms", "<= 1000")


def _measured(held: Installation, edits: int) -> tuple[list[float], list[float], list[float]]:
    """Give the seconds until an edit was found here and there, and those that writing it took."""
    app = create_public_app(held.settings, held.pack)
    database: Database = app.extensions["portal.database"]
    here: list[float] = []
    there: list[float] = []
    written: list[float] = []
    with _poller(held) as poller, app.test_request_context("/"):
        _found(Criteria(words="children"))
        for number in range(edits):
            word = f"zyxo{_ENDINGS[number % 20]}{_ENDINGS[number // 20 % 20]}ub"
            assert poller.stdin is not None
            assert poller.stdout is not None
            poller.stdin.write(f"{word}\n")
            poller.stdin.flush()
            started = time.monotonic()
            committed = _edited(database, held.listings[number * 7 % len(held.listings)], word)
            here.append(_seconds_until_found(word) - committed)
            written.append(committed - started)
            there.append(float(poller.stdout.readline()) - committed)
            time.sleep(0.05)
    database.close()
    return here, there, written


def _edited(database: Database, listing: Listing, word: str) -> float:
    changed = replace(listing, name=f"{listing.name} {word}")
    with database.unit_of_work() as session:
        publish_listings(session, [changed], now=now(), actor="bench")
    return time.monotonic()


def _seconds_until_found(word: str) -> float:
    """Give the moment, on the clock that all processes share, at which a search gives the activity."""
    wanted = Criteria(words=word, exact=True)
    started = time.monotonic()
    while not _found(wanted) and time.monotonic() - started < _LONGEST_SECONDS:
        time.sleep(_POLL_SECONDS)
    return time.monotonic()


def _found(criteria: Criteria) -> bool:
    with reading() as session:
        return find_activities(session, criteria, now=now()).total > 0


@contextmanager
def _poller(held: Installation) -> Iterator["subprocess.Popen[str]"]:
    """Run a second process that looks for the words that it is told."""
    command = [sys.executable, "-m", "bench", "edit", "--poll"]
    process = subprocess.Popen(
        command,
        env={**environ, **held.environment},
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _poll(app: Flask) -> None:
    with app.test_request_context("/"):
        _found(Criteria(words="children"))
        print("ready", flush=True)
        for line in sys.stdin:
            print(_seconds_until_found(line.strip()), flush=True)
