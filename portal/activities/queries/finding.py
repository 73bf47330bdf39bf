"""Answering a search: from the index, or from the database while there is none."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.orm import Session

from portal.activities.content import Synonyms
from portal.activities.queries.documents import Revision, current_revision
from portal.activities.queries.simple import SimpleIndex
from portal.activities.rules.criteria import Criteria, Found
from portal.activities.search.documents import signing_key
from portal.activities.search.holder import IndexHolder
from portal.activities.search.open_index import OpenIndex
from portal.activities.search.wordbook import Wordbook
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.infra.keys import keys
from portal.taxonomy.content import Taxonomy

logger = logging.getLogger(__name__)

# The worker renews the index within seconds. After this long without it, the database is the better source.
_TOO_OLD = timedelta(minutes=5)
_HOLDER = "portal.activities.index"
_SIMPLE = "portal.activities.simple"


def find_activities(session: Session, criteria: Criteria, *, now: datetime) -> Found:
    """Answer a search; whatever happens to the index, there is an answer."""
    holder = _holder()
    opened = holder.current()
    if opened is not None and not _is_too_old(session, holder, opened, now):
        try:
            return opened.find(criteria)
        except Exception as error:  # noqa: BLE001  # A damaged index must never take the search down.
            logger.error("the search index failed: %s", type(error).__name__)
            holder.distrust(opened)
    return _simple(session).find(session, criteria, holder.wordbook)


def matching_ids(session: Session, criteria: Criteria, *, now: datetime, most: int) -> tuple[int, ...]:
    """Give the ids of all activities that fit, at most so many, in the order that was asked for."""
    ids: list[int] = []
    page = 1
    while len(ids) < most:
        found = find_activities(session, replace(criteria, page=page), now=now)
        ids.extend(found.ids)
        if page >= found.last_page:
            break
        page += 1
    return tuple(ids[:most])


def _holder() -> IndexHolder:
    held: IndexHolder | None = current_app.extensions.get(_HOLDER)
    if held is None:
        taxonomy = content(Taxonomy)
        wordbook = Wordbook(content(Synonyms), taxonomy.labels["activity_types"])
        held = IndexHolder(settings().index, signing_key(keys().index_key, taxonomy), wordbook)
        current_app.extensions[_HOLDER] = held
    return held


def _is_too_old(session: Session, holder: IndexHolder, opened: OpenIndex, now: datetime) -> bool:
    if holder.is_time_to_compare():
        revision = current_revision(session)
        late = revision.number != opened.revision and now - revision.changed_at > _TOO_OLD
        holder.compared(is_late=late)
    return holder.is_late


def _simple(session: Session) -> SimpleIndex:
    revision: Revision = current_revision(session)
    held: SimpleIndex | None = current_app.extensions.get(_SIMPLE)
    if held is None or held.revision != revision.number:
        held = SimpleIndex(session, content(Taxonomy), revision)
        current_app.extensions[_SIMPLE] = held
    return held
