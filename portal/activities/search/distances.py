"""How far the rows of the directory are from a place."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from math import hypot, inf

from portal.activities.rules.facets import DISTANCES
from portal.activities.search.bitsets import Membership, bits_from_flags, bits_of, rows_in
from portal.core.places import METRES_IN_A_MILE, Point
from portal.infra.bounded import BoundedCache

# A county has about 60 postcode sectors and 40 towns; each keeps the order of all rows, at 4 bytes each.
_ROWS_KEPT = 6_000_000
# What is left of the score of what fits the words when it is very far, and within how many miles half of the rest is
# lost; what is online or comes home is as good as something so far away.
_VERY_FAR, _HALF, _COMES_HOME = 0.35, 6.0, 6.0
# Below this share of all rows, measuring each one is faster than walking outwards from the place.
_SPARSE = 16


class PlacedRows:
    """Where rows are. Many activities share a hall, so distances are worked out once for each point."""

    def __init__(self, points: Sequence[Point | None], point_of: "array[int]") -> None:
        """Keep the distinct points, the first of which is None, and for each row the place of its point."""
        self.points = points
        self.point_of = point_of
        self._kept: BoundedCache[Point, Distances] = BoundedCache(_ROWS_KEPT)

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
        moved_rows = PlacedRows(list(places), point_of)
        # Fills the cached property: hashing all points again would take most of the time of an edit.
        moved_rows.__dict__["_places"] = places
        return moved_rows

    @cached_property
    def _places(self) -> dict[Point | None, int]:
        return {point: place for place, point in enumerate(self.points)}

    def from_point(self, origin: Point) -> "Distances":
        """Give all distances from a place; kept for the places asked last."""
        known = self._kept.get(origin)
        if known is None:
            known = Distances(self, origin)
            self._kept.put(origin, known, cost=1 + len(self.point_of))
        return known

    @cached_property
    def grid(self) -> Sequence[tuple[int, int]]:
        """Give easting and northing of each point but the first, which is none."""
        return [(point.easting, point.northing) for point in self.points if point is not None]

    def forget(self) -> None:
        """Empty the cache, for measurements."""
        self._kept.clear()


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

    def miles_of(self, rows: Sequence[int]) -> Sequence[float]:
        """Give the miles to each of these rows; all points are measured only when many are asked for."""
        places = map(self.rows.point_of.__getitem__, rows)
        if "miles_to" in self.__dict__:
            return list(map(self.miles_to.__getitem__, places))
        points, east, north = self.rows.points, self.origin.easting, self.origin.northing
        return [
            inf
            if (point := points[place]) is None
            else hypot(point.easting - east, point.northing - north) / METRES_IN_A_MILE
            for place in places
        ]

    @cached_property
    def nearness(self) -> Sequence[float]:
        """Give for each row what is left of its score here, where words say what fits: from 1 down to a third."""
        each = [
            _VERY_FAR + (1 - _VERY_FAR) / (1 + (_COMES_HOME if far == inf else far) / _HALF)
            for far in self.miles_to
        ]
        return array("f", map(each.__getitem__, self.rows.point_of))

    def within(self, limit: int, rows: int, size: int) -> int:
        """Give the rows of a set that are no farther than one of the distances that can be chosen."""
        if "_within" in self.__dict__ or rows.bit_count() * _SPARSE >= size:
            return rows & self._within[limit]
        return bits_of((row for far, row in self._measured(rows) if far <= limit), size)

    def within_counts(self, rows: int, size: int) -> dict[int, int]:
        """Count the rows of a set within each of the distances that can be chosen."""
        if rows.bit_count() * _SPARSE >= size:
            return {limit: (rows & near).bit_count() for limit, near in self._within.items()}
        measured = self._measured(rows)
        return {limit: bisect_left(measured, (limit, inf)) for limit in DISTANCES}

    def _measured(self, rows: int) -> Sequence[tuple[float, int]]:
        """Give the miles and rows of a small set, nearest first; one search asks for the same set again."""
        known: tuple[int, Sequence[tuple[float, int]]] | None = self.__dict__.get("last")
        if known is None or known[0] != rows:
            found = list(rows_in(rows))
            known = rows, sorted(zip(self.miles_of(found), found, strict=True))
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
            return [row for _far, row in self._measured(bits)[:end]]
        members = Membership(bits, size)
        return list(islice((row for row in self._outwards if row in members), end))

    @cached_property
    def _outwards(self) -> "array[int]":
        """Give all rows, nearest first."""
        far = list(map(self.miles_to.__getitem__, self.rows.point_of))
        return array("I", sorted(range(len(far)), key=far.__getitem__))


def _flags(place: int) -> bytes:
    """Give a translation of "beyond so many distances" into "within the one at this place": 1 or 0."""
    return bytes(49 if beyond <= place else 48 for beyond in range(256))
