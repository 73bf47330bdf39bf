"""The worker: opens what families sent, sends messages, refreshes the index, throws away what is due."""

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy.orm import Session

import portal.accounts.jobs as account_jobs
import portal.activities.jobs as activity_jobs
import portal.allowance.jobs as allowance_jobs
import portal.links.jobs as link_jobs
import portal.notifications.jobs as notification_jobs
import portal.questionnaires.jobs as questionnaire_jobs
import portal.referrals.jobs.opening as opening_jobs
import portal.referrals.jobs.places as place_jobs
import portal.referrals.jobs.replies as reply_jobs
import portal.surveys.jobs.removals as survey_jobs
import portal.voice.jobs as voice_jobs
from portal.app import open_database
from portal.infra.clock import now, today
from portal.infra.content_pack import ContentPack, PackFolder
from portal.infra.db import Database
from portal.infra.i18n import with_words_of
from portal.infra.keys import Keys, load_keys
from portal.infra.mail import mail_backend
from portal.links.rules import LinkKind
from portal.notifications.content import MessageTexts
from portal.offer.content import Council
from portal.pack import load_pack
from portal.referrals.content import TriageWords
from portal.settings import Settings
from portal.taxonomy.content import Taxonomy

logger = logging.getLogger(__name__)
_PAUSE_SECONDS = 1.0
_EACH_TURN, _A_MINUTE = timedelta(0), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Job:
    """Something the worker does again and again; it gives how much it did."""

    name: str
    every: timedelta
    run: Callable[[], int]


def jobs_of(settings: Settings, pack: ContentPack, keys: Keys, database: Database) -> Sequence[Job]:
    """Give all jobs, in the order in which a turn runs them: what families wait for comes first."""

    def refresh_index() -> int:
        report = activity_jobs.refresh(database, settings.index, keys.index_key, pack)
        return report.activities if report else 0

    return (
        *_requests(pack, keys, database),
        *_links(settings, keys, database),
        *_messages(settings, pack, keys, database),
        *_news(settings, pack, keys, database),
        Job("refresh the index", _EACH_TURN, refresh_index),
        _reminders(pack, keys, database),
        *_removals(database),
    )


def _requests(pack: ContentPack, keys: Keys, database: Database) -> Sequence[Job]:
    """Give the jobs that take in what families send: requests, and replies on their pages."""
    waits, bands = pack.of(Council).waits, pack.of(Taxonomy).bands

    def open_submissions() -> int:
        return opening_jobs.open_submissions(database, keys=keys, waits=waits, bands=bands, now=now())

    def apply_replies() -> int:
        return reply_jobs.apply_replies(database, keys=keys, now=now())

    def give_pages() -> int:
        with database.unit_of_work() as session:
            return reply_jobs.give_pages(session, now=now(), keys=keys)

    return (
        Job("open submissions", _EACH_TURN, open_submissions),
        Job("give requests their pages", _A_MINUTE, give_pages),
        Job("apply replies of families", _EACH_TURN, apply_replies),
    )


def _reminders(pack: ContentPack, keys: Keys, database: Database) -> Job:
    """Give the job that watches the days of families: one reminder of each thing, and offers whose day is over."""
    clocks = pack.of(TriageWords).clocks_with(pack.of(Council).waits.decision_working_days)

    def end_offers() -> int:
        return place_jobs.end_offers(database, vault=keys.vault, clocks=clocks, now=now())

    return Job("remind of questions and places", timedelta(hours=1), end_offers)


