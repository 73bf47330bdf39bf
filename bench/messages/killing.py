"""Workers that send what waits in an outbox, each killed after a few requests."""

import json
import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import urlopen

from sqlalchemy import select

from bench.messages.notify import EMAIL_TEMPLATE, KEY, SMS_TEMPLATE, Notify, seldom
from portal.infra.db import Base, Database
from portal.infra.keys import load_keys, make_keys
from portal.infra.mail import NotifyAccount, NotifyMail
from portal.notifications.content import MessageTexts, load
from portal.notifications.jobs import send_waiting
from portal.notifications.models import OutgoingMessage
from portal.notifications.rules import Channel, Message
from portal.notifications.services import SEALER, queue_message
from portal.settings import PROJECT, Face

MESSAGES, LEAST_KILLS = 600, 50
_KILLS = 60
_REFUSES, _LOSES = 0.1, 0.1
# A provider takes a moment to answer, and a kill is to fall into that moment too.
_ANSWER_SECONDS = 0.006
_MOST_SECONDS = 60.0
# Three minutes of the outbox pass in a second, so that a lease and a few waits fit into the run.
_SPEED, _START = 200, datetime(2026, 11, 23, 9, tzinfo=UTC)
_STANDING = {
    "address": "https://shortbreaks.example.org/status",
    "phone": "01632 960120",
    "council": "A council",
}


class NeverAsks(NotifyMail):
    """The control: a worker that does not ask Notify before it tries again."""

    def has(self, reference: str) -> bool:
        """Say no without asking."""
        return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; `taken` is how often the provider took each reference."""

    kills: int
    requests: int
    seconds: float
    statuses: Mapping[str, int]
    taken: Mapping[str, int]

    @property
    def lost(self) -> int:
        """Count the messages that the provider never took."""
        return MESSAGES - len(self.taken)

    @property
    def twice(self) -> int:
        """Count the messages that somebody got more than once."""
        return sum(1 for times in self.taken.values() if times > 1)


@dataclass(frozen=True, slots=True)
class Outbox:
    """A database with messages that wait, in a folder of its own."""

    folder: Path
    texts: MessageTexts

    @contextmanager
    def opened(self) -> Iterator[Database]:
        """Open it for one process and close it again."""
        keys = load_keys(self.folder / "keys", Face.WORKER)
        database = Database(f"sqlite:///{self.folder / 'outbox.sqlite3'}", {SEALER: keys.seal_for_worker})
        try:
            yield database
        finally:
            database.close()

    def statuses(self) -> Mapping[str, int]:
        """Count the messages by where they stand."""
        with self.opened() as database, database.reading() as session:
            return Counter(session.scalars(select(OutgoingMessage.status)))

    def work(self, mail: NotifyMail, clock: Callable[[], datetime]) -> None:
        """Send until the process is killed."""
        opener = load_keys(self.folder / "keys", Face.WORKER).opener
        with self.opened() as database:
            while True:
                given = {"opener": opener, "texts": self.texts, "mail": mail, "standing": _STANDING}
                if not send_waiting(database, now=clock(), most=10, **given):  # type: ignore[arg-type]
                    time.sleep(0.01)


def filled_outbox(folder: Path) -> Outbox:
    """Make an outbox with e-mails and texts of several kinds and languages."""
    make_keys(folder / "keys")
    outbox = Outbox(folder, load(PROJECT / "content", frozenset()))
    kinds = sorted(kind for kind, text in outbox.texts.by_kind.items() if "%(link)s" not in text.body)
    with outbox.opened() as database:
        Base.metadata.create_all(database.write_engine)
        with database.unit_of_work() as session:
            for number in range(MESSAGES):
                text = number % 3 == 0
                message = Message(
                    kinds[number % len(kinds)],
                    Channel.SMS if text else Channel.EMAIL,
                    f"07700 900{number:03}" if text else f"family.{number}@example.org",
                    ("en", "pl")[number % 2],
                    {"reference": "SB-7K3M-92QX-4HTD", "day": "Friday 4 December 2026"},
                )
                # Each language is read once, here, and not by every worker that lives for a moment.
                outbox.texts.written(message, _STANDING)
                queue_message(session, now=_START, message=message)
    return outbox


def run(folder: Path, kind: type[NotifyMail], seed: int) -> Outcome:
    """Send all messages through a provider that fails, killing the worker again and again."""
    outbox, chance = filled_outbox(folder), Random(seed)
    started = time.monotonic()
    with _provider(Random(seed + 1)) as (address, requests):

        def clock() -> datetime:
            return _START + timedelta(seconds=(time.monotonic() - started) * _SPEED)

        def worker() -> None:
            account = NotifyAccount(KEY, EMAIL_TEMPLATE, SMS_TEMPLATE, address)
            outbox.work(kind(account), clock)

        kills = 0
        while outbox.statuses().get("waiting") and time.monotonic() - started < _MOST_SECONDS:
            more = chance.randint(3, 12) if kills < _KILLS else MESSAGES
            with _forked(worker):
                _wait_for(requests, requests.value + more)
                time.sleep(chance.uniform(0, 3 * _ANSWER_SECONDS))
            kills += 1
        # An answer that was lost may still be on its way to the provider's list.
        time.sleep(0.2)
        with urlopen(f"{address}/counts") as answer:
            taken = json.load(answer)
        return Outcome(kills, requests.value, time.monotonic() - started, outbox.statuses(), taken)


@contextmanager
def _provider(chance: Random) -> Iterator[tuple[str, Any]]:
    """Run the imitation in a process of its own; gives its address and the number of requests so far."""
    requests = multiprocessing.Value("L", 0)
    notify = Notify(seldom(chance, _REFUSES, _LOSES), _ANSWER_SECONDS)

    def count() -> None:
        with requests.get_lock():
            requests.value += 1

    notify.on_request = count
    server = notify.serve()
    with _forked(server.serve_forever):
        port = server.server_address[1]
        server.server_close()
        yield f"http://127.0.0.1:{port}", requests


@contextmanager
def _forked(act: Callable[[], object]) -> Iterator[None]:
    """Run something in a process that is killed at the end."""
    process = os.fork()
    if process == 0:
        try:
            act()
        finally:
            os._exit(1)
    try:
        yield
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _wait_for(requests: Any, number: int, most: float = 1.5) -> None:
    """Wait until the provider was asked so often, or nothing is due for a while."""
    until = time.monotonic() + most
    while requests.value < number and time.monotonic() < until:
        time.sleep(0.001)
