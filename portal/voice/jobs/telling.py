"""Telling those who asked that there is news, once, and reminding editors when a year has passed without any."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.queries import people
from portal.audit.services import record
from portal.core.roles import Role
from portal.infra.clock import in_london
from portal.infra.db import Database
from portal.infra.sealing import Opener, SealError
from portal.notifications.rules import Channel, Message
from portal.notifications.services import queue_message
from portal.voice.models import NewsRequest, PublishingReminder, YouSaidWeDid
from portal.voice.queries.you_said import info_of_wish, last_published, last_reminded
from portal.voice.rules.news import NEWS, REMINDER, Wish
from portal.voice.rules.you_said import State, is_reminder_due

logger = logging.getLogger(__name__)
# So many are told by one transaction; the rest at the next turn.
_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class ReminderPlace:
    """What the reminder says of this installation."""

    address: str
    council: str


def tell_news(database: Database, *, opener: Opener, address: str, now: datetime) -> int:
    """Queue one message for each address that asked, when something was published; gives how many.

    A row goes with the message that it caused, in one transaction: nobody is told twice, and no list of people stays.
    """
    with database.unit_of_work() as session:
        fresh = session.scalars(
            select(YouSaidWeDid)
            .where(YouSaidWeDid.state == State.PUBLISHED.value, YouSaidWeDid.told_at.is_(None))
            .with_for_update(skip_locked=True)
        ).all()
        if not fresh:
            return 0
        wishes = _wishes(session, opener)
        for wish, keys in list(wishes.items())[:_TOGETHER]:
            message = Message(NEWS, Channel.EMAIL, wish.to, wish.language, {"link": address})
            queue_message(session, now=now, message=message)
            session.execute(delete(NewsRequest).where(NewsRequest.key.in_(keys)))
        if len(wishes) <= _TOGETHER:
            for item in fresh:
                item.told_at = now
        return min(len(wishes), _TOGETHER)


def remind_editors(session: Session, *, place: ReminderPlace, now: datetime) -> int:
    """Queue the yearly reminder for each content editor when it is due; gives how many."""
    today = in_london(now).date()
    if not is_reminder_due(last_published(session), last_reminded(session), today):
        return 0
    editors = [one for one in people(session, now) if one.is_active and Role.CONTENT_EDITOR in one.roles]
    if not editors:
        return 0
    for editor in editors:
        said = {"name": editor.name, "link": place.address, "council": place.council}
        queue_message(session, now=now, message=Message(REMINDER, Channel.EMAIL, editor.email, "en", said))
    session.add(PublishingReminder(reminded_on=today))
    record(session, now=now, action="you_said.reminded", subject_type="you_said_we_did", subject="year")
    return len(editors)


def _wishes(session: Session, opener: Opener) -> Mapping[Wish, list[str]]:
    """Open the wishes, each address once in the language of the first; what does not open is removed."""
    found: dict[str, Wish] = {}
    keys: dict[str, list[str]] = defaultdict(list)
    for row in session.scalars(select(NewsRequest).order_by(NewsRequest.key).with_for_update()):
        try:
            wish = Wish.from_bytes(opener.open(row.sealed, info_of_wish(row.key)))
        except (SealError, KeyError, ValueError, TypeError):
            logger.error("an address for news does not open")
            session.delete(row)
            continue
        found.setdefault(wish.to.lower(), wish)
        keys[wish.to.lower()].append(row.key)
    return {wish: keys[address] for address, wish in found.items()}
