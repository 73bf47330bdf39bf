"""What the worker does with requests for links: it sends one, or nothing, and keeps neither request nor link."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.infra.db import BusyError, Database
from portal.infra.sealing import Opener, SealError
from portal.links.models import LinkRequest, OneUseLink
from portal.links.rules import REQUEST_LIFE, LinkKind, Opened
from portal.links.services import opened_request, send_link

logger = logging.getLogger(__name__)

# Gives what an address may open; () when there is nothing, or nothing may be sent to it. It records what is told.
Finder = Callable[[Session, str, datetime], Sequence[Opened]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How the links of a kind are made: who knows what there is, and the address to which the token is added."""

    finder: Finder
    address: str


def open_requests(
    database: Database, *, opener: Opener, kinds: Mapping[LinkKind, Kind], now: datetime, most: int = 50
) -> int:
    """Handle up to `most` requests, each in its own transaction; gives how many links were made.

    A request is removed whatever comes of it, also when it does not open: whoever waits for a link asks again.
    """
    made = 0
    for key in _waiting(database, now, most):
        try:
            with database.unit_of_work() as session:
                made += _handled(session, key, opener, kinds, now)
        except BusyError:
            raise
        except Exception:
            logger.exception("a request for a link was not handled")
    return made


def _waiting(database: Database, now: datetime, most: int) -> Sequence[str]:
    # The newest first: whoever asks now waits now, and a request that fails cannot stand in the way.
    query = select(LinkRequest.key).where(LinkRequest.asked_at > now - REQUEST_LIFE)
    with database.reading() as session:
        return session.scalars(query.order_by(LinkRequest.asked_at.desc()).limit(most)).all()


def _handled(
    session: Session, key: str, opener: Opener, kinds: Mapping[LinkKind, Kind], now: datetime
) -> int:
    row = session.scalar(select(LinkRequest).where(LinkRequest.key == key).with_for_update(skip_locked=True))
    if row is None:
        return 0
    session.delete(row)
    try:
        asked = opened_request(row, opener)
    except SealError:
        logger.exception("a request for a link does not open")
        return 0
    kind = kinds[asked.kind]
    found = kind.finder(session, asked.address.to, now)
    if found:
        send_link(session, now=now, asked=asked, found=found, address=kind.address)
    return len(found[:1])


def remove_old(session: Session, now: datetime) -> int:
    """Remove links that nobody used and requests that never opened; gives how many."""
    links = delete(OneUseLink).where(OneUseLink.ends_at <= now).returning(OneUseLink.subject)
    requests = (
        delete(LinkRequest).where(LinkRequest.asked_at <= now - REQUEST_LIFE).returning(LinkRequest.key)
    )
    return sum(len(session.scalars(statement).all()) for statement in (links, requests))