def _links(settings: Settings, keys: Keys, database: Database) -> Sequence[Job]:
    """Give the jobs that let families come back: who knows what a link opens, and where it leads."""
    kinds = {
        LinkKind.DRAFT: link_jobs.Kind(
            partial(questionnaire_jobs.find_drafts, keys=keys), f"{settings.public_url}/come-back/open/"
        ),
        LinkKind.STATUS: link_jobs.Kind(
            partial(reply_jobs.find_requests, keys=keys), f"{settings.public_url}/ask/status/open/"
        ),
    }

    def file_drafts() -> int:
        with database.reading() as session:
            if not questionnaire_jobs.waits_to_be_filed(session):
                return 0
        with database.unit_of_work() as session:
            return questionnaire_jobs.file_sealed(session, keys=keys)

    def send_links() -> int:
        return link_jobs.open_requests(database, opener=keys.opener, kinds=kinds, now=now())

    return Job("file drafts", _EACH_TURN, file_drafts), Job("send links", _EACH_TURN, send_links)


def _messages(settings: Settings, pack: ContentPack, keys: Keys, database: Database) -> Sequence[Job]:
    """Give the jobs that send messages, with what each of them says of this installation, and look for failures."""
    mail, texts, council = mail_backend(settings), pack.of(MessageTexts), pack.of(Council)
    standing = {
        "address": f"{settings.public_url}/ask/status",
        "phone": council.contacts.short_breaks_team.phone,
        "council": council.name,
    }

    def send_messages() -> int:
        with with_words_of(pack.of(PackFolder).own_words):
            return notification_jobs.send_waiting(
                database, opener=keys.opener, texts=texts, mail=mail, now=now(), standing=standing
            )

    def look_for_failures() -> int:
        return notification_jobs.note_failures(database, mail=mail)

    return (
        Job("send messages", _EACH_TURN, send_messages),
        Job("look for what did not arrive", timedelta(minutes=15), look_for_failures),
    )


def _news(settings: Settings, pack: ContentPack, keys: Keys, database: Database) -> Sequence[Job]:
    """Give the jobs that tell who asked, once, and remind editors when a year has passed."""
    place = voice_jobs.ReminderPlace(f"{settings.staff_url}/you-said", pack.of(Council).name)

    def tell_news() -> int:
        address = f"{settings.public_url}/you-said-we-did"
        return voice_jobs.tell_news(database, opener=keys.opener, address=address, now=now())

    def remind() -> int:
        with database.unit_of_work() as session:
            return voice_jobs.remind_editors(session, place=place, now=now())

    return (
        Job("tell news once", _A_MINUTE, tell_news),
        Job("remind editors once a year", timedelta(hours=12), remind),
    )


def _removals(database: Database) -> Sequence[Job]:
    """Give the jobs that remove what is kept no longer, each in a transaction of its own."""

    def job(name: str, every: timedelta, remove: Callable[[Session], int]) -> Job:
        def run() -> int:
            with database.unit_of_work() as session:
                return remove(session)

        return Job(name, every, run)

    an_hour, half_a_day = timedelta(hours=1), timedelta(hours=12)
    return (
        job("remove old drafts", an_hour, lambda session: questionnaire_jobs.remove_old(session, now())),
        job("remove old links", an_hour, lambda session: link_jobs.remove_old(session, now())),
        job("remove old pages of families", an_hour, lambda session: reply_jobs.remove_old(session, now())),
        job("remove old messages", half_a_day, lambda session: notification_jobs.remove_old(session, now())),
        job("remove old sign-ins", an_hour, lambda session: account_jobs.remove_old(session, now())),
        job(
            "remove old survey words",
            half_a_day,
            lambda session: survey_jobs.remove_old_texts(session, today()),
        ),
        job(
            "remove old words of unmet needs",
            half_a_day,
            lambda session: voice_jobs.remove_old(session, today()),
        ),
        job(
            "remove old allowance questions",
            half_a_day,
            lambda session: allowance_jobs.remove_old(session, today()),
        ),
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
        done = 0
        for job in jobs:
            if now() >= due[job.name] and not stop.is_set():
                done += run_once(job)
                due[job.name] = now() + job.every
        # After a turn with work there may be more of it, and families wait for that.
        stop.wait(0 if done else _PAUSE_SECONDS)
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
