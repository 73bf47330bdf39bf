"""All facts of the directory as sets of rows, for finding and counting without a database."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, inf
from typing import Any

from portal.activities.rules.facets import DISTANCES, ActivityFacts, Facet, FacetCodes, is_unknown, values_of
from portal.activities.search.bitsets import bits_of
from portal.activities.search.bounded import BoundedCache
from portal.core.places import METRES_IN_A_MILE, Point

# The facets of which a family is told "more where this is not known".
ASKED_WHEN_UNKNOWN = (Facet.ACCESS, Facet.AGE)
# A county has about 60 postcode sectors and 40 towns.
_ORIGINS_KEPT = 100
_NOWHERE = -1

Sets = dict[Facet, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Distances:
    """How far each row is from one place; a row without a place is at the end of the order."""

    miles: Sequence[float]
    order: Sequence[int]
    within: Mapping[int, int]


class FacetIndex:
    """The rows of one revision of the directory in their browsing order."""

    def __init__(
        self,
        revision: int,
        ids: Sequence[int],
        values: Sets,
        unknown: Sets,
        points: Sequence[Point | None],
        travelling: int,
    ) -> None:
        """Keep what `from_facts` or `from_json` made; a row of `travelling` needs no journey."""
        self.revision = revision
        self.ids = array("q", ids)
        self.size = len(self.ids)
        self.everything = (1 << self.size) - 1
        self.values = values
        self._unknown = unknown
        self._eastings = array("i", [point.easting if point else _NOWHERE for point in points])
        self._northings = array("i", [point.northing if point else _NOWHERE for point in points])
        self._travelling = travelling
        self._distances: BoundedCache[Point, Distances] = BoundedCache(_ORIGINS_KEPT)

    @classmethod
    def from_facts(cls, revision: int, facts: Sequence[ActivityFacts], codes: FacetCodes) -> "FacetIndex":
        """Make the sets of a revision from its facts, which are in browsing order."""
        rows: dict[tuple[Facet, str], list[int]] = {}
        for row, one in enumerate(facts):
            for facet, found in values_of(one, codes).items():
                for code in found:
                    rows.setdefault((facet, code), []).append(row)
        size = len(facts)
        values: Sets = {facet: {} for facet in Facet}
        for (facet, code), members in rows.items():
            values[facet][code] = bits_of(members, size)
        return cls(
            revision=revision,
            ids=[one.activity_id for one in facts],
            values=values,
            unknown=_unknown_sets(facts, values, codes),
            points=[None if one.travels_to_you else one.point for one in facts],
            travelling=bits_of((row for row, one in enumerate(facts) if one.travels_to_you), size),
        )

    def to_json(self) -> dict[str, Any]:
        """Give all sets as JSON values, bits as hexadecimal text."""
        return {
            "revision": self.revision,
            "ids": self.ids.tolist(),
            "values": _sets_to_json(self.values),
            "unknown": _sets_to_json(self._unknown),
            "eastings": self._eastings.tolist(),
            "northings": self._northings.tolist(),
            "travelling": f"{self._travelling:x}",
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "FacetIndex":
        """Read what `to_json` gave."""
        grid = zip(data["eastings"], data["northings"], strict=True)
        return cls(
            revision=data["revision"],
            ids=data["ids"],
            values=_sets_from_json(data["values"]),
            unknown=_sets_from_json(data["unknown"]),
            points=[None if easting == _NOWHERE else Point(easting, northing) for easting, northing in grid],
            travelling=int(data["travelling"], 16),
        )

    def chosen(self, facet: Facet, codes: Iterable[str], *, with_unknown: bool) -> int:
        """Give the rows that fit the choices of one facet: any of them, or all of them for access."""
        values = self.counted(facet, with_unknown=with_unknown)
        sets = [values.get(code, 0) for code in codes]
        if facet.needs_all:
            fitting = self.everything
            for bits in sets:
                fitting &= bits
            return fitting
        fitting = 0
        for bits in sets:
            fitting |= bits
        return fitting

    def counted(self, facet: Facet, *, with_unknown: bool) -> Mapping[str, int]:
        """Give the rows of each choice, on request with those of which it is not known."""
        values = self.values[facet]
        if not with_unknown or facet not in ASKED_WHEN_UNKNOWN:
            return values
        unknown = self._unknown[facet]
        return {code: values.get(code, 0) | unknown[code] for code in unknown}

    def from_point(self, origin: Point) -> Distances:
        """Give all distances from a place, in miles; kept for the places asked last."""
        known = self._distances.get(origin)
        if known is None:
            known = self._measured(origin)
            self._distances.put(origin, known)
        return known

    def _measured(self, origin: Point) -> Distances:
        miles = array("f", [inf]) * self.size
        for row, (easting, northing) in enumerate(zip(self._eastings, self._northings, strict=True)):
            if easting != _NOWHERE:
                miles[row] = hypot(easting - origin.easting, northing - origin.northing) / METRES_IN_A_MILE
        order = array("I", sorted(range(self.size), key=miles.__getitem__))
        nearby = {
            limit: order[: bisect_right(order, float(limit), key=miles.__getitem__)] for limit in DISTANCES
        }
        within = {limit: bits_of(rows, self.size) | self._travelling for limit, rows in nearby.items()}
        return Distances(miles, order, within)


def _unknown_sets(facts: Sequence[ActivityFacts], values: Sets, codes: FacetCodes) -> Sets:
    """Give, for each choice, the rows of which it is not known whether they fit."""
    size = len(facts)
    ages = bits_of((row for row, one in enumerate(facts) if not one.ages.is_known), size)
    access = {
        code: bits_of(
            (row for row, one in enumerate(facts) if is_unknown(one, Facet.ACCESS, code, codes)), size
        )
        for code in values[Facet.ACCESS]
    }
    return {Facet.AGE: dict.fromkeys(codes.ages, ages), Facet.ACCESS: access}


def _sets_to_json(sets: Sets) -> dict[str, dict[str, str]]:
    return {facet.value: {code: f"{bits:x}" for code, bits in found.items()} for facet, found in sets.items()}


def _sets_from_json(data: Mapping[str, Mapping[str, str]]) -> Sets:
    return {
        Facet(facet): {code: int(bits, 16) for code, bits in found.items()} for facet, found in data.items()
    }
