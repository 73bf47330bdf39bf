"""Rows that match words, with Whoosh's own BM25F numbers, and the best of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from heapq import nsmallest
from operator import and_, itemgetter, neg

from portal.activities.search.bitsets import Membership, bits_of, first_rows, rows_in

# A match of one more word is worth more than any sum of BM25F numbers.
_ONE_MORE_WORD = 1_000.0
# What a word that says little counts for beside the others.
_SMALL = 0.5
# What it counts for that an activity is for people of the age that was typed.
_SUITED = 3.0
# Below this share of a list's rows, looking each one up is faster than unpacking the list.
_SPARSE = 16
# What is left of the score of an activity whose facts were checked long ago: it stands lower, never last.
_STALE = 0.8


class Hits:
    """The rows in which something stands, in order, with a score each."""

    def __init__(
        self, rows: Sequence[int], scores: Sequence[float], size: int, bits: int | None = None
    ) -> None:
        """Keep rising rows and their scores; `bits` is the set of the rows where it is known already."""
        self.rows = rows
        self.scores = scores
        self.size = size
        if bits is not None:
            # Fills the cached property below.
            self.__dict__["bits"] = bits

    @classmethod
    def of(cls, scores: Mapping[int, float], size: int) -> "Hits":
        """Make hits of scores by row."""
        rows = array("I", sorted(scores))
        return cls(rows, array("f", map(scores.__getitem__, rows)), size)

    @cached_property
    def bits(self) -> int:
        """Give the rows as a set."""
        return bits_of(self.rows, self.size)

    @cached_property
    def best_first(self) -> "array[int]":
        """Give the rows by falling score, equal ones in browsing order."""
        falling = list(map(neg, self.scores))
        ordered = sorted(range(len(falling)), key=falling.__getitem__)
        return array("I", map(self.rows.__getitem__, ordered))

    @cached_property
    def by_row(self) -> "array[float]":
        """Give a score for each row of the directory, 0 where it does not stand."""
        scores = array("f", bytes(4 * self.size))
        for row, score in zip(self.rows, self.scores, strict=True):
            scores[row] = score
        return scores

    def score(self, row: int) -> float:
        """Give the score of a row, 0 when it is not among them."""
        place = bisect_left(self.rows, row)
        return self.scores[place] if place < len(self.rows) and self.rows[place] == row else 0.0

    def scores_of(self, rows: Sequence[int]) -> Sequence[float]:
        """Give the score of each of these rows."""
        if not self.rows:
            return [0.0] * len(rows)
        if len(rows) * _SPARSE < len(self.rows):
            return [self.score(row) for row in rows]
        if len(rows) < 2:  # itemgetter gives one thing bare.
            return [self.by_row[row] for row in rows]
        found: Sequence[float] = itemgetter(*rows)(self.by_row)
        return found

    def in_size(self, size: int) -> "Hits":
        """Give the same for a directory with more rows."""
        return self if size == self.size else Hits(self.rows, self.scores, size, self.bits)

    def only(self, rows: Sequence[int]) -> "Hits":
        """Give the same for some of its rows."""
        return Hits(array("I", rows), array("f", self.scores_of(rows)), self.size)


NO_HITS = Hits(array("I"), array("f"), 0, 0)


def merged(parts: Sequence[tuple[Hits, float]], size: int) -> Hits:
    """Give rows that are in any part, with the sum of their weighted scores.

    A sum, because an activity that has several words for a thing is more about it than one that has one.
    """
    totals: dict[int, float] = {}
    for hits, weight in parts:
        for row, score in zip(hits.rows, hits.scores, strict=True):
            totals[row] = totals.get(row, 0.0) + score * weight
    return Hits.of(totals, size)


def in_all(parts: Sequence[Hits], size: int) -> Hits:
    """Give rows that are in every part, with the sum of their scores."""
    rows = array("I", rows_in(reduce(and_, (hits.bits for hits in parts))))
    sums = map(sum, zip(*(hits.scores_of(rows) for hits in parts), strict=True))
    return Hits(rows, array("f", sums), size)


@dataclass(frozen=True, slots=True)
class WordMatch:
    """The rows that the words of a search fit; without words, all rows in browsing order."""

    bits: int
    units: tuple[Hits, ...] = ()
    named: tuple[int, ...] = ()
    # Words that only order; rows without them are there too.
    small: tuple[Hits, ...] = ()
    is_partial: bool = False
    # What suits this age stands higher.
    age: int | None = None

    def best(self, bits: int, size: int, end: int, stale: int = 0, suited: Sequence[int] = ()) -> list[int]:
        """Give the `end` best rows of a set; a row that is named exactly so comes first.

        Each of the sets `suited` that a row is in lifts it as one more word in its text would.
        """
        members = Membership(bits, size)
        first = [row for row in self.named if row in members]
        wanted = end + len(first)
        is_plain = not (self.small or suited)
        if is_plain and not self.units:
            rest = first_rows(bits, 0, wanted)
        elif is_plain and len(self.units) == 1 and not bits & stale:
            rest = self._by_one(bits, members, wanted)
        else:
            rest = self._by_sum(bits, size, wanted, stale, suited)
        return (first + [row for row in rest if row not in first])[:end]

    def _by_one(self, bits: int, members: Membership, end: int) -> list[int]:
        hits = self.units[0]
        if bits.bit_count() * _SPARSE < len(hits.rows):
            return nsmallest(end, rows_in(bits), key=lambda row: (-hits.score(row), row))
        return _walk(hits.best_first, members, end)

    def _by_sum(self, bits: int, size: int, end: int, stale: int, suited: Sequence[int]) -> list[int]:
        rows = list(rows_in(bits))
        scores = [hits.scores_of(rows) for hits in self.units]
        if not scores:
            totals: Sequence[float] = [0.0] * len(rows)
        elif all(bits & hits.bits == bits for hits in self.units):
            totals = [-sum(found) for found in zip(*scores, strict=True)]
        else:
            totals = [
                -sum(score + _ONE_MORE_WORD for score in found if score)
                for found in zip(*scores, strict=True)
            ]
        for hits in self.small:
            few = hits.scores_of(rows)
            totals = [total - score * _SMALL for total, score in zip(totals, few, strict=True)]
        for some in suited:
            right = Membership(some & bits, size)
            totals = [
                total - _SUITED if row in right else total for row, total in zip(rows, totals, strict=True)
            ]
        if old := bits & stale:
            dimmed = Membership(old, size)
            totals = [
                total * _STALE if row in dimmed else total for row, total in zip(rows, totals, strict=True)
            ]
        return [row for _total, row in nsmallest(end, zip(totals, rows, strict=True))]


def _walk(order: Iterable[int], members: Membership, end: int) -> list[int]:
    found: list[int] = []
    for row in order:
        if row in members:
            found.append(row)
            if len(found) == end:
                break
    return found


def in_order(order: Iterable[int], bits: int, size: int, end: int) -> list[int]:
    """Give the first `end` rows of a set, where `order` holds all rows."""
    return _walk(order, Membership(bits, size), end)
