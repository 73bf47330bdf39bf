"""Keeping the wish to be told once that there is news."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.voice.models import NewsRequest
from portal.voice.queries.you_said import info_of_wish
from portal.voice.rules.news import Wish, news_key

# Seals words for the worker: plain text and the name of its place.
Seal = Callable[[bytes, bytes], bytes]


def ask_for_news(session: Session, *, now: datetime, form_key: str, wish: Wish, seal: Seal) -> bool:
    """Keep an address that only the worker can open, with the month and no more; tell whether it is new."""
    key = news_key(form_key, wish.to)
    month = in_london(now).date().replace(day=1)
    try:
        with session.begin_nested():
            session.add(NewsRequest(key=key, sealed=seal(wish.as_bytes(), info_of_wish(key)), asked_in=month))
    except IntegrityError:
        return False
    record(session, now=now, action="news.asked", subject_type="news_request", subject="news-requests")
    return True
