"""The search page against a bare Flask "hello" on the same server: new searches, asked before, with a token.

Two server processes with the portal's own server settings, one client process that keeps eight connections open, and
turns: hello, new, asked before, with a token, hello again. A ratio is that of a turn to the mean of the hellos before
and after it; the figure is the median of all turns. The client shares the machine with the server, which costs
"hello" more than a page, so the ratios are a little kind to the page.

The server is warm: each word, misspelling, place and choice was asked for once by itself, as after its first day. The
new searches put them together in ways that nobody asked before, so none of their answers is kept.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from statistics import median

from bench.figures import figure, size_name
from bench.serving.addresses import different_addresses, repeated_addresses, warming_addresses
from bench.serving.client import ask_all, requests_per_second
from bench.serving.installation import free_port, installation
from bench.serving.server import WITH_TOKEN, server

_GOALS = {"new": ">= 0.45", "asked-before": ">= 0.8", "with-token": ">= 0.3"}


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a missed goal is printed, an answer that is not 200 is an error."""
    parser = argparse.ArgumentParser(prog="bench page", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=10_000, help="number of activities")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each turn lasts")
    options = parser.parse_args(list(arguments))
    with (
        tempfile.TemporaryDirectory() as folder,
        installation(options.size, Path(folder)) as held,
        server("hello", free_port(), held.environment) as hello,
        server("portal", free_port(), held.environment) as pages,
    ):
        print("asking once for each word and choice", flush=True)
        ask_all(pages, warming_addresses(held.words))
        new = different_addresses(held.words)
        turns: dict[str, tuple[Iterator[str], str]] = {
            "new": (new, ""),
            "asked-before": (repeated_addresses(held.words), ""),
            # New searches as well: what is kept of a page must not hold a token.
            "with-token": (new, WITH_TOKEN),
        }
        found: dict[str, list[float]] = {name: [] for name in turns}
        floors: list[float] = []
        _turn(hello, repeat("/"), "", options.seconds)
        for addresses, heads in turns.values():
            _turn(pages, addresses, heads, options.seconds)
        for number in range(options.rounds):
            before = _turn(hello, repeat("/"), "", options.seconds)
            for name, (addresses, heads) in turns.items():
                rate = _turn(pages, addresses, heads, options.seconds)
                after = _turn(hello, repeat("/"), "", options.seconds)
                floors.append((before + after) / 2)
                found[name].append(rate / floors[-1])
                before = after
            print(f"round {number + 1} of {options.rounds}", flush=True)
    name = size_name(options.size)
    figure(f"page.hello.{name}", median(floors), "requests/s", "none")
    for turn, ratios in found.items():
        figure(f"page.{turn}.{name}", median(ratios), "of hello", _GOALS[turn])


def _turn(port: int, addresses: Iterator[str], heads: str, seconds: float) -> float:
    return requests_per_second(port, addresses, seconds, heads)
