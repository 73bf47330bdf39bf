"""The portal's own engine; the only place of the benchmark that knows how it is built, opened and asked."""

from collections.abc import Mapping
from pathlib import Path

from bench.engines.corpus import Corpus
from bench.engines.questions import Answer, Question
from bench.generated import FIRST_DAY
from portal.activities.content import Synonyms
from portal.activities.search import open_index
from portal.activities.search.folder import current_name
from portal.activities.search.open_index import OpenIndex, build_index
from portal.activities.search.query import read_query
from portal.activities.search.wordbook import Wordbook

# Without lists of synonyms, so that every engine looks for the same stems.
_KEY = b"b" * 32
_NO_LISTS = Wordbook(Synonyms(), {})


def build(corpus: Corpus, folder: Path) -> None:
    """Build the index as the worker does."""
    build_index(folder, _KEY, 1, corpus.documents, corpus.codes, FIRST_DAY)


def opened(folder: Path) -> OpenIndex:
    """Open the index as a web process does."""
    return open_index.opened(folder, _KEY, current_name(folder) or "", _NO_LISTS)


class Ours:
    """Asks the portal's engine; what it remembers of answers is dropped first, what it knows of words is kept."""

    name = "ours"

    def __init__(self, index: OpenIndex) -> None:
        """Ask this open index."""
        self.index = index

    def prepare(self) -> None:
        """Drop what was answered before."""
        self.index.forget_answers()

    def answer(self, question: Question) -> Answer:
        """Answer."""
        found = self.index.find(question.criteria)
        return Answer(found.total, found.counts, found.ids)

    def matching(self, question: Question) -> frozenset[int]:
        """Give all ids."""
        return frozenset(self.index.matching_ids(question.criteria, self.index.facets.size))

    def units(self, words: str) -> tuple[tuple[str, ...], ...]:
        """Give the stems that words ask for after spelling and completion; each unit is a choice of stems."""
        plan = read_query(words, _NO_LISTS, self.index, exact=False)
        return tuple(tuple(dict.fromkeys(way.phrase.stems[0] for way in unit)) for unit in plan.units)

    def scores(self, stem: str) -> Mapping[int, float]:
        """Give the score of each row for one stem."""
        hits = self.index.words.hits((stem,))
        return dict(zip(hits.rows, hits.scores, strict=True))

    def close(self) -> None:
        """Nothing is held open."""


class AskedBefore(Ours):
    """The same question once more: everything is remembered."""

    name = "ours.asked-before"

    def prepare(self) -> None:
        """Drop nothing."""


class Cold(Ours):
    """Nothing is remembered, as in the first second of a process."""

    name = "ours.cold"

    def prepare(self) -> None:
        """Empty all caches."""
        self.index.forget()
