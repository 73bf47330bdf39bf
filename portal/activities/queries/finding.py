"""Answering a search: from the index, or from the database while there is none."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from flask import current_app
from flask.sansio.app import App
from sqlalchemy.orm import Session

from portal.activities.content import Synonyms, meanings
from portal.activities.queries.documents import IndexLists, Revision, changes_since, current_revision
from portal.activities.queries.simple import SimpleIndex
from portal.activities.rules.criteria import Criteria, Found
from portal.activities.rules.sessions import SchoolYear
from portal.activities.search.documents import signing_key
from portal.activities.search.holder import IndexHolder
from portal.activities.search.open_index import OpenIndex
from portal.activities.search.wordbook import Wordbook
from portal.infra.clock import in_london
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.infra.keys import keys
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

logger = logging.getLogger(__name__)

# The worker renews the index within seconds. After this long without it, the database is the better source.
_TOO_OLD = timedelta(minutes=5)
# Up to so many changes are put into the open index at once; more are left to the worker.
_MOST_PATCHED = 500
_HOLDER = "portal.activities.index"
_SIMPLE = "portal.activities.simple"

Answer = TypeVar("Answer")


def find_activities(session: Session, criteria: Criteria, *, now: datetime) -> Found:
    """Answer a search; whatever happens to the index, there is an answer."""
    return _asked(
        session,
        now,
        lambda opened: opened.find(criteria),
        lambda simple: simple.find(session, criteria, _holder().wordbook),
    )


def known_answer(criteria: Criteria) -> Found | None:
    """Answer a search without the database; None when it has to be asked whether the index is up to date."""
    holder = _holder()
    opened = holder.current()
    if opened is None or holder.is_late or holder.is_time_to_compare():
        return None
    return _of_index(holder, opened, lambda known: known.find(criteria))


def matching_ids(session: Session, criteria: Criteria, *, now: datetime, most: int) -> tuple[int, ...]:
    """Give the ids of all activities that fit, at most so many, in the order that was asked for."""
    return _asked(
        session,
        now,
        lambda opened: opened.matching_ids(criteria, most),
        lambda simple: simple.matching_ids(session, criteria, _holder().wordbook, most),
    )


def known_revision(app: App) -> int | None:
    """Give the revision that an app's next answer is of, or None when the database has to be asked first."""
    holder: IndexHolder | None = app.extensions.get(_HOLDER)
    if holder is None:
        return None
    opened = holder.current()
    return None if opened is None or holder.is_late or holder.is_time_to_compare() else opened.revision


def _asked(
    session: Session,
    now: datetime,
    of_index: Callable[[OpenIndex], Answer],
    of_database: Callable[[SimpleIndex], Answer],
) -> Answer:
    """Ask the index, or the database when there is no index that can be trusted."""
    holder = _holder()
    opened = _up_to_date(session, holder, now)
    answer = None if opened is None else _of_index(holder, opened, of_index)
    return of_database(_simple(session, now)) if answer is None else answer


def _of_index(holder: IndexHolder, opened: OpenIndex, ask: Callable[[OpenIndex], Answer]) -> Answer | None:
    """Ask the index; None when it failed."""
    try:
        return ask(opened)
    except Exception as error:  # noqa: BLE001  # A damaged index must never take the search down.
        logger.error("the search index failed: %s", type(error).__name__)
        holder.distrust()
        return None


def _holder() -> IndexHolder:
    held: IndexHolder | None = current_app.extensions.get(_HOLDER)
    if held is None:
        taxonomy = content(Taxonomy)
        wordbook = Wordbook(content(Synonyms), meanings(taxonomy))
        held = IndexHolder(settings().index, signing_key(keys().index_key, taxonomy), wordbook)
        current_app.extensions[_HOLDER] = held
    return held


def _up_to_date(session: Session, holder: IndexHolder, now: datetime) -> OpenIndex | None:
    """Give the open index with the latest changes in it, or None when the database answers better."""
    opened = holder.current()
    if opened is None or not holder.is_time_to_compare():
        return None if holder.is_late else opened
    revision = current_revision(session)
    if revision.number == opened.revision:
        holder.compared(is_late=False)
        return opened
    try:
        changes = changes_since(
            session, opened.revision, _lists(opened.facets.names.first_day), most=_MOST_PATCHED
        )
        if changes is not None:
            return holder.patch(opened, revision.number, changes.documents, changes.gone_ids)
    except Exception as error:  # noqa: BLE001  # The old index answers until the worker has built a new one.
        logger.error("the search index cannot be patched: %s", type(error).__name__)
    holder.compared(is_late=now - revision.changed_at > _TOO_OLD)
    return None if holder.is_late else opened


def _simple(session: Session, now: datetime) -> SimpleIndex:
    revision: Revision = current_revision(session)
    today = in_london(now).date()
    held: SimpleIndex | None = current_app.extensions.get(_SIMPLE)
    if held is None or (held.revision, held.first_day) != (revision.number, today):
        held = SimpleIndex(session, _lists(today), revision)
        current_app.extensions[_SIMPLE] = held
    return held


def _lists(first_day: date) -> IndexLists:
    return IndexLists(content(Taxonomy), content(Places), content(SchoolYear), first_day)
