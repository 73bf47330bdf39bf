"""An index that is built, signed and opened; one for each revision of the directory."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from portal.activities.rules.criteria import Criteria, Found
from portal.activities.rules.facets import FacetCodes
from portal.activities.search import engine, folder
from portal.activities.search.analysis import folded, folded_words
from portal.activities.search.documents import IndexedActivity
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.overlay import overlaid
from portal.activities.search.patched_facts import patched_facts
from portal.activities.search.patched_words import PatchedWords
from portal.activities.search.query import Plan, Unit, read_query
from portal.activities.search.ranking import Hits, WordMatch
from portal.activities.search.spelling import Lexicon, is_spelt
from portal.activities.search.tables import Tables, as_lines, write_tables
from portal.activities.search.wordbook import Wordbook
from portal.activities.search.words import WordIndex
from portal.activities.search.writing import Progress, word_tables
from portal.infra.bounded import BoundedCache

_FILE, _FILE_OF_ROWS = "tables.bin", "rows.bin"
# Rows of answers kept, so that a click on a facet does not look the words up again.
_ROWS_KEPT = 500_000
# What an answer costs before its rows: its plan and its bits are about 25 kB, so at most 500 are kept.
_COST_OF_AN_ANSWER = 1_000

Names = Mapping[str, tuple[int, ...]]


def build_index(
    place: Path,
    key: bytes,
    revision: int,
    documents: Sequence[IndexedActivity],
    codes: FacetCodes,
    first_day: date = date.min,
    progress: Progress = lambda _part: None,
) -> str:
    """Build, sign and put in use the index of a revision from documents in browsing order; gives its name.

    `first_day` is the first day of which it knows what runs.
    """
    facts = FacetIndex.from_facts(revision, [document.facts for document in documents], codes, first_day)
    with folder.new_directory(place, key, revision) as directory:
        names = as_lines(folded(document.title) for document in documents)
        words = word_tables(documents, progress)
        counts = {"frequent.counts": _counts_of_frequent(words["frequent.bits"], facts)}
        write_tables(directory / _FILE, {**facts.tables(), "names": names, **words, **counts})
        write_tables(directory / _FILE_OF_ROWS, facts.row_tables())
    return folder.current_name(place) or ""


def _counts_of_frequent(sets: bytes, facts: FacetIndex) -> bytes:
    """Count the choices of each word that many rows have; for them it would take longest."""
    width = (facts.size + 7) >> 3
    counts = array("I")
    for start in range(0, len(sets), width or 1):
        counts.extend(facts.tally.all_counts(int.from_bytes(sets[start : start + width], "little")))
    return counts.tobytes()


class OpenIndex:
    """The index of one revision, ready to answer."""

    def __init__(
        self,
        facets: FacetIndex,
        words: WordIndex | PatchedWords,
        names: Names,
        lexicon: Lexicon,
        wordbook: Wordbook,
    ) -> None:
        """Keep the parts that `opened` or `patched` made."""
        self.facets = facets
        self.revision = facets.revision
        self.words = words
        self._names = names
        self._lexicon = lexicon
        self._wordbook = wordbook
        self._kept: BoundedCache[tuple[str, bool], tuple[Plan, WordMatch]] = BoundedCache(_ROWS_KEPT)
        self._units: BoundedCache[Unit, Hits] = BoundedCache(_ROWS_KEPT)

    def find(self, criteria: Criteria) -> Found:
        """Answer a search."""
        return engine.answer(criteria, *self._matched(criteria.words, exact=criteria.exact), self.facets)

    def matching_ids(self, criteria: Criteria, most: int) -> tuple[int, ...]:
        """Give the ids of all activities that fit, at most so many, in order."""
        _plan, matched = self._matched(criteria.words, exact=criteria.exact)
        return engine.matching_ids(criteria, matched, self.facets, most)

    def patched(
        self, revision: int, changed: Sequence[IndexedActivity], gone_ids: Sequence[int]
    ) -> "OpenIndex":
        """Give the index with activities changed, added and gone; this one stays as it is.

        Words get their scores with the averages of this index; the next build puts that right.
        """
        facets, row_of = patched_facts(self.facets, revision, [one.facts for one in changed], gone_ids)
        rows = {row_of[one.facts.activity_id]: one for one in changed}
        words = PatchedWords(self.words, facets, rows)
        named: dict[str, tuple[int, ...]] = {}
        for row, one in rows.items():
            name = folded(one.title)
            named[name] = tuple(dict.fromkeys((*named.get(name, self._names.get(name, ())), row)))
        spelt = {word for one in changed for _field, text in one.texts() for word in folded_words(text)}
        lexicon = self._lexicon.with_words(word for word in spelt if is_spelt(word))
        return OpenIndex(facets, words, overlaid(self._names, named), lexicon, self._wordbook)

    def _matched(self, words: str, *, exact: bool) -> tuple[Plan, WordMatch]:
        known = self._kept.get((words, exact))
        if known is None:
            plan = read_query(words, self._wordbook, self, exact=exact)
            matched = engine.match(plan, self._hits, self._names, self.facets.everything)
            known = (plan, matched)
            rows = sum(len(hits.rows) for hits in matched.units)
            # Words that nothing has are not kept: a crawler could ask for them without end.
            if rows or not words:
                self._kept.put((words, exact), known, cost=_COST_OF_AN_ANSWER + rows)
        return known

    def _hits(self, unit: Unit) -> Hits:
        """Give the rows of a word with all that means the same, or of all words that begin so."""
        known = self._units.get(unit)
        if known is None:
            known = engine.unit_hits(unit, self.words, self.facets.size)
            if len(unit) > 1 and len(known.rows):
                self._units.put(unit, known, cost=len(known.rows))
        return known

    def forget_answers(self) -> None:
        """Forget what words matched, but not the words, for measurements."""
        self._kept.clear()

    def forget(self) -> None:
        """Empty all caches, for measurements."""
        self.forget_answers()
        self._units.clear()
        self.words.forget()
        self.facets.placed.forget()
        self._lexicon.forget()

    def knows(self, stem: str) -> bool:
        """Tell whether any activity has a word with this stem."""
        return self.words.has(stem)

    def stand_together(self, stems: Sequence[str]) -> bool:
        """Tell whether words with these stems stand side by side in any activity."""
        return all(map(self.knows, stems)) and len(self.words.hits(stems).rows) > 0

    def completions(self, start: str) -> tuple[str, ...]:
        """Give words that begin so."""
        return self._lexicon.completions(start)

    def closest(self, word: str) -> str | None:
        """Give the word that was probably meant."""
        return self._lexicon.closest(word)


def opened(place: Path, key: bytes, name: str, wordbook: Wordbook) -> OpenIndex:
    """Open a directory of the index after its signature holds; raises IndexFolderError and others."""
    files = folder.checked_files(place, key, name)
    tables = Tables(files[_FILE])
    facets = FacetIndex.from_tables(tables, Tables(files[_FILE_OF_ROWS]))
    spelt = dict(zip(tables.lines("spelt"), tables.numbers("spelt.counts", "I"), strict=True))
    # A word that only the council's lists have can still be meant by a misspelling.
    counts = dict.fromkeys(wordbook.words, 1) | spelt
    words, names = WordIndex(tables, facets.size), rows_by_name(tables.lines("names"))
    return OpenIndex(facets, words, names, Lexicon(sorted(counts), counts), wordbook)


def rows_by_name(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Give the rows for each folded name."""
    rows: dict[str, tuple[int, ...]] = {}
    for row, name in enumerate(names):
        rows[name] = (*rows.get(name, ()), row)
    return rows
