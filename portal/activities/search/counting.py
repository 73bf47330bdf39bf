"""Counts how many rows of a set fit each choice, in the way that is quickest for that set.

A row's choices are also one integer with a byte for each choice, so adding up the rows counts all choices at once.
For few rows that is quicker than an AND with the set of each choice.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import chain, islice, repeat
from operator import and_, itemgetter

from portal.activities.rules.facets import Facet
from portal.activities.search.bitsets import rows_in

# A byte holds the sum of so many rows, two bytes of so many.
_ONE_BYTE, _TWO_BYTES = 0xFF, 0xFFFF
# Measured: adding a row takes as long as an AND with the sets of so many rows' share of a directory,
# finding out which rows they are included; finding the first one takes as long as some sets.
_ROW, _ROW_FOUND, _FIRST_FOUND = 1_100, 3_000, 14

Counts = dict[Facet, dict[str, int]]


class Tally:
    """The choices of a directory, the set of rows of each, and each row as an integer that counts its choices."""

    def __init__(self, names: tuple[str, ...], rows: Sequence[int], sets: Mapping[str, int]) -> None:
        """Keep the names of the choices' sets, in the order of their bytes in each row."""
        self.names = names
        self.rows = rows
        self._sets = sets
        self._places: dict[Facet, list[int]] = {facet: [] for facet in Facet}
        codes: dict[Facet, list[str]] = {facet: [] for facet in Facet}
        for place, name in enumerate(names):
            _value, facet, code = name.split("/", 2)
            codes[Facet(facet)].append(code)
            self._places[Facet(facet)].append(place)
        self._codes = {facet: tuple(found) for facet, found in codes.items()}
        self._getters = {facet: _getter(places) for facet, places in self._places.items()}

    def patched(self, names: tuple[str, ...], rows: Sequence[int], sets: Mapping[str, int]) -> "Tally":
        """Give the same for other rows; mostly no choice is new, and then their places are known."""
        if names != self.names:
            return Tally(names, rows, sets)
        fresh = copy(self)
        fresh.__dict__.pop("sets", None)
        fresh.rows, fresh._sets = rows, sets
        return fresh

    @cached_property
    def sets(self) -> Mapping[Facet, Mapping[str, int]]:
        """Give the rows of each choice that any row fits."""
        return {
            facet: {
                code: self._sets.get(self.names[place], 0) for code, place in zip(codes, places, strict=True)
            }
            for (facet, codes), places in zip(self._codes.items(), self._places.values(), strict=True)
        }

    def counts(
        self, bits: int, facets: Iterable[Facet], size: int, rows: Sequence[int] | None = None
    ) -> Counts:
        """Count, for each choice of these facets, the rows of a set that fit it.

        `rows` are the same rows, where they are known already.
        """
        wanted = tuple(facets)
        if len(wanted) == len(self._codes):
            several = len(self.names)
        else:
            several = sum([len(self._codes[facet]) for facet in wanted])
        count = bits.bit_count()
        if rows is None:
            is_quick = (several - _FIRST_FOUND) * size > _ROW_FOUND * count
        else:
            is_quick = several * size > _ROW * count
        if is_quick and count <= _TWO_BYTES:
            return self.named(self.summed(rows_in(bits) if rows is None else rows, count), wanted)
        sets = self.sets
        return {
            facet: dict(zip(found, map(int.bit_count, map(and_, found.values(), repeat(bits))), strict=True))
            for facet in wanted
            if (found := sets[facet]) is not None
        }

    def all_counts(self, bits: int) -> Sequence[int]:
        """Count the rows of a set for each choice, in their order."""
        return [(self._sets.get(name, 0) & bits).bit_count() for name in self.names]

    def named(self, counts: Sequence[int], facets: Iterable[Facet]) -> Counts:
        """Give the counts of all choices, in their order, by facet and code."""
        # Every answer comes through here, and comparing lengths would take a third of the time.
        return {facet: dict(zip(self._codes[facet], self._getters[facet](counts))) for facet in facets}  # noqa: B905

    def summed(self, rows: Iterable[int], count: int) -> Sequence[int]:
        """Give for each choice how many of these rows, of which there are `count`, fit it."""
        each = map(self.rows.__getitem__, rows)
        width = len(self.names) + (len(self.names) & 1)
        if count <= _ONE_BYTE:
            return sum(each).to_bytes(width, "little")
        # The bytes are spread before they run over: those at even places, and those at odd ones.
        mask = int.from_bytes(b"\xff\x00" * (width // 2), "little")
        even = odd = 0
        for _start in range(0, count, _ONE_BYTE):
            some = sum(islice(each, _ONE_BYTE))
            even += some & mask
            odd += some >> 8 & mask
        halves = (array("H", total.to_bytes(width, "little")) for total in (even, odd))
        return list(chain.from_iterable(zip(*halves, strict=True)))


def _getter(places: Sequence[int]) -> Callable[[Sequence[int]], Iterable[int]]:
    """Give what takes the counts at these places; mostly they are side by side."""
    start = places[0] if places else 0
    if list(places) == list(range(start, start + len(places))):
        return itemgetter(slice(start, start + len(places)))
    return itemgetter(*places)


def row_of_choices(places: Iterable[int], width: int) -> int:
    """Give a row as an integer with a 1 in the byte of each choice that it fits."""
    row = bytearray(width)
    for place in places:
        row[place] = 1
    return int.from_bytes(row, "little")


def rows_of_choices(names: Sequence[str], sets: Mapping[str, int], size: int) -> list[int]:
    """Give all rows as such integers."""
    rows = [bytearray(len(names)) for _row in range(size)]
    for place, name in enumerate(names):
        for row in rows_in(sets[name]):
            rows[row][place] = 1
    return [int.from_bytes(row, "little") for row in rows]
