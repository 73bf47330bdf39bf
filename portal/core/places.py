"""Places in Great Britain: postcodes and distances on the national grid."""

import math
import re
from dataclasses import dataclass

METRES_IN_A_MILE = 1609.344

# The shapes that Royal Mail uses for a full postcode; GIR 0AA and overseas codes are left out.
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])([A-Z]{2})")
_SECTOR = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)\s+([0-9])|([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])")


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the British national grid (EPSG:27700), in whole metres."""

    easting: int
    northing: int


def miles_between(one: Point, other: Point) -> float:
    """Give the straight-line distance in miles: exact enough on one grid, and never a promise of travel time."""
    return math.hypot(one.easting - other.easting, one.northing - other.northing) / METRES_IN_A_MILE


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.\-]+", "", text).upper()


def parse_postcode(text: str) -> str | None:
    """Read a full postcode however it was typed and give it as "AB1 2CD"; None when it is not one."""
    match = _POSTCODE.fullmatch(_squeezed(text[:20]))
    return f"{match[1]} {match[2]}{match[3]}" if match else None


def sector_of(postcode: str) -> str:
    """Give the sector, "AB1 2", of a normalised postcode: about 3,000 homes, so nobody's address."""
    return postcode[:-2]


def parse_sector(text: str) -> str | None:
    """Read a postcode sector such as "AB1 2" or "ab12"; None when it is not one."""
    match = _SECTOR.fullmatch(" ".join(text[:12].upper().split()))
    if match is None:
        return None
    return f"{match[1]} {match[2]}" if match[1] else f"{match[3]} {match[4]}"
