"""From the degrees of a telephone to the British national grid and back, and the names of its squares.

The formulae and the seven numbers between the two globes are those of Ordnance Survey, "A guide to coordinate
systems in Great Britain". They are good to about 5 metres.
"""

import math
import re
from typing import NamedTuple

from portal.core.places import Point

# 700 km from west to east, 1,300 km from south to north.
EAST_END, NORTH_END = 700_000, 1_300_000
KILOMETRE = 1_000
_HUNDRED_KM = 100_000

# Degrees outside of these are nowhere near Great Britain, where the formulae drift into nonsense.
_SOUTH, _NORTH, _WEST, _EAST = 49.0, 61.5, -9.0, 2.5

# The letters of the squares; there is no I.
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_SQUARE = re.compile(r"([A-HJ-Z])([A-HJ-Z])\s*([0-9]{2})\s*([0-9]{2})")


class _Globe(NamedTuple):
    """An ellipsoid by its two half axes, in metres."""

    major: float
    minor: float

    @property
    def flatness(self) -> float:
        return 1 - (self.minor / self.major) ** 2


_WGS84 = _Globe(6_378_137.0, 6_356_752.3142)
_AIRY = _Globe(6_377_563.396, 6_356_256.909)

# From WGS84 to the globe of the grid: metres, seconds of arc, and parts in a million.
_SHIFT = (-446.448, 125.157, -542.060)
_TURN = (-0.1502, -0.2470, -0.8421)
_GROWTH = 20.4894

# The projection of the grid: where its true origin lies, and how much it shrinks there.
_SCALE = 0.9996012717
_ORIGIN_LATITUDE, _ORIGIN_LONGITUDE = math.radians(49), math.radians(-2)
_FALSE_EASTING, _FALSE_NORTHING = 400_000.0, -100_000.0
_NEAR_ENOUGH_METRES = 0.0001


def point_at(latitude: float, longitude: float) -> Point | None:
    """Give the point of a WGS84 position in degrees; None when it is not on the grid."""
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
        return None
    place = _cartesian(_WGS84, math.radians(latitude), math.radians(longitude))
    easting, northing = _projected(*_geographic(_AIRY, _helmert(place, 1)))
    point = Point(round(easting), round(northing))
    return point if _is_on_grid(point) else None


def degrees_at(point: Point) -> tuple[float, float]:
    """Give the WGS84 latitude and longitude of a point, in degrees."""
    place = _cartesian(_AIRY, *_unprojected(point.easting, point.northing))
    latitude, longitude = _geographic(_WGS84, _helmert(place, -1))
    return math.degrees(latitude), math.degrees(longitude)


