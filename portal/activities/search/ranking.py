"""Rows that match words, with Whoosh's own BM25F numbers, and the best of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from portal.activities.search.bitsets import Membership, bits_of, first_rows, rows_in

# A match of one more word is worth more than any sum of BM25F numbers.
_ONE_MORE_WORD = 1_000.0
# Below this share of a list's rows, looking each one up is faster than unpacking the list.
_SPARSE = 16


class Hits:
    """The rows in which something stands, in order, with a score each."""

    def __init__(self, scores: Mapping[int, float], size: int) -> None:
        """Keep the scores by row, in flat arrays."""
        self.rows = array("I", sorted(scores))
        self.scores = array("f", [scores[row] for row in self.rows])
        self.size = size

    @cached_property
    def bits(self) -> int:
        """Give the rows as a set."""
        return bits_of(self.rows, self.size)

    @cached_property
    def best_first(self) -> "array[int]":
        """Give the rows by falling score, equal ones in browsing order."""
        ordered = sorted(range(len(self.rows)), key=lambda place: (-self.scores[place], place))
        return array("I", [self.rows[place] for place in ordered])

    def score(self, row: int) -> float:
        """Give the score of a row, 0 when it is not among them."""
        place = bisect_left(self.rows, row)
        return self.scores[place] if place < len(self.rows) and self.rows[place] == row else 0.0

    def as_mapping(self) -> dict[int, float]:
        """Give the scores by row."""
        return dict(zip(self.rows, self.scores, strict=True))


def merged(parts: Iterable[tuple[Hits, float]], size: int) -> Hits:
    """Give rows that are in any part, with the sum of their weighted scores.

    A sum, because an activity that has several words for a thing is more about it than one that has one.
    """
    totals: dict[int, float] = {}
    for hits, weight in parts:
        for row, score in zip(hits.rows, hits.scores, strict=True):
            totals[row] = totals.get(row, 0.0) + score * weight
    return Hits(totals, size)


def in_all(parts: Sequence[Hits], size: int) -> Hits:
    """Give rows that are in every part, with the sum of their scores."""
    bits = parts[0].bits
    for hits in parts[1:]:
        bits &= hits.bits
    return Hits({row: sum(hits.score(row) for hits in parts) for row in rows_in(bits)}, size)


@dataclass(frozen=True, slots=True)
class WordMatch:
    """The rows that the words of a search fit; without words, all rows in browsing order."""

    bits: int
    units: tuple[Hits, ...] = ()
    named: tuple[int, ...] = ()
    is_partial: bool = False
    # The words only order the rows; those without them are there too.
    only_orders: bool = False

    def best(self, bits: int, size: int, end: int) -> list[int]:
        """Give the `end` best rows of a set; a row that is named exactly so comes first."""
        members = Membership(bits, size)
        first = [row for row in self.named if row in members]
        if not self.units:
            rest = first_rows(bits, 0, end + len(first))
        elif len(self.units) == 1 and not self.only_orders:
            rest = _walk(self.units[0].best_first, members, end + len(first))
        else:
            rest = self._by_sum(bits, end + len(first))
        return (first + [row for row in rest if row not in first])[:end]

    def _by_sum(self, bits: int, end: int) -> list[int]:
        count = bits.bit_count()
        totals = dict.fromkeys(rows_in(bits), 0.0)
        for hits in self.units:
            dense = count * _SPARSE > len(hits.rows)
            found = hits.as_mapping() if dense else {row: hits.score(row) for row in totals}
            for row in totals:
                if score := found.get(row, 0.0):
                    totals[row] += score + _ONE_MORE_WORD
        return nsmallest(end, totals, key=lambda row: (-totals[row], row))


def _walk(order: Iterable[int], members: Membership, end: int) -> list[int]:
    found: list[int] = []
    for row in order:
        if row in members:
            found.append(row)
            if len(found) == end:
                break
    return found


def by_distance(order: Iterable[int], bits: int, size: int, end: int) -> list[int]:
    """Give the `end` nearest rows of a set, where `order` holds all rows by distance."""
    return _walk(order, Membership(bits, size), end)
