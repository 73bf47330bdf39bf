"""The worker: opens what families sent, sends messages, refreshes the index, throws away what is due."""

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import portal.accounts.jobs as account_jobs
import portal.activities.jobs as activity_jobs
import portal.questionnaires.jobs as questionnaire_jobs
import portal.referrals.jobs as referral_jobs
import portal.surveys.jobs as survey_jobs
import portal.voice.jobs as voice_jobs
from portal.app import open_database
from portal.infra.clock import now, today
from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from portal.infra.keys import Keys, load_keys
from portal.infra.mail import mail_backend
from portal.notifications.content import MessageTexts
from portal.notifications.jobs import send_waiting
from portal.offer.content import Council
from portal.pack import load_pack
from portal.settings import Settings

logger = logging.getLogger(__name__)
_PAUSE_SECONDS = 1.0
_EACH_TURN = timedelta(0)


@dataclass(frozen=True, slots=True)
class Job:
    """Something the worker does again and again; it gives how much it did."""

    name: str
    every: timedelta
    run: Callable[[], int]


def jobs_of(settings: Settings, pack: ContentPack, keys: Keys, database: Database) -> Sequence[Job]:
    """Give all jobs, in the order in which a turn runs them: what families wait for comes first."""
    mail, texts = mail_backend(settings), pack.of(MessageTexts)
    waits = pack.of(Council).waits

    def open_submissions() -> int:
        return referral_jobs.open_submissions(database, keys=keys, waits=waits, now=now())

    def send_messages() -> int:
        return send_waiting(database, opener=keys.opener, texts=texts, mail=mail, now=now())

    def refresh_index() -> int:
        report = activity_jobs.refresh(database, settings.index, keys.index_key, pack)
        return report.activities if report else 0

    def remove_old_drafts() -> int:
        with database.unit_of_work() as session:
            return questionnaire_jobs.remove_old(session, now())

    def remove_old_sign_ins() -> int:
        with database.unit_of_work() as session:
            return account_jobs.remove_old(session, now())

    def remove_old_survey_words() -> int:
        with database.unit_of_work() as session:
            return survey_jobs.remove_old_texts(session, today())

    def remove_old_words_of_needs() -> int:
        with database.unit_of_work() as session:
            return voice_jobs.remove_old(session, today())

    return (
        Job("open submissions", _EACH_TURN, open_submissions),
        Job("send messages", _EACH_TURN, send_messages),
        Job("refresh the index", _EACH_TURN, refresh_index),
        Job("remove old drafts", timedelta(hours=1), remove_old_drafts),
        Job("remove old sign-ins", timedelta(hours=1), remove_old_sign_ins),
        Job("remove old survey words", timedelta(hours=12), remove_old_survey_words),
        Job("remove old words of unmet needs", timedelta(hours=12), remove_old_words_of_needs),
    )


def work(settings: Settings) -> None:
    """Work until the process is told to stop; a job that fails is tried again at its next turn."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    keys = load_keys(settings.keys, settings.face)
    database = open_database(settings, keys)
    jobs = jobs_of(settings, load_pack(settings.content), keys, database)
    due = {job.name: now() for job in jobs}
    while not stop.is_set():
        for job in jobs:
            if now() >= due[job.name] and not stop.is_set():
                run_once(job)
                due[job.name] = now() + job.every
        stop.wait(_PAUSE_SECONDS)
    database.close()


def run_once(job: Job) -> int:
    """Run a job and say in the log what it did; an error is logged by its type and place only."""
    try:
        done = job.run()
    except Exception:  # One broken job must not keep referrals from being opened.
        logger.exception("job %s failed", job.name)
        return 0
    if done:
        logger.info("job %s: %s", job.name, done)
    return done