def grid_square(point: Point) -> str | None:
    """Give the kilometre square in which a point lies, such as "SO4959"; None when it is not on the grid."""
    if not _is_on_grid(point):
        return None
    east, north = point.easting // _HUNDRED_KM, point.northing // _HUNDRED_KM
    # Squares of 500 km have a letter and squares of 100 km in them another, both from the north-west corner.
    first = _LETTERS[(3 - north // 5) * 5 + east // 5 + 2]
    second = _LETTERS[(4 - north % 5) * 5 + east % 5]
    inside = (axis % _HUNDRED_KM // KILOMETRE for axis in (point.easting, point.northing))
    return first + second + "".join(f"{part:02}" for part in inside)


def parse_grid_square(text: str) -> Point | None:
    """Read a kilometre square such as "SO4959" or "so 49 59" and give its middle; None when it is not one."""
    match = _SQUARE.fullmatch(text[:12].strip().upper())
    if match is None:
        return None
    first, second = _LETTERS.index(match[1]), _LETTERS.index(match[2])
    east = (first % 5 - 2) * 5 + second % 5
    north = (3 - first // 5) * 5 + 4 - second // 5
    middle = KILOMETRE // 2
    point = Point(
        east * _HUNDRED_KM + int(match[3]) * KILOMETRE + middle,
        north * _HUNDRED_KM + int(match[4]) * KILOMETRE + middle,
    )
    return point if _is_on_grid(point) else None


def _is_on_grid(point: Point) -> bool:
    return 0 <= point.easting < EAST_END and 0 <= point.northing < NORTH_END


def _cartesian(globe: _Globe, latitude: float, longitude: float) -> tuple[float, float, float]:
    """Give a place at height 0 as x, y and z from the middle of the globe."""
    across = globe.major / math.sqrt(1 - globe.flatness * math.sin(latitude) ** 2)
    return (
        across * math.cos(latitude) * math.cos(longitude),
        across * math.cos(latitude) * math.sin(longitude),
        across * (1 - globe.flatness) * math.sin(latitude),
    )


def _geographic(globe: _Globe, place: tuple[float, float, float]) -> tuple[float, float]:
    """Give latitude and longitude in radians; the height that is left over is not wanted."""
    x, y, z = place
    out = math.hypot(x, y)
    latitude = math.atan2(z, out * (1 - globe.flatness))
    # Each turn gains three digits, so five are more than a double can hold.
    for _turn in range(5):
        across = globe.major / math.sqrt(1 - globe.flatness * math.sin(latitude) ** 2)
        latitude = math.atan2(z + globe.flatness * across * math.sin(latitude), out)
    return latitude, math.atan2(y, x)


def _helmert(place: tuple[float, float, float], way: int) -> tuple[float, float, float]:
    """Move a place from WGS84 to the globe of the grid (`way` 1) or back (-1)."""
    x, y, z = place
    shift_x, shift_y, shift_z = (way * metres for metres in _SHIFT)
    turn_x, turn_y, turn_z = (way * math.radians(seconds / 3600) for seconds in _TURN)
    growth = 1 + way * _GROWTH / 1_000_000
    return (
        shift_x + growth * x - turn_z * y + turn_y * z,
        shift_y + turn_z * x + growth * y - turn_x * z,
        shift_z - turn_y * x + turn_x * y + growth * z,
    )


def _meridian(latitude: float) -> float:
    """Give the metres along the middle meridian from the true origin."""
    n = (_AIRY.major - _AIRY.minor) / (_AIRY.major + _AIRY.minor)
    less, more = latitude - _ORIGIN_LATITUDE, latitude + _ORIGIN_LATITUDE
    return (
        _AIRY.minor
        * _SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )


def _curves(latitude: float) -> tuple[float, float, float]:
    """Give the radii of curvature across and along a meridian, and their ratio less one."""
    bend = 1 - _AIRY.flatness * math.sin(latitude) ** 2
    across = _AIRY.major * _SCALE / math.sqrt(bend)
    along = _AIRY.major * _SCALE * (1 - _AIRY.flatness) / bend**1.5
    return across, along, across / along - 1


def _projected(latitude: float, longitude: float) -> tuple[float, float]:
    """Give easting and northing of a latitude and longitude on the globe of the grid."""
    across, _along, extra = _curves(latitude)
    sine, cosine, tangent = math.sin(latitude), math.cos(latitude), math.tan(latitude)
    away = longitude - _ORIGIN_LONGITUDE
    north = (
        _meridian(latitude)
        + _FALSE_NORTHING
        + across / 2 * sine * cosine * away**2
        + across / 24 * sine * cosine**3 * (5 - tangent**2 + 9 * extra) * away**4
        + across / 720 * sine * cosine**5 * (61 - 58 * tangent**2 + tangent**4) * away**6
    )
    east = (
        _FALSE_EASTING
        + across * cosine * away
        + across / 6 * cosine**3 * (1 + extra - tangent**2) * away**3
        + across
        / 120
        * cosine**5
        * (5 - 18 * tangent**2 + tangent**4 + 14 * extra - 58 * tangent**2 * extra)
        * away**5
    )
    return east, north


def _unprojected(easting: float, northing: float) -> tuple[float, float]:
    """Give latitude and longitude on the globe of the grid, in radians."""
    latitude = _ORIGIN_LATITUDE
    while abs(left := northing - _FALSE_NORTHING - _meridian(latitude)) >= _NEAR_ENOUGH_METRES:
        latitude += left / (_AIRY.major * _SCALE)
    across, along, extra = _curves(latitude)
    tangent, secant = math.tan(latitude), 1 / math.cos(latitude)
    away = easting - _FALSE_EASTING
    return (
        latitude
        - tangent / (2 * along * across) * away**2
        + tangent / (24 * along * across**3) * (5 + 3 * tangent**2 + extra * (1 - 9 * tangent**2)) * away**4
        - tangent / (720 * along * across**5) * (61 + 90 * tangent**2 + 45 * tangent**4) * away**6,
        _ORIGIN_LONGITUDE
        + secant / across * away
        - secant / (6 * across**3) * (across / along + 2 * tangent**2) * away**3
        + secant / (120 * across**5) * (5 + 28 * tangent**2 + 24 * tangent**4) * away**5,
    )
