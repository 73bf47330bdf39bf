"""Two ways to count choices in SQL: a bit for each choice, or several counters in one integer."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from bench.engines.corpus import Value
from portal.activities.rules.facets import Facet

# SQLite's integers have 64 bits with their sign; a sum must stay below.
_BITS = 62


class Counters(ABC):
    """Columns of a table that hold the choices of each row; statements are made once, not at each question."""

    table: str
    names: Sequence[str]

    def __init__(self) -> None:
        """Start without statements."""
        self._sums: dict[Facet | None, str] = {}

    @abstractmethod
    def row(self, values: Iterable[Value]) -> Sequence[int]:
        """Give the columns of a row."""

    @abstractmethod
    def read(self, sums: Sequence[int | None], facet: Facet | None = None) -> dict[Facet, dict[str, int]]:
        """Give the counts by facet and code of what was selected."""

    def sums(self, facet: Facet | None = None) -> str:
        """Give what to select, for all choices or for those of one facet."""
        if facet not in self._sums:
            self._sums[facet] = self._selected(facet)
        return self._sums[facet]

    @abstractmethod
    def _selected(self, facet: Facet | None) -> str:
        """Make the sums."""


class Masks(Counters):
    """A bit for each choice; the choices of a facet are in one column."""

    table = "masks"

    def __init__(self, values: Sequence[Value]) -> None:
        """Give each choice its bit."""
        super().__init__()
        self._bits: dict[Facet, dict[str, tuple[int, int]]] = {}
        column, used = 0, 0
        for facet in dict.fromkeys(facet for facet, _code in values):
            codes = [code for other, code in values if other is facet]
            if used + len(codes) > _BITS:
                column, used = column + 1, 0
            self._bits[facet] = {code: (column, used + place) for place, code in enumerate(codes)}
            used += len(codes)
        self.names = [f"m{number}" for number in range(column + 1)]

    def row(self, values: Iterable[Value]) -> Sequence[int]:
        """Give the columns of a row."""
        columns = [0] * len(self.names)
        for facet, code in values:
            column, bit = self._bits[facet][code]
            columns[column] |= 1 << bit
        return columns

    def mask(self, facet: Facet, codes: Iterable[str]) -> tuple[str, int]:
        """Give the column of a facet and the bits of these choices."""
        places = [self._bits[facet][code] for code in codes]
        return self.names[places[0][0]], sum(1 << bit for _column, bit in places)

    def read(self, sums: Sequence[int | None], facet: Facet | None = None) -> dict[Facet, dict[str, int]]:
        """Give the counts."""
        found = iter(sums)
        return {
            one: {code: next(found) or 0 for code in self._bits[one]} for one in _these(self._bits, facet)
        }

    def _selected(self, facet: Facet | None) -> str:
        bits = (place for one in _these(self._bits, facet) for place in self._bits[one].values())
        return ", ".join(f"sum(m{column} >> {bit} & 1)" for column, bit in bits)


class Packed(Counters):
    """Each integer holds the counters of some choices, each wide enough for the number of all rows."""

    table = "packed"

    def __init__(self, values: Sequence[Value], size: int) -> None:
        """Give each choice its column and its place in it."""
        super().__init__()
        self._width = size.bit_length()
        each = _BITS // self._width
        self._all = (1 << self._width) - 1
        self._places: dict[Facet, list[tuple[str, int, int]]] = {}
        self._in_order: dict[Value, tuple[int, int]] = {}
        for number, (facet, code) in enumerate(values):
            column, shift = number // each, number % each * self._width
            self._places.setdefault(facet, []).append((code, column, shift))
            self._in_order[facet, code] = (column, shift)
        self.names = [f"p{number}" for number in range(-(-len(values) // each))]

    def row(self, values: Iterable[Value]) -> Sequence[int]:
        """Give the columns of a row."""
        columns = [0] * len(self.names)
        for value in values:
            column, shift = self._in_order[value]
            columns[column] += 1 << shift
        return columns

    def read(self, sums: Sequence[int | None], facet: Facet | None = None) -> dict[Facet, dict[str, int]]:
        """Give the counts."""
        first = self._places[facet][0][1] if facet else 0
        held, every = [one or 0 for one in sums], self._all
        return {
            one: {code: held[column - first] >> shift & every for code, column, shift in self._places[one]}
            for one in _these(self._places, facet)
        }

    def _selected(self, facet: Facet | None) -> str:
        columns = [
            column for one in _these(self._places, facet) for _code, column, _shift in self._places[one]
        ]
        return ", ".join(f"sum(p{column})" for column in dict.fromkeys(columns))


def _these(facets: Iterable[Facet], facet: Facet | None) -> Iterable[Facet]:
    return facets if facet is None else (facet,)
