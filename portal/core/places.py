"""Places in Great Britain: postcodes and distances on the national grid."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

METRES_IN_A_MILE = 1609.344

# A longer text says more than a postcode, with however many signs between its letters.
_LONGEST_POSTCODE = 60
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


def plain_signs(text: str) -> str:
    """Give letters and digits for signs that are forms of them, such as full-width ones and digits of other scripts.

    Each sign stays one sign, so a place in the result is the same place in the text.
    """
    return text if text.isascii() else "".join(map(_plain_sign, text))


@lru_cache(1_000)
def _plain_sign(sign: str) -> str:
    plain = str(unicodedata.decimal(sign, "")) or unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def _squeezed(text: str) -> str:
    """Give only letters and digits: what people put between them, or paste along unseen, says nothing."""
    return re.sub(r"[\W_]+", "", plain_signs(text)).upper()


def parse_postcode(text: str) -> str | None:
    """Read a full postcode however it was typed and give it as "AB1 2CD"; None when it is not one."""
    match = _POSTCODE.fullmatch(_squeezed(text)) if len(text) <= _LONGEST_POSTCODE else None
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
