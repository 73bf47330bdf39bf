"""How far the rows of the directory are from a place."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import nsmallest
from itertools import groupby
from math import hypot, inf

from portal.activities.rules.facets import DISTANCES
from portal.activities.search.bitsets import Membership, bits_from_flags, bits_of, rows_in
from portal.core.places import METRES_IN_A_MILE, Point, miles_between
from portal.infra.bounded import BoundedCache

# A county has about 60 postcode sectors and 40 towns.
_ORIGINS_KEPT = 100
# Below this share of all rows, measuring each one is faster than walking outwards from the place.
_SPARSE = 16


class PlacedRows:
    """Where rows are. Many activities share a hall, so distances are worked out once for each point."""

    def __init__(self, points: Sequence[Point | None], point_of: "array[int]") -> None:
        """Keep the distinct points, the first of which is None, and for each row the place of its point."""
        self.points = points
        self.point_of = point_of
        self._kept: BoundedCache[Point, Distances] = BoundedCache(_ORIGINS_KEPT)

    @classmethod
    def of(cls, points: Sequence[Point | None]) -> "PlacedRows":
        """Put rows on their points."""
        places: dict[Point | None, int] = {None: 0}
        for point in points:
            places.setdefault(point, len(places))
        return cls(list(places), array("I", [places[point] for point in points]))

    def with_rows(self, moved: Sequence[tuple[int, Point | None]], size: int) -> "PlacedRows":
        """Give the same with some rows elsewhere, and new rows up to `size`."""
        places = dict(self._places)
        point_of = self.point_of + array("I", bytes(4 * (size - len(self.point_of))))
        for row, point in moved:
            point_of[row] = places.setdefault(point, len(places))
        return PlacedRows(list(places), point_of)

    @cached_property
    def _places(self) -> dict[Point | None, int]:
        return {point: place for place, point in enumerate(self.points)}

    def from_point(self, origin: Point) -> "Distances":
        """Give all distances from a place; kept for the places asked last."""
        known = self._kept.get(origin)
        if known is None:
            known = Distances(self, origin)
            self._kept.put(origin, known)
        return known

    @cached_property
    def grid(self) -> Sequence[tuple[int, int]]:
        """Give easting and northing of each point but the first, which is none."""
        return [(point.easting, point.northing) for point in self.points if point is not None]

    def forget(self) -> None:
        """Empty the cache, for measurements."""
        self._kept.clear()

    @cached_property
    def rows_at(self) -> list[list[int]]:
        """Give the rows at each point, those without a point first."""
        found: list[list[int]] = [[] for _point in self.points]
        for row, place in enumerate(self.point_of):
            found[place].append(row)
        return found


@dataclass(frozen=True, eq=False)
class Distances:
    """Distances in miles from one place; a row without a place is infinitely far."""

    rows: PlacedRows
    origin: Point

    @cached_property
    def miles_to(self) -> Sequence[float]:
        """Give the miles to each point, and infinity to none."""
        east, north = self.origin.easting, self.origin.northing
        found = [
            hypot(easting - east, northing - north) / METRES_IN_A_MILE for easting, northing in self.rows.grid
        ]
        return [inf, *found]

    def miles(self, row: int) -> float:
        """Give the miles to a row; all points are measured only when many are asked for."""
        place = self.rows.point_of[row]
        if "miles_to" in self.__dict__:
            return self.miles_to[place]
        point = self.rows.points[place]
        return inf if point is None else miles_between(point, self.origin)

    def within(self, limit: int, rows: int, size: int) -> int:
        """Give the rows of a set that are no farther than one of the distances that can be chosen."""
        if "_within" in self.__dict__ or rows.bit_count() * _SPARSE >= size:
            return rows & self._within[limit]
        return bits_of((row for row, far in self._measured(rows) if far <= limit), size)

    def _measured(self, rows: int) -> Sequence[tuple[int, float]]:
        """Give the rows of a small set with their miles; one search asks for the same set again and again."""
        known: tuple[int, Sequence[tuple[int, float]]] | None = self.__dict__.get("last")
        if known is None or known[0] != rows:
            known = rows, [(row, self.miles(row)) for row in rows_in(rows)]
            # The instance is frozen for its users; this is a memory of what it worked out.
            self.__dict__["last"] = known
        return known[1]

    @cached_property
    def _within(self) -> dict[int, int]:
        """Give, for each distance that can be chosen, the rows that are no farther."""
        # One letter a point: how many of the distances it is beyond. Then one letter a row, all in C.
        beyond = bytes(map(partial(bisect_left, DISTANCES), self.miles_to))
        rows = bytes(map(beyond.__getitem__, self.rows.point_of))
        return {
            limit: bits_from_flags(rows.translate(_flags(place))) for place, limit in enumerate(DISTANCES)
        }

    def nearest(self, bits: int, size: int, end: int) -> list[int]:
        """Give the `end` nearest rows of a set; equally near ones in browsing order."""
        if bits.bit_count() * _SPARSE < size:
            return [row for _far, row in nsmallest(end, ((far, row) for row, far in self._measured(bits)))]
        members = Membership(bits, size)
        found: list[int] = []
        for row in self._outwards():
            if row in members:
                found.append(row)
                if len(found) == end:
                    break
        return found

    def _outwards(self) -> Iterator[int]:
        rows_at = self.rows.rows_at
        for _miles, places in groupby(self._order, key=self.miles_to.__getitem__):
            together = [rows_at[place] for place in places]
            yield from together[0] if len(together) == 1 else sorted(row for some in together for row in some)

    @cached_property
    def _order(self) -> list[int]:
        return sorted(range(len(self.miles_to)), key=self.miles_to.__getitem__)


def _flags(place: int) -> bytes:
    """Give a translation of "beyond so many distances" into "within the one at this place": 1 or 0."""
    return bytes(49 if beyond <= place else 48 for beyond in range(256))
