"""All facts of the directory as sets of rows, for finding and counting without a database."""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, reduce
from itertools import chain
from operator import and_, or_

from portal.activities.rules.facets import ActivityFacts, Facet, FacetCodes
from portal.activities.search.bitsets import bits_of, rows_in
from portal.activities.search.counting import Counts, Tally, rows_of_choices
from portal.activities.search.distances import Distances, PlacedRows
from portal.activities.search.row_sets import (
    DAYS_AHEAD,
    PER_CODE,
    STALE,
    TRAVELLING,
    UNDATED,
    SetNames,
    date_name,
    features_of,
    open_name,
    sets_of,
    value_name,
)
from portal.activities.search.tables import Tables, as_lines
from portal.core.ages import AgeRange
from portal.core.places import Point

_NOT_CHECKED = 0
# What is left of the score of an activity whose facts were checked long ago: it stands lower, never last.
_STALE = 0.8


class FacetIndex:
    """The rows of one revision of the directory in their browsing order."""

    def __init__(
        self,
        *,
        revision: int,
        names: SetNames,
        ids: "array[int]",
        sets: Mapping[str, int],
        placed: PlacedRows,
        checked: "array[int]",
        tally: Tally,
        gone: int = 0,
        row_of: Mapping[int, int] | None = None,
    ) -> None:
        """Keep what `from_facts` or `from_tables` made; `gone` rows belong to nothing any more."""
        self.revision = revision
        self.names = names
        self.ids = ids
        self.size = len(ids)
        self.everything = ((1 << self.size) - 1) & ~gone
        self.sets = sets
        self.placed = placed
        self.checked = checked
        self.tally = tally
        self.gone = gone
        # The row of each activity.
        self.row_of = {key: row for row, key in enumerate(ids)} if row_of is None else row_of

    @classmethod
    def from_facts(
        cls, revision: int, facts: Sequence[ActivityFacts], codes: FacetCodes, first_day: date = date.min
    ) -> "FacetIndex":
        """Make the sets of a revision from its facts, which are in browsing order.

        `first_day` is the first of the days of which the index knows what runs.
        """
        names = SetNames(codes, features_of(facts), first_day)
        sets = sets_of(((row, names.of(one)) for row, one in enumerate(facts)), len(facts))
        choices = tuple(sorted(name for name in sets if name.startswith("value/")))
        return cls(
            revision=revision,
            names=names,
            ids=array("q", [one.activity_id for one in facts]),
            sets=sets,
            placed=PlacedRows.of([point_of(one) for one in facts]),
            checked=array("I", [checked_of(one) for one in facts]),
            tally=Tally(choices, rows_of_choices(choices, sets, len(facts)), sets),
        )

    def tables(self) -> dict[str, bytes]:
        """Give all of it as tables."""
        width = (self.size + 7) >> 3
        codes = self.names.codes
        head = {
            "revision": self.revision,
            "first_day": self.names.first_day.isoformat(),
            "ages": {code: [band.youngest, band.oldest] for code, band in codes.ages.items()},
            "travel": sorted(codes.travel),
            "hidden": sorted(codes.hidden),
        }
        return {
            "head": json.dumps(head).encode(),
            "ids": self.ids.tobytes(),
            "checked": self.checked.tobytes(),
            "features": as_lines(self.names.features),
            "choices": as_lines(self.tally.names),
            "points": array(
                "i", chain.from_iterable(_grid(point) for point in self.placed.points[1:] if point)
            ).tobytes(),
            "points.rows": self.placed.point_of.tobytes(),
            "sets": as_lines(self.sets),
            "sets.bits": b"".join(bits.to_bytes(width, "little") for bits in self.sets.values()),
        }

    def row_tables(self) -> dict[str, bytes]:
        """Give the tables that nobody needs any more when they have been read."""
        width = len(self.tally.names)
        return {"choices.rows": b"".join(row.to_bytes(width, "little") for row in self.tally.rows)}

    @classmethod
    def from_tables(cls, tables: Tables, row_tables: Tables) -> "FacetIndex":
        """Read what `tables` and `row_tables` gave."""
        head = json.loads(bytes(tables["head"]))
        codes = FacetCodes(
            ages={code: AgeRange(*ends) for code, ends in head["ages"].items()},
            travel=frozenset(head["travel"]),
            hidden=frozenset(head["hidden"]),
        )
        ids = tables.numbers("ids", "q")
        width = (len(ids) + 7) >> 3
        bits, grid = tables["sets.bits"], tables.numbers("points", "i")
        sets = {
            name: int.from_bytes(bits[place * width : (place + 1) * width], "little")
            for place, name in enumerate(tables.lines("sets"))
        }
        choices, each = tuple(tables.lines("choices")), row_tables["choices.rows"]
        rows = [
            int.from_bytes(each[start : start + len(choices)], "little")
            for start in range(0, len(each), len(choices) or 1)
        ]
        points = [None, *(Point(grid[place], grid[place + 1]) for place in range(0, len(grid), 2))]
        first_day = date.fromisoformat(head["first_day"])
        return cls(
            revision=head["revision"],
            names=SetNames(codes, tuple(tables.lines("features")), first_day),
            ids=ids,
            sets=sets,
            placed=PlacedRows(points, tables.numbers("points.rows", "I")),
            checked=tables.numbers("checked", "I"),
            tally=Tally(choices, rows or [0] * len(ids), sets),
        )

    @cached_property
    def travelling(self) -> int:
        """Give the rows for which nobody has to travel."""
        return self.sets.get(TRAVELLING, 0)

    @cached_property
    def stale(self) -> int:
        """Give the rows whose facts were checked long ago."""
        return self.sets.get(STALE, 0)

    @cached_property
    def factors(self) -> Sequence[float] | None:
        """Give by what each row's score is multiplied; None when no row's facts were checked long ago."""
        if not self.stale:
            return None
        factors = array("f", [1.0]) * self.size
        for row in rows_in(self.stale):
            factors[row] = _STALE
        return factors

    @cached_property
    def newest_first(self) -> Sequence[int]:
        """Give all rows, those checked last first."""
        return sorted(range(self.size), key=lambda row: -self.checked[row])

    def chosen(self, facet: Facet, codes: Iterable[str], *, with_unknown: bool) -> int:
        """Give the rows that fit the choices of one facet: any of them, or all of them for access."""
        sets = [self.fitting(facet, code, with_unknown=with_unknown) for code in codes]
        return reduce(and_, sets, self.everything) if facet.needs_all else reduce(or_, sets, 0)

    def fitting(self, facet: Facet, code: str, *, with_unknown: bool) -> int:
        """Give the rows that fit a choice, on request with those of which it is not known."""
        known = self.sets.get(value_name(facet, code), 0)
        return known | self.open(facet, code) if with_unknown else known

    def open(self, facet: Facet, code: str) -> int:
        """Give the rows of which it is not known whether they fit a choice."""
        if facet in PER_CODE and value_name(facet, code) not in self.sets and code not in self.names.features:
            # A feature of which nobody ever said anything.
            return self.everything
        return self.sets.get(open_name(facet, code), 0)

    def counts(
        self,
        bits: int,
        facets: Iterable[Facet],
        *,
        with_unknown: bool,
        rows: Sequence[int] | None = None,
        counted: Sequence[int] | None = None,
    ) -> Counts:
        """Count, for each choice of these facets, the rows of a set that fit it; a choice left out has none.

        `rows` are the same rows, and `counted` what the index counted of them, where they are known already.
        """
        if not bits:
            return {facet: {} for facet in facets}
        if with_unknown:
            return {
                facet: {
                    code: (bits & self.fitting(facet, code, with_unknown=True)).bit_count()
                    for code in self.tally.sets[facet]
                }
                for facet in facets
            }
        if bits == self.everything:
            return self.tally.named(self._all_counts, facets)
        if counted is not None and len(counted) == len(self.tally.names):
            return self.tally.named(counted, facets)
        return self.tally.counts(bits, facets, self.size, rows)

    @cached_property
    def _all_counts(self) -> Sequence[int]:
        return self.tally.all_counts(self.everything)

    def on(self, day: date, *, with_unknown: bool) -> int:
        """Give the rows that run on a day; of one that is more than a year ahead nothing is known."""
        offset = (day - self.names.first_day).days
        if offset >= DAYS_AHEAD:
            return self.everything if with_unknown else 0
        running = self.sets.get(date_name(offset), 0) if offset >= 0 else 0
        return running | self.sets.get(UNDATED, 0) if with_unknown else running

    @cached_property
    def placeless(self) -> int:
        """Give the rows of which nobody has said where a family would have to go."""
        somewhere = bits_of((row for row, point in enumerate(self.placed.point_of) if point), self.size)
        return self.everything & ~somewhere & ~self.travelling

    def next_day(self, row: int, today: date) -> date | None:
        """Give the next day on which a row runs, or None."""
        for offset in range(max(0, (today - self.names.first_day).days), DAYS_AHEAD):
            if self.sets.get(date_name(offset), 0) >> row & 1:
                return self.names.first_day + timedelta(days=offset)
        return None

    def from_point(self, origin: Point) -> Distances:
        """Give all distances from a place, in miles."""
        return self.placed.from_point(origin)

    def within(self, origin: Point, limit: int, of: int | None = None, *, with_unknown: bool = False) -> int:
        """Give the rows, of a set or of all, within so many miles; what comes home or is online is always near."""
        rows = self.everything if of is None else of
        near = self.from_point(origin).within(limit, rows, self.size)
        return near | rows & self._always_near(with_unknown=with_unknown)

    def _always_near(self, *, with_unknown: bool) -> int:
        return self.travelling | self.placeless if with_unknown else self.travelling

    def within_counts(self, origin: Point, rows: int, *, with_unknown: bool = False) -> dict[int, int]:
        """Count the rows of a set within each distance that can be chosen."""
        counts = self.from_point(origin).within_counts(rows, self.size)
        # These have no place, so no distance counts them.
        always = (rows & self._always_near(with_unknown=with_unknown)).bit_count()
        return {limit: count + always for limit, count in counts.items()}


def point_of(facts: ActivityFacts) -> Point | None:
    """Give where a family would have to go."""
    return None if facts.travels_to_you else facts.point


def checked_of(facts: ActivityFacts) -> int:
    """Give the day of the last check as a number that grows, 0 for none."""
    return facts.checked_on.toordinal() if facts.checked_on else _NOT_CHECKED


def _grid(point: Point) -> tuple[int, int]:
    return point.easting, point.northing
