"""Rows that match words, with Whoosh's own BM25F numbers, and the best of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from heapq import nsmallest
from itertools import compress, repeat
from operator import add, and_, itemgetter, mul, neg, or_
from typing import NamedTuple

from portal.activities.search.bitsets import Membership, bits_of, first_rows, rows_in

# A match of one more word is worth more than any sum of BM25F numbers.
_ONE_MORE_WORD = 1_000.0
# What a word that says little counts for beside the others.
_SMALL = 0.5
# What the nearest counts for where no words say what fits: less than that something is for an age that was typed.
_NEAR = 2.9
# Below this share of a list's rows, adding up scores is faster than walking down the list.
_SPARSE = 16
# Below this share of a list's rows, looking each one up is faster than unpacking the list.
_LOOKED_UP = 32
# Up to so many rows, sorting all is quicker than keeping the best.
_SORTED = 500


class Hits:
    """The rows in which something stands, in order, with a score each."""

    def __init__(
        self,
        rows: Sequence[int],
        scores: Sequence[float],
        size: int,
        bits: int | None = None,
        counted: Sequence[int] | None = None,
    ) -> None:
        """Keep rising rows and their scores; `bits` is the set of the rows where it is known already.

        `counted` is how many of them fit each choice, where the index has counted that.
        """
        self.counted = counted
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

    def best_first(self, factors: Sequence[float] | None) -> Sequence[int]:
        """Give the rows by falling score, equal ones in browsing order; `factors` weigh each row of the directory.

        An index has one list of factors for all its hits, so the order is worked out once.
        """
        known: Sequence[int] | None = self.__dict__.get("order")
        if known is None:
            weighed = map(mul, self.scores, at(factors, self.rows)) if factors else self.scores
            falling = list(map(neg, weighed))
            ordered = sorted(range(len(falling)), key=falling.__getitem__)
            known = self.__dict__["order"] = array("I", map(self.rows.__getitem__, ordered))
        return known

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
        if len(rows) * _LOOKED_UP < len(self.rows) and "by_row" not in self.__dict__:
            return [self.score(row) for row in rows]
        return at(self.by_row, rows)

    def in_size(self, size: int) -> "Hits":
        """Give the same for a directory with more rows."""
        return self if size == self.size else Hits(self.rows, self.scores, size, self.bits)

    def only(self, rows: Sequence[int]) -> "Hits":
        """Give the same for some of its rows."""
        return Hits(array("I", rows), array("f", self.scores_of(rows)), self.size)


def at(table: Sequence[float], rows: Sequence[int]) -> Sequence[float]:
    """Give what a table with a number for each row of the directory has for these rows."""
    if len(rows) < 2:  # itemgetter gives one thing bare.
        return [table[row] for row in rows]
    found: Sequence[float] = itemgetter(*rows)(table)
    return found


NO_HITS = Hits(array("I"), array("f"), 0, 0)


def merged(parts: Sequence[tuple[Hits, float]], size: int) -> Hits:
    """Give rows that are in any part, with the sum of their weighted scores.

    A sum, because an activity that has several words for a thing is more about it than one that has one.
    """
    totals: dict[int, float] = {}
    for hits, weight in parts:
        here = dict(zip(hits.rows, map(weight.__mul__, hits.scores), strict=True))
        for row in totals.keys() & here.keys():
            here[row] += totals[row]
        totals |= here
    found = Hits.of(totals, size)
    return Hits(found.rows, found.scores, size, reduce(or_, (hits.bits for hits, _weight in parts), 0))


def in_all(parts: Sequence[Hits], size: int) -> Hits:
    """Give rows that are in every part, with the sum of their scores."""
    rows = array("I", rows_in(reduce(and_, (hits.bits for hits in parts))))
    sums = map(sum, zip(*(hits.scores_of(rows) for hits in parts), strict=True))
    return Hits(rows, array("f", sums), size)


class Weighing(NamedTuple):
    """What weighs the rows beside their words, each a list for the whole directory or None.

    The sum of a row's scores is raised by its lift and multiplied by its factor; nearness multiplies what its words
    count, and not that it has one more of them.
    """

    factors: Sequence[float] | None = None
    lifts: Sequence[float] | None = None
    nearness: Sequence[float] | None = None


_EVENLY = Weighing()


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

    def best(
        self, bits: int, size: int, end: int, weighing: Weighing = _EVENLY, known: Sequence[int] | None = None
    ) -> list[int]:
        """Give the `end` best rows of a set; a row that is named exactly so comes first.

        `known` are the rows of the set, where they are known already.
        """
        factors = weighing.factors
        is_plain = weighing.lifts is None and weighing.nearness is None and not self.small
        if is_plain and known is not None and not self.named and len(self.units) < 2:
            if not self.units:
                return list(known[:end])
            if len(known) == len(self.units[0].rows):
                return list(self.units[0].best_first(factors)[:end])
        first = [row for row in self.named if bits >> row & 1]
        wanted = end + len(first)
        if is_plain and not self.units:
            rest = first_rows(bits, wanted)
        elif is_plain and len(self.units) == 1 and bits.bit_count() * _SPARSE >= len(self.units[0].rows):
            rest = _walk(self.units[0].best_first(factors), Membership(bits, size), wanted)
        else:
            rest = self._by_sum(bits, list(rows_in(bits)) if known is None else known, wanted, weighing)
        return (first + [row for row in rest if row not in first])[:end]

    def _by_sum(self, bits: int, rows: Sequence[int], end: int, weighing: Weighing) -> list[int]:
        scores = [hits.scores_of(rows) for hits in self.units]
        if weighing.nearness is not None:
            here = at(weighing.nearness, rows)
            scores = [list(map(mul, found, here)) for found in scores]
        if any(bits & hits.bits != bits for hits in self.units):
            # Some rows lack a word.
            scores = [[score + _ONE_MORE_WORD if score else 0.0 for score in found] for found in scores]
        scores += [[score * _SMALL for score in hits.scores_of(rows)] for hits in self.small]
        totals: Iterable[float] = reduce(partial(map, add), scores) if scores else repeat(0.0, len(rows))
        if weighing.lifts is not None:
            totals = map(add, totals, at(weighing.lifts, rows))
            if weighing.nearness is not None and not self.units:
                totals = map(add, totals, map(_NEAR.__mul__, at(weighing.nearness, rows)))
        if weighing.factors is not None:
            totals = map(mul, totals, at(weighing.factors, rows))
        return _lowest(list(map(neg, totals)), rows, end)


def _lowest(falling: Sequence[float], rows: Sequence[int], end: int) -> list[int]:
    """Give the `end` rows with the lowest numbers, equal ones in their order."""
    places: Sequence[int] = range(len(falling))
    if len(falling) > _SORTED and end > 0:
        # Only what is no worse than the last that is wanted has to be sorted.
        last = nsmallest(end, falling)[-1]
        places = list(compress(places, map(last.__ge__, falling)))
    return [rows[place] for place in sorted(places, key=falling.__getitem__)[:end]]


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
