"""The sample pack behind the search, as a family finds it on a fixed day."""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from portal.activities.content import Synonyms, meanings
from portal.activities.models import Activity
from portal.activities.queries import IndexLists, facet_codes, index_documents
from portal.activities.rules.criteria import Criteria
from portal.activities.rules.sessions import SchoolYear
from portal.activities.search.open_index import build_index, opened
from portal.activities.search.wordbook import Wordbook
from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy
from tests.relevance.measures import Shown

# Entries grow old and stand lower; on this day the pack was looked through.
LOOKED_AT = date(2026, 11, 26)
_KEY = b"k" * 32


class SampleDirectory:
    """Answers a search with the slugs and the pages that a family would see."""

    def __init__(self, database: Database, pack: ContentPack, folder: Path) -> None:
        """Index the activities of a database in a folder."""
        taxonomy = pack.of(Taxonomy)
        lists = IndexLists(taxonomy, pack.of(Places), pack.of(SchoolYear), LOOKED_AT)
        with database.reading() as session:
            documents = index_documents(session, lists)
            self._slugs = {row.id: row.slug for row in session.execute(select(Activity.id, Activity.slug))}
        name = build_index(folder, _KEY, 1, documents, facet_codes(taxonomy), LOOKED_AT)
        synonyms = pack.of(Synonyms)
        self._pages = [answer.address for answer in synonyms.answers]
        self._index = opened(folder, _KEY, name, Wordbook(synonyms, meanings(taxonomy)))

    @property
    def slugs(self) -> frozenset[str]:
        """Give the slugs of all activities."""
        return frozenset(self._slugs.values())

    @property
    def pages(self) -> frozenset[str]:
        """Give the addresses of all pages that can be an answer."""
        return frozenset(self._pages)

    def shown(self, words: str) -> Shown:
        """Search as the page does."""
        found = self._index.find(Criteria(words=words, today=LOOKED_AT))
        return Shown(
            slugs=tuple(self._slugs[key] for key in found.ids),
            pages=tuple(dict.fromkeys(self._pages[place] for place in found.answers)),
            is_partial=found.is_partial,
        )
