"""The words of the directory as flat tables: the rows and scores of each stem, without decoding anything."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from math import log

from portal.activities.search.documents import FIELD_BOOSTS
from portal.activities.search.ranking import NO_HITS, Hits, in_all
from portal.activities.search.tables import Tables
from portal.core.errors import PortalError
from portal.infra.bounded import BoundedCache

# Rows whose best order is kept in memory, at 4 bytes each.
_ROWS_KEPT = 1_000_000


class IndexMismatchError(PortalError):
    """The words and the facts of an index do not belong together."""


class WordIndex:
    """The words of one revision; row n is the nth activity in browsing order."""

    def __init__(self, tables: Tables, size: int) -> None:
        """Open the tables that `word_tables` made; raises IndexMismatchError."""
        self.size = size
        self.stems = tables.lines("stems")
        self.documents = tables.lines("documents")
        if len(self.documents) != size:
            raise IndexMismatchError(f"the index has {len(self.documents)} rows, the facts have {size}")
        self._starts = tables["starts"].cast("Q")
        self._rows = tables["rows"].cast("I")
        self._scores = tables["scores"].cast("f")
        self._sets, self._width = tables["frequent.bits"], (size + 7) >> 3
        self._counted = tables["frequent.counts"].cast("I")
        self._frequent = {place: number for number, place in enumerate(tables["frequent"].cast("I"))}
        self.averages = array("d", bytes(tables["averages"]))
        self._weights = tables["weights"].cast("f")
        self._kept: BoundedCache[tuple[str, ...], Hits] = BoundedCache(_ROWS_KEPT)

    def hits(self, stems: Sequence[str]) -> Hits:
        """Give the rows with these stems side by side, with the sum of Whoosh's scores over all fields."""
        key = tuple(stems)
        known = self._kept.get(key)
        if known is None:
            known = self._stem(key[0]) if len(key) == 1 else self._side_by_side(key)
            # Unknown words are not kept: a crawler could ask for them without end.
            if len(known.rows):
                self._kept.put(key, known, cost=len(known.rows))
        return known

    def has(self, stem: str) -> bool:
        """Tell whether any activity has a word with this stem."""
        return self._place(stem) is not None

    def weights(self, stem: str) -> Sequence[float]:
        """Give how much a stem tells in each field (idf); nothing where it does not stand."""
        place = self._place(stem)
        if place is None:
            return ()
        return self._weights[place * len(FIELD_BOOSTS) : (place + 1) * len(FIELD_BOOSTS)]

    @cached_property
    def weight_of_a_new_word(self) -> Sequence[float]:
        """Give what a stem would tell that stands nowhere yet, by Whoosh's formula."""
        return [log(max(1, self.size)) + 1] * len(FIELD_BOOSTS)

    def forget(self) -> None:
        """Empty the cache, for measurements."""
        self._kept.clear()

    def _place(self, stem: str) -> int | None:
        place = bisect_left(self.stems, stem)
        return place if place < len(self.stems) and self.stems[place] == stem else None

    def _stem(self, stem: str) -> Hits:
        place = self._place(stem)
        if place is None:
            return NO_HITS
        start, end = self._starts[place], self._starts[place + 1]
        rows, scores = self._rows[start:end], self._scores[start:end]
        number = self._frequent.get(place)
        if number is None:
            return Hits(rows, scores, self.size)
        bits = int.from_bytes(self._sets[number * self._width : (number + 1) * self._width], "little")
        choices = len(self._counted) // len(self._frequent)
        return Hits(
            rows, scores, self.size, bits, self._counted[number * choices : (number + 1) * choices].tolist()
        )

    def _side_by_side(self, stems: tuple[str, ...]) -> Hits:
        both = in_all([self.hits((stem,)) for stem in dict.fromkeys(stems)], self.size)
        phrase = f" {' '.join(stems)} "
        return both.only([row for row in both.rows if phrase in self.documents[row]])
