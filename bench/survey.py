"""100,000 survey responses with 20 questions: cross tables cold and warm, an import of 10,000 rows, memory.

On SQLite and on PostgreSQL. "Cold" is the first look of a process, which reads the two questions; "warm" is any later
one, which only compares the keys. Each cross table is checked against one that SQL counts. Memory is of a process that
crosses and of one that imports, from its start. "Just after the load" is a cold table with three filters before
PostgreSQL has tidied up; it does so by itself within a minute or two.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from bench.figures import figure
from bench.requesting.faces import Site, site_on
from bench.surveying.answers import answer_file, fill, tidy
from bench.surveying.process import CROSSING, IMPORTING

_ROWS = 10_000


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a wrong cross table ends it."""
    parser = argparse.ArgumentParser(prog="bench survey", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--responses", type=int, default=100_000)
    options = parser.parse_args(list(arguments))
    for kind in options.databases.split(","):
        with site_on(kind) as held:
            print(f"{kind}: filling in {options.responses:,} responses", flush=True)
            figure(f"survey.{kind}.load", fill(held.database, options.responses), "s", "none")
            at_once = _process(held, CROSSING)
            figure(f"survey.{kind}.with-three-filters-just-after-the-load", at_once["filtered"], "s", "none")
            tidy(held.database)
            crossing = _process(held, CROSSING)
            figure(f"survey.{kind}.cross-cold", crossing["cold"], "s", "<= 1")
            figure(f"survey.{kind}.cross-cold-with-three-filters", crossing["filtered"], "s", "<= 1")
            figure(f"survey.{kind}.cross-warm", crossing["warm"], "s", "<= 1")
            figure(f"survey.{kind}.cross-after-one-more-response", crossing["after"], "s", "<= 1")
            figure(f"survey.{kind}.all-20-questions-cold", crossing["all"], "s", "none")
            figure(f"survey.{kind}.cross-memory", crossing["memory"], "MB", "<= 300")
            importing = _process(held, IMPORTING, str(answer_file(held.settings.instance, _ROWS)))
            figure(f"survey.{kind}.import-10k", importing["seconds"], "s", "<= 20")
            figure(f"survey.{kind}.import-10k-refused", importing["refused"], "lines", "none")
            figure(f"survey.{kind}.import-memory", importing["memory"], "MB", "<= 300")


def _process(held: Site, *words: str) -> dict[str, float]:
    """Run one part in a process of its own, whose memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.surveying.process", *words],
        env={**os.environ, **held.environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}
