"""Requests that are sent while the server is killed: nothing that was acknowledged is lost, nothing comes twice.

Families press “Send” on a real server, and press again when nobody answers. Both the family face and the worker
are killed (SIGKILL) at random moments while at least one sending is on its way, and started again. In the end every
reference that a family read must stand once in the queue, with its audit event and its one message; what was never
acknowledged may be there, but not twice. Messages lie as files, which are counted. SQLite and PostgreSQL.
"""

import argparse
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import time_machine
from sqlalchemy import select

import portal.referrals.models as tables
from bench.figures import figure
from bench.generated import SEED
from bench.requesting.client import NO_ANSWER, Browser, RefusedError
from bench.requesting.drafts import waiting_drafts
from bench.requesting.faces import Site, kill, site_on
from portal.audit.models import AuditEvent
from portal.infra.clock import now
from portal.notifications.rules import LEASE
from portal.questionnaires.content import Questionnaires
from portal.settings import Face
from portal.worker import jobs_of

QUESTIONNAIRE, CHECK = "referral", "referrals.parent.check"
_REFERENCE = re.compile(r"SB-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
_CLIENTS = 8
_PAUSE = 0.2
_AGAIN = 0.3
# With 200 submissions this gives some thirty kills.
_MOST_BETWEEN = 10
_LONGEST = 600


@dataclass
class _Run:
    """What happened, shared by all threads."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    repeats: int = 0
    kills: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    in_flight: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


def main(arguments: Sequence[str] = ()) -> None:
    """Run on both databases and print; anything lost or doubled is a missed goal of 0."""
    parser = argparse.ArgumentParser(prog="bench kill-referrals", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--databases", default="sqlite,postgresql")
    options = parser.parse_args(list(arguments))
    for kind in options.databases.split(","):
        with site_on(kind) as held:
            _report(kind, held, _killed_and_sent(held, options.submissions))


def _killed_and_sent(held: Site, submissions: int) -> _Run:
    questionnaire = held.pack.of(Questionnaires).named(QUESTIONNAIRE)
    drafts = waiting_drafts(held.database, questionnaire, submissions)
    check, run = held.address(CHECK), _Run()
    browsers = [
        Browser(held.port, draft, check, f"10.0.{number // 250}.{number % 250 + 1}")
        for number, draft in enumerate(drafts)
    ]
    killer = threading.Thread(target=_keep_killing, args=(held, run), daemon=True)
    killer.start()
    shares = [browsers[number::_CLIENTS] for number in range(_CLIENTS)]
    families = [
        threading.Thread(target=_send_all, args=(share, run, number), daemon=True)
        for number, share in enumerate(shares)
    ]
    for one in families:
        one.start()
    for one in families:
        one.join(_LONGEST)
    run.is_over.set()
    run.in_flight.release()
    killer.join()
    if len(run.acknowledged) < submissions:
        raise SystemExit(f"only {len(run.acknowledged)} of {submissions} were acknowledged in time")
    return run


def _send_all(browsers: Sequence[Browser], run: _Run, number: int) -> None:
    chance = random.Random(SEED + number)
    for browser in browsers:
        time.sleep(chance.random() * _PAUSE)
        reference = _sent_at_last(browser, run)
        with run.lock:
            run.acknowledged[browser.draft.key] = reference


def _sent_at_last(browser: Browser, run: _Run) -> str:
    """Press the button until there is a receipt to read, as a family does."""
    while True:
        try:
            if not browser.form:
                browser.open_check()
            run.in_flight.release()
            return browser.reference(browser.send())
        except NO_ANSWER:
            with run.lock:
                run.repeats += 1
        except RefusedError as error:
            with run.lock:
                run.refused[str(error)] += 1
        time.sleep(_AGAIN)


def _keep_killing(held: Site, run: _Run) -> None:
    """Wait until somebody sends, kill one process or both within the next moments, start it again, and so on."""
    chance = random.Random(SEED + 99)
    running = {face: held.start(face) for face in (Face.PUBLIC, Face.WORKER)}
    try:
        while not run.is_over.is_set():
            held.wait_until_up()
            while run.in_flight.acquire(blocking=False):
                pass
            # From the middle of the first sending to some later one.
            for _number in range(chance.randint(1, _MOST_BETWEEN)):
                run.in_flight.acquire(timeout=5)
            time.sleep(chance.random() * 0.03)
            if run.is_over.is_set():
                break
            hit = chance.choice(
                ((Face.PUBLIC,), (Face.PUBLIC, Face.WORKER), (Face.WORKER, Face.PUBLIC), (Face.WORKER,))
            )
            kill([running[face] for face in hit])
            run.kills += 1
            running |= {face: held.start(face) for face in hit}
    finally:
        kill(list(running.values()))


def _report(kind: str, held: Site, run: _Run) -> None:
    """Let a worker finish what is there, then count everything.

    What a killed worker had claimed is free again when its lease is over, so this worker comes after that.
    """
    with time_machine.travel(now() + LEASE + timedelta(seconds=1)):
        for job in jobs_of(held.settings, held.pack, held.keys, held.database):
            while job.every.total_seconds() == 0 and job.run():
                pass
    with held.database.reading() as session:
        keys = Counter(session.scalars(select(tables.SealedSubmission.submission_key)))
        stored = Counter(session.scalars(select(tables.SealedSubmission.reference)))
        queue = Counter(session.scalars(select(tables.Referral.reference)))
        sent = select(AuditEvent.subject).where(AuditEvent.action == "referral.sent")
        audit = Counter(session.scalars(sent))
    messages = _messages(held)
    acknowledged = set(run.acknowledged.values())
    parts = {"submission": stored, "queue": queue, "audit": audit, "message": messages}
    print(f"{kind}: {len(acknowledged)} receipts, {run.kills} kills, {run.repeats} repeats")
    print(f"{kind}: answers that no family may expect: {dict(run.refused) or 'none'}", flush=True)
    figure(f"kill-referrals.kills.{kind}", run.kills, "kills", ">= 20")
    figure(f"kill-referrals.acknowledged.{kind}", len(run.acknowledged), "receipts", ">= 200")
    for name, counted in parts.items():
        lost = sum(counted[reference] == 0 for reference in acknowledged)
        doubled = sum(number > 1 for number in counted.values())
        figure(f"kill-referrals.lost.{name}.{kind}", lost, "requests", "<= 0")
        figure(f"kill-referrals.doubled.{name}.{kind}", doubled, "requests", "<= 0")
    two = len(stored) - len(keys) + len(run.acknowledged) - len(acknowledged)
    figure(f"kill-referrals.twice.{kind}", two, "requests", "<= 0")


def _messages(held: Site) -> Counter[str]:
    """Count the messages that lie as files, by the reference in them."""
    found: Counter[str] = Counter()
    for path in (held.settings.instance / "mail").glob("*.eml"):
        letter = message_from_bytes(path.read_bytes(), policy=default)
        found.update({*_REFERENCE.findall(str(letter["Subject"])), *_REFERENCE.findall(letter.get_content())})
    return found
