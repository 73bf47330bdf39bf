"""The words of a directory of which a few activities changed since its index was built."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from portal.activities.search.analysis import folded_words, stems_with_spaces
from portal.activities.search.bitsets import bits_of
from portal.activities.search.documents import FIELD_BOOSTS, IndexedActivity
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.ranking import Hits
from portal.activities.search.words import WordIndex
from portal.activities.search.writing import document_text, score
from portal.infra.bounded import BoundedCache

_ROWS_KEPT = 500_000


class PatchedWords:
    """The words of an index with some rows read anew from what was saved."""

    def __init__(
        self, before: "WordIndex | PatchedWords", facets: FacetIndex, rows: Mapping[int, IndexedActivity]
    ) -> None:
        """Take the words of these rows from the activities, and no words of rows that are gone.

        What was changed `before` stays as it was read then.
        """
        earlier: Mapping[int, _Words] = {} if isinstance(before, WordIndex) else before._changed
        self.base: WordIndex = before if isinstance(before, WordIndex) else before.base
        self.size = facets.size
        changed = {**earlier, **{row: _Words(one) for row, one in rows.items()}}
        self._changed: Mapping[int, _Words] = {
            row: words for row, words in changed.items() if not facets.gone >> row & 1
        }
        self._touched = bits_of(self._changed, facets.size) | facets.gone
        self._kept: BoundedCache[tuple[str, ...], Hits] = BoundedCache(_ROWS_KEPT)

    def hits(self, stems: Sequence[str]) -> Hits:
        """Give the rows with these stems side by side, with the sum of their scores over all fields."""
        key = tuple(stems)
        known = self._kept.get(key)
        if known is None:
            known = self._looked_up(key)
            if len(known.rows):
                self._kept.put(key, known, cost=len(known.rows))
        return known

    def has(self, stem: str) -> bool:
        """Tell whether any activity has a word with this stem."""
        return self.base.has(stem) or any(stem in words.stems for words in self._changed.values())

    def forget(self) -> None:
        """Empty the cache, for measurements."""
        self._kept.clear()
        self.base.forget()

    def _looked_up(self, stems: tuple[str, ...]) -> Hits:
        before = self.base.hits(stems)
        fresh = dict(self._scored(stems))
        if not fresh and not before.bits & self._touched:
            return before.in_size(self.size)
        kept = {
            row: score
            for row, score in zip(before.rows, before.scores, strict=True)
            if not self._touched >> row & 1
        }
        return Hits.of(kept | fresh, self.size)

    def _scored(self, stems: tuple[str, ...]) -> Iterator[tuple[int, float]]:
        phrase = f" {' '.join(stems)} "
        for row, words in self._changed.items():
            if phrase in words.text:
                yield row, sum(self._score(words, stem) for stem in dict.fromkeys(stems))

    def _score(self, words: "_Words", stem: str) -> float:
        weights = self.base.weights(stem) or self.base.weight_of_a_new_word
        return sum(
            boost * score(weights[place], count, words.lengths[place], self.base.averages[place])
            for place, boost in enumerate(FIELD_BOOSTS.values())
            if (count := words.counts[place].get(stem, 0))
        )


class _Words:
    """The stems of one activity, field by field."""

    def __init__(self, activity: IndexedActivity) -> None:
        fields = [stems_with_spaces(folded_words(text)) for _field, text in activity.texts()]
        self.text = document_text(fields)
        self.counts = [Counter(stems.split()) for stems in fields]
        self.lengths = [max(1, counts.total()) for counts in self.counts]
        self.stems = frozenset(self.text.split())
