"""A full rebuild of the index by `portal index rebuild`, with families searching all the while."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient

from bench.figures import figure, size_name
from bench.serving.addresses import different_addresses
from bench.serving.installation import Installation, installation
from portal.app import create_public_app
from portal.settings import PROJECT

_COMPARED = 20
_PAUSE_SECONDS = 0.05


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a missed goal is printed, never an error."""
    parser = argparse.ArgumentParser(prog="bench build", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=10_000, help="number of activities")
    options = parser.parse_args(list(arguments))
    with tempfile.TemporaryDirectory() as folder, installation(options.size, Path(folder)) as held:
        seconds, times, wrong = _rebuilt(held)
    name = size_name(options.size)
    goal = "<= 60" if options.size <= 10_000 else "none"
    figure(f"build.alone.{name}", held.report.seconds, "s", goal)
    figure(f"build.with-searches.{name}", seconds, "s", goal)
    figure(f"build.searches-meanwhile.{name}", len(times), "searches", "none")
    figure(f"build.wrong-answers-meanwhile.{name}", wrong, "searches", "<= 0")
    figure(f"build.search-meanwhile.p50.{name}", median(times) * 1000, "ms", "none")


def _rebuilt(held: Installation) -> tuple[float, list[float], int]:
    """Rebuild in a process of its own; gives its seconds, those of each search, and how many answers were wrong."""
    app = create_public_app(held.settings, held.pack)
    client = app.test_client()
    some = different_addresses(held.words)
    addresses = [next(some) for _address in range(_COMPARED)]
    expected = {address: _heading(client, address) for address in addresses}
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.cli", "index", "rebuild"],
        env={**os.environ, **held.environment},
        cwd=PROJECT,
    )
    times: list[float] = []
    wrong = 0
    while process.poll() is None:
        address = addresses[len(times) % len(addresses)]
        asked = time.perf_counter()
        wrong += _heading(client, address) != expected[address]
        times.append(time.perf_counter() - asked)
        # Half of a machine with two cores is for the build.
        time.sleep(_PAUSE_SECONDS)
    seconds = time.monotonic() - started
    if process.returncode:
        raise SystemExit("the rebuild failed")
    app.extensions["portal.database"].close()
    return seconds, times, wrong


def _heading(client: FlaskClient, address: str) -> str:
    """Give the status and the heading of an answer, which says how many results there are."""
    answer = client.get(address)
    return f"{answer.status_code} {answer.get_data(as_text=True).partition('<h1')[2].partition('</h1>')[0]}"
