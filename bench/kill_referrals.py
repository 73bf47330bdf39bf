"""Requests that are sent while the server is killed: nothing that was acknowledged is lost, nothing comes twice.

Families press “Send” on a real server, and press again when nobody answers. Both the family face and the worker
are killed (SIGKILL) at random moments while at least one sending is on its way, and started again. In the end every
reference that a family read must stand once in the queue, with its audit event and its one message; what was never
acknowledged may be there, but not twice. Messages lie as files, which are counted. SQLite and PostgreSQL.
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import time_machine
from sqlalchemy import select

import portal.referrals.models as tables
from bench.figures import figure
from bench.requesting.client import Browser
from bench.requesting.drafts import waiting_drafts
from bench.requesting.faces import Site, site_on
from bench.requesting.killing import Run, killed_and_sent
from portal.audit.models import AuditEvent
from portal.infra.clock import now
from portal.notifications.rules import LEASE
from portal.questionnaires.content import Questionnaires
from portal.settings import Face
from portal.worker import jobs_of

QUESTIONNAIRE, CHECK = "referral", "referrals.parent.check"
_REFERENCE = re.compile(r"SB-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def main(arguments: Sequence[str] = ()) -> None:
    """Run on both databases and print; anything lost or doubled is a missed goal of 0."""
    parser = argparse.ArgumentParser(prog="bench kill-referrals", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--databases", default="sqlite,postgresql")
    options = parser.parse_args(list(arguments))
    for kind in options.databases.split(","):
        with site_on(kind) as held:
            _report(kind, held, _killed_and_sent(held, options.submissions))


def _killed_and_sent(held: Site, submissions: int) -> Run:
    questionnaire = held.pack.of(Questionnaires).named(QUESTIONNAIRE)
    drafts, check = waiting_drafts(held.database, questionnaire, submissions), held.address(CHECK)
    browsers = [
        Browser(held.port, draft, check, f"10.0.{number // 250}.{number % 250 + 1}")
        for number, draft in enumerate(drafts)
    ]
    return killed_and_sent(held, browsers, _reference, (Face.PUBLIC, Face.WORKER))


def _reference(browser: Browser) -> str:
    return browser.reference(browser.send())


def _report(kind: str, held: Site, run: Run) -> None:
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
