"""Building the search index, in the worker and from the command line."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portal.activities.queries import (
    IndexLists,
    changed_count,
    current_revision,
    facet_codes,
    index_documents,
    published_count,
)
from portal.activities.rules.sessions import SchoolYear
from portal.activities.search.documents import signing_key
from portal.activities.search.folder import (
    IndexFolderError,
    built_at,
    checked_files,
    current_name,
    revision_of,
)
from portal.activities.search.open_index import build_index
from portal.activities.search.writing import Progress
from portal.infra.clock import in_london, now
from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

# Every process has single changes in its open index at once, so a large directory is built anew only when
# there are many, or when it has been left alone for a while. A small one takes seconds.
_SMALL_DIRECTORY = 2_000
_MANY_CHANGES = 100
_LEFT_ALONE = timedelta(minutes=1)
# An index knows a year of dates; it is built anew while most of that year still lies ahead.
_OLDEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What was built."""

    revision: int
    activities: int
    seconds: float

    def as_text(self) -> str:
        """Give the report as one line."""
        return (
            f"Built the index of revision {self.revision}: "
            f"{self.activities} activities in {self.seconds:.1f} seconds."
        )


def refresh(database: Database, folder: Path, key: bytes, pack: ContentPack) -> IndexReport | None:
    """Build the index anew when the directory has moved on, or when none holds; else do nothing."""
    name = current_name(folder)
    with database.reading() as session:
        wanted = current_revision(session)
        since = revision_of(name) if name else 0
        is_due = since != wanted.number and (
            published_count(session) < _SMALL_DIRECTORY
            or changed_count(session, since) >= _MANY_CHANGES
            or now() - wanted.changed_at > _LEFT_ALONE
        )
    if is_due or not _is_good(folder, signing_key(key, pack.of(Taxonomy)), name, now()):
        return rebuild(database, folder, key, pack)
    return None


def rebuild(
    database: Database, folder: Path, key: bytes, pack: ContentPack, progress: Progress = lambda _part: None
) -> IndexReport:
    """Build the index anew; families search the old one until the new one is whole."""
    started = time.monotonic()
    lists = IndexLists(
        pack.of(Taxonomy), pack.of(Places), pack.of(SchoolYear), first_day=in_london(now()).date()
    )
    with database.reading() as session:
        # The number is read first: a change that comes in between is built again, never missed.
        revision = current_revision(session).number
        documents = index_documents(session, lists)

    build_index(
        folder,
        signing_key(key, lists.taxonomy),
        revision,
        documents,
        facet_codes(lists.taxonomy),
        lists.first_day,
        progress,
    )
    return IndexReport(revision, len(documents), time.monotonic() - started)


def _is_good(folder: Path, key: bytes, name: str | None, moment: datetime) -> bool:
    if name is None:
        return False
    try:
        checked_files(folder, key, name)
        return moment - built_at(folder, name) < _OLDEST
    except IndexFolderError:
        return False
