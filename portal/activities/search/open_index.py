"""An index that is built, signed and opened; one for each revision of the directory."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.activities.rules.criteria import Criteria, Found
from portal.activities.rules.facets import FacetCodes
from portal.activities.search import engine, folder
from portal.activities.search.analysis import folded
from portal.activities.search.bounded import BoundedCache
from portal.activities.search.documents import IndexedActivity
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.query import Plan, read_query
from portal.activities.search.spelling import Lexicon
from portal.activities.search.wordbook import Wordbook
from portal.activities.search.words import WordIndex, write_words

if TYPE_CHECKING:
    from portal.activities.search.ranking import WordMatch

_FACTS = "facts.json"
_WORDS = "words.json"
# Rows of answers kept, so that a click on a facet does not look the words up again.
_ROWS_KEPT = 500_000
# What an answer costs before its rows: its plan and its bits are about 25 kB, so at most 500 are kept.
_COST_OF_AN_ANSWER = 1_000


def build_index(
    place: Path,
    key: bytes,
    revision: int,
    documents: Sequence[IndexedActivity],
    codes: FacetCodes,
) -> str:
    """Build, sign and put in use the index of a revision from documents in browsing order; gives its name."""
    facts = FacetIndex.from_facts(revision, [document.facts for document in documents], codes).to_json()
    facts["names"] = [folded(document.title) for document in documents]
    with folder.new_directory(place, key, revision) as directory:
        words = write_words(directory, documents)
        (directory / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
        (directory / _WORDS).write_text(json.dumps(words), encoding="utf-8")
    return folder.current_name(place) or ""


class OpenIndex:
    """The index of one revision, ready to answer."""

    def __init__(self, place: Path, key: bytes, name: str, wordbook: Wordbook) -> None:
        """Open a directory of the index after its signature holds; raises IndexFolderError and others."""
        files = folder.checked_files(place, key, name)
        facts: dict[str, Any] = json.loads(files.pop(_FACTS))
        # Only a misspelling asks for the words, so they are read when the first one comes.
        self._counts = files.pop(_WORDS)
        self.facets = FacetIndex.from_json(facts)
        self.revision = self.facets.revision
        self.words = WordIndex(files, self.facets.size)
        self._names = rows_by_name(facts["names"])
        self._wordbook = wordbook
        self._kept: BoundedCache[tuple[str, bool], tuple[Plan, WordMatch]] = BoundedCache(_ROWS_KEPT)

    def find(self, criteria: Criteria) -> Found:
        """Answer a search."""
        key = (criteria.words, criteria.exact)
        known = self._kept.get(key)
        if known is None:
            plan = read_query(criteria.words, self._wordbook, self, exact=criteria.exact)
            matched = engine.match(plan, self.words, self._names, self.facets.size)
            known = (plan, matched)
            rows = sum(len(hits.rows) for hits in matched.units)
            # Words that nothing has are not kept: a crawler could ask for them without end.
            if rows:
                self._kept.put(key, known, cost=_COST_OF_AN_ANSWER + rows)
        return engine.answer(criteria, *known, self.facets)

    def forget(self) -> None:
        """Empty all caches, for measurements."""
        self._kept.clear()
        self.words.forget()

    def close(self) -> None:
        """Close the files."""
        self.words.close()

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(dict.fromkeys(self._wordbook.words, 1) | json.loads(self._counts))

    def knows(self, stem: str) -> bool:
        """Tell whether any activity has a word with this stem."""
        return bool(self.words.hits((stem,)).rows)

    def completions(self, start: str) -> tuple[str, ...]:
        """Give words that begin so."""
        return self._lexicon.completions(start)

    def closest(self, word: str) -> str | None:
        """Give the word that was probably meant."""
        return self._lexicon.closest(word)


def rows_by_name(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Give the rows for each folded name."""
    rows: dict[str, tuple[int, ...]] = {}
    for row, name in enumerate(names):
        rows[name] = (*rows.get(name, ()), row)
    return rows
