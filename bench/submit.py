"""Sending requests under load: 50 families press “Send” at once, on the default database, with the worker running.

The drafts are filled in and “Check your answers” is open in each browser before the clock starts; what is measured is
the sending itself: receipt, sealed request, audit event and message in one commit, answered by a redirect. As many
processes serve families as `portal serve` starts; clients and servers share the machine. Then the time from the answer
to the moment in which the request stands in the queue.
"""

import argparse
import threading
import time
from collections.abc import Sequence
from statistics import quantiles

from sqlalchemy import func, select

import portal.referrals.models as tables
from bench.figures import figure
from bench.kill_referrals import CHECK, QUESTIONNAIRE
from bench.requesting.client import NO_ANSWER, Browser, RefusedError
from bench.requesting.drafts import waiting_drafts
from bench.requesting.faces import Site, kill, site
from portal.questionnaires.content import Questionnaires
from portal.settings import Face

_CLIENTS = 50
_SLOWEST_IN_QUEUE = 120


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; an answer that no family may expect is counted as an error."""
    parser = argparse.ArgumentParser(prog="bench submit", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=1_500)
    options = parser.parse_args(list(arguments))
    with site() as held:
        questionnaire = held.pack.of(Questionnaires).named(QUESTIONNAIRE)
        drafts = waiting_drafts(held.database, questionnaire, options.submissions + 1)
        check = held.address(CHECK)
        browsers = [
            Browser(held.port, draft, check, f"10.1.{number // 250}.{number % 250 + 1}")
            for number, draft in enumerate(drafts)
        ]
        running = [*held.start_public(), held.start(Face.WORKER)]
        try:
            held.wait_until_up()
            _measured(held, browsers)
        finally:
            kill(running)


def _measured(held: Site, browsers: Sequence[Browser]) -> None:
    for browser in browsers:
        browser.open_check()
    print(f"{len(browsers):,} requests are filled in; sending them", flush=True)
    _time_to_queue(held, browsers[0])
    seconds: list[float] = []
    errors: list[str] = []
    shares = [browsers[1 + number :: _CLIENTS] for number in range(_CLIENTS)]
    clients = [threading.Thread(target=_send_all, args=(share, seconds, errors)) for share in shares]
    started = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    spent = time.perf_counter() - started
    ordered = quantiles(seconds, n=100)
    figure("submit.rate", len(seconds) / spent, "submissions/s", ">= 100")
    figure("submit.p50", ordered[49] * 1000, "ms", "none")
    figure("submit.p95", ordered[94] * 1000, "ms", "<= 1000")
    figure("submit.errors", len(errors), "errors", "<= 0")
    for error in sorted(set(errors)):
        print(error)
    started = time.perf_counter()
    while _in_queue(held) < len(seconds) + 1 and time.perf_counter() - started < _SLOWEST_IN_QUEUE:
        time.sleep(0.2)
    figure("submit.all-in-queue-after", time.perf_counter() - started, "s", "none")


def _send_all(browsers: Sequence[Browser], seconds: list[float], errors: list[str]) -> None:
    for browser in browsers:
        started = time.perf_counter()
        try:
            browser.send()
        except (RefusedError, *NO_ANSWER) as error:
            errors.append(f"{type(error).__name__}: {error}")
        else:
            seconds.append(time.perf_counter() - started)


def _time_to_queue(held: Site, browser: Browser) -> None:
    """Measure one sending to a site that is at rest, from the answer to the row in the queue."""
    browser.send()
    started = time.perf_counter()
    while not _in_queue(held) and time.perf_counter() - started < _SLOWEST_IN_QUEUE:
        time.sleep(0.02)
    figure("submit.in-queue-after", time.perf_counter() - started, "s", "<= 5")


def _in_queue(held: Site) -> int:
    with held.database.reading() as session:
        return session.scalar(select(func.count()).select_from(tables.Referral)) or 0
