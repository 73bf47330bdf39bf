"""Building the search index, in the worker and from the command line."""

import time
from dataclasses import dataclass
from pathlib import Path

from portal.activities.queries import current_revision, facet_codes, index_documents
from portal.activities.search.documents import signing_key
from portal.activities.search.folder import IndexFolderError, checked_files, current_name, revision_of
from portal.activities.search.open_index import build_index
from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy


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
    with database.reading() as session:
        wanted = current_revision(session).number
    if _is_good(folder, signing_key(key, pack.of(Taxonomy)), wanted):
        return None
    return rebuild(database, folder, key, pack)


def rebuild(database: Database, folder: Path, key: bytes, pack: ContentPack) -> IndexReport:
    """Build the index anew; families search the old one until the new one is whole."""
    started = time.monotonic()
    taxonomy = pack.of(Taxonomy)
    with database.reading() as session:
        # The number is read first: a change that comes in between is built again, never missed.
        revision = current_revision(session).number
        documents = index_documents(session, taxonomy, pack.of(Places))
    build_index(folder, signing_key(key, taxonomy), revision, documents, facet_codes(taxonomy))
    return IndexReport(revision, len(documents), time.monotonic() - started)


def _is_good(folder: Path, key: bytes, wanted: int) -> bool:
    name = current_name(folder)
    if name is None or revision_of(name) != wanted:
        return False
    try:
        checked_files(folder, key, name)
    except IndexFolderError:
        return False
    return True
