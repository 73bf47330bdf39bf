"""Where a place is that a family typed: a postcode, a sector or a town."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from portal.core.grid import grid_square, parse_grid_square
from portal.core.places import Point, miles_between, parse_postcode, parse_sector, sector_of

# Two letters wrong in nine is still the same town to a reader; any looser, and it is the next town.
_CLOSE_ENOUGH = 0.84
_LONGEST_NAME = 60
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")


class PlaceKind(StrEnum):
    """How exactly a place is known."""

    POSTCODE = "postcode"
    SECTOR = "sector"
    OUTWARD = "outward"
    TOWN = "town"
    GRID_SQUARE = "grid_square"


@dataclass(frozen=True, slots=True)
class District:
    """An area over which the council balances its offer."""

    code: str
    label: str
    rural: bool
    centre: Point


@dataclass(frozen=True, slots=True)
class Town:
    """A town or village with the other names and spellings that people use."""

    code: str
    label: str
    district: str
    also: tuple[str, ...]
    point: Point


@dataclass(frozen=True, slots=True)
class Located:
    """A place that was found; `near` stands for it in addresses and never holds a full postcode."""

    kind: PlaceKind
    near: str
    label: str
    point: Point
    # A full postcode of the council's area that its table does not hold: new, or mistyped.
    is_unlisted: bool = False

    @property
    def is_about(self) -> bool:
        """Tell whether distances are from the middle of an area and so only about right."""
        return self.kind in {PlaceKind.SECTOR, PlaceKind.OUTWARD, PlaceKind.GRID_SQUARE}


class PointTable:
    """Thousands of codes with their points, in three flat arrays instead of objects (about 16 bytes each)."""

    _WIDTH = 8

    def __init__(self, rows: Iterable[tuple[str, int, int]]) -> None:
        """Keep rows of code, easting and northing; codes are at most 8 ASCII characters."""
        ordered = sorted(rows)
        self._codes = "".join(code.ljust(self._WIDTH) for code, _easting, _northing in ordered).encode(
            "ascii"
        )
        self._eastings = array("l", [easting for _code, easting, _northing in ordered])
        self._northings = array("l", [northing for _code, _easting, northing in ordered])

    def __len__(self) -> int:
        """Give the number of codes."""
        return len(self._eastings)

    def point(self, code: str) -> Point | None:
        """Give the point of a code, or None."""
        place = self._first_not_before(code)
        if place == len(self) or self._code(place) != code:
            return None
        return Point(self._eastings[place], self._northings[place])

    def middle_of(self, prefix: str) -> Point | None:
        """Give the mean point of all codes that start so, or None."""
        start, end = self._first_not_before(prefix), self._first_not_before(prefix + "~")
        if start == end:
            return None
        count = end - start
        return Point(sum(self._eastings[start:end]) // count, sum(self._northings[start:end]) // count)

    def _code(self, place: int) -> str:
        return self._codes[place * self._WIDTH : (place + 1) * self._WIDTH].decode("ascii").rstrip()

    def _first_not_before(self, code: str) -> int:
        return bisect_left(range(len(self)), code, key=self._code)


def folded_name(text: str) -> str:
    """Give a name as small letters and single spaces, without accents, apostrophes and hyphens."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_NAME].casefold())
    letters = "".join(
        letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’‘`"
    )
    return " ".join(re.findall(r"[^\W_]+", letters))


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The places of one council and all postcode sectors of Great Britain."""

    districts: tuple[District, ...]
    towns: tuple[Town, ...]
    postcodes: PointTable
    sectors: PointTable
    names: Mapping[str, Town]
    # The outline of the council's area, a ring of corners for each part; empty when the pack has none.
    boundary: tuple[tuple[Point, ...], ...] = ()

    def locate(self, text: str) -> Located | None:
        """Find a postcode or its first half, a sector, a square of the grid, or a town; None when it is none."""
        postcode = parse_postcode(text)
        if postcode is not None:
            return self._postcode(postcode)
        sector = parse_sector(text)
        if sector is not None and (point := self.sectors.point(sector)) is not None:
            return Located(PlaceKind.SECTOR, sector, sector, point)
        outward = text[:10].strip().upper()
        if _OUTWARD.fullmatch(outward) and (point := self.sectors.middle_of(outward + " ")) is not None:
            return Located(PlaceKind.OUTWARD, outward, outward, point)
        middle = parse_grid_square(text)
        if middle is not None and (square := grid_square(middle)) is not None:
            return Located(PlaceKind.GRID_SQUARE, square, square, middle)
        town = self.town_named(text)
        return Located(PlaceKind.TOWN, town.code, town.label, town.point) if town else None

    def town_named(self, text: str) -> Town | None:
        """Find a town by its name, another name of it, or a spelling close to one."""
        for part in (text, *text[:200].split(",")):
            name = folded_name(part)
            if town := self.names.get(name):
                return town
        name = folded_name(text.split(",", 1)[0])
        close = get_close_matches(name, self.names, n=1, cutoff=_CLOSE_ENOUGH) if len(name) > 3 else []
        return self.names[close[0]] if close else None

    def town(self, code: str) -> Town | None:
        """Give the town of a code, or None."""
        return next((town for town in self.towns if town.code == code), None)

    def district(self, code: str) -> District | None:
        """Give the district of a code, or None."""
        return next((district for district in self.districts if district.code == code), None)

    def nearest_district(self, point: Point) -> District:
        """Give the district whose centre is nearest; forms prefill with it, the family decides."""
        return min(self.districts, key=lambda district: miles_between(district.centre, point))

    def _postcode(self, postcode: str) -> Located | None:
        sector = sector_of(postcode)
        if (point := self.postcodes.point(postcode)) is not None:
            return Located(PlaceKind.POSTCODE, sector, postcode, point)
        point = self.sectors.point(sector)
        if point is None:
            return None
        is_ours = self.postcodes.middle_of(sector) is not None
        return Located(PlaceKind.SECTOR, sector, sector, point, is_unlisted=is_ours)


def names_of(towns: Sequence[Town]) -> dict[str, Town]:
    """Give the town for each folded name; a town's own name wins over another town's second name."""
    names = {folded_name(other): town for town in towns for other in (*town.also, town.code)}
    return names | {folded_name(town.label): town for town in towns}
