"""The part of the country that a map shows, and where a place stands on it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.core.places import METRES_IN_A_MILE, Point

# The map is a square of so many units. On a telephone of 320 pixels a unit is nine tenths of a pixel.
SIZE = 320
# Room for half a marker and the scale at the edges.
_MARGIN = 32
# Closer than this there would be no town on the map to know it by.
_SMALLEST_METRES = 16_000
_LONGEST_SCALE = 90
_SCALES = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the map, in its units; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Tell whether two boxes share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def wider(self, room: float) -> "Box":
        """Give the box with so much room around it."""
        return Box(self.left - room, self.top - room, self.right + room, self.bottom + room)

    def is_inside(self) -> bool:
        """Tell whether the whole box is on the map."""
        return self.left >= 1 and self.top >= 1 and self.right <= SIZE - 1 and self.bottom <= SIZE - 1


@dataclass(frozen=True, slots=True)
class Ring:
    """All that is so many miles from a place."""

    middle: Point
    miles: int

    @property
    def metres(self) -> float:
        """Give its radius."""
        return self.miles * METRES_IN_A_MILE


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: its north-west corner on the national grid, and the metres of one unit."""

    west: float
    north: float
    metres: float

    def place(self, point: Point) -> tuple[float, float]:
        """Give x and y of a point; the same scale both ways, so that shapes stay true."""
        return (
            round((point.easting - self.west) / self.metres, 1),
            round((self.north - point.northing) / self.metres, 1),
        )

    def length(self, metres: float) -> float:
        """Give the units of a length."""
        return round(metres / self.metres, 1)

    def shows(self, point: Point) -> bool:
        """Tell whether a point is on the map."""
        return all(0 <= part <= SIZE for part in self.place(point))

    def scale(self) -> tuple[int, float]:
        """Give the miles of the scale and its length in units."""
        fitting = [miles for miles in _SCALES if self.length(miles * METRES_IN_A_MILE) <= _LONGEST_SCALE]
        miles = fitting[-1] if fitting else _SCALES[0]
        return miles, self.length(miles * METRES_IN_A_MILE)


def frame_around(points: Iterable[Point], rings: Iterable[Ring]) -> Frame:
    """Give the map that shows all of these with room at the edges; there is at least one of them."""
    spans = [(point.easting, point.northing, 0.0) for point in points]
    spans += [(ring.middle.easting, ring.middle.northing, ring.metres) for ring in rings]
    west, east = min(x - out for x, _y, out in spans), max(x + out for x, _y, out in spans)
    south, north = min(y - out for _x, y, out in spans), max(y + out for _x, y, out in spans)
    metres = max(east - west, north - south, _SMALLEST_METRES) / (SIZE - 2 * _MARGIN)
    half = SIZE * metres / 2
    return Frame((west + east) / 2 - half, (south + north) / 2 + half, metres)


def is_within(point: Point, corners: Sequence[Point], beyond: float) -> bool:
    """Tell whether a point is in the rectangle around these corners, or at most so many metres outside."""
    eastings, northings = [c.easting for c in corners], [c.northing for c in corners]
    outside = (
        max(min(eastings) - point.easting, point.easting - max(eastings), 0),
        max(min(northings) - point.northing, point.northing - max(northings), 0),
    )
    return math.hypot(*outside) <= beyond
