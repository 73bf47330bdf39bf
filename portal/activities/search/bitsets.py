"""Sets of rows as big integers: bit n stands for row n, so AND, OR and counting are single operations."""

import sys
from collections.abc import Iterable, Iterator
from itertools import compress, islice

# Measured: below one row of so many, looking at words of 64 places is quicker than at bytes.
_SPARSE = 40
_PLACES_IN_BYTE = tuple(tuple(place for place in range(8) if byte >> place & 1) for byte in range(256))


def bits_of(rows: Iterable[int], size: int) -> int:
    """Give the set of these rows, each below `size`."""
    flags = bytearray((size + 7) >> 3)
    for row in rows:
        flags[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(flags, "little")


def bits_from_flags(flags: bytes) -> int:
    """Give the set of the rows whose place in a text of the letters 1 and 0 has a 1."""
    return int(flags[::-1], 2) if flags else 0


def rows_in(bits: int) -> Iterator[int]:
    """Give the rows of a set, lowest first."""
    size = bits.bit_length()
    return iter(_in_words(bits, size) if bits.bit_count() * _SPARSE < size else _in_bytes(bits, size))


def _in_words(bits: int, size: int) -> list[int]:
    words = memoryview(bits.to_bytes((size + 63) // 64 * 8, sys.byteorder)).cast("Q")
    if sys.byteorder == "big":
        words = words[::-1]
    found: list[int] = []
    for place in compress(range(len(words)), words):
        left, before = words[place], place * 64 - 1
        while left:
            lowest = left & -left
            found.append(before + lowest.bit_length())
            left ^= lowest
    return found


def _in_bytes(bits: int, size: int) -> list[int]:
    each = bits.to_bytes((size + 7) >> 3, "little")
    starts = compress(range(0, len(each) * 8, 8), each)
    return [
        start + place
        for start, byte in zip(starts, filter(None, each), strict=True)
        for place in _PLACES_IN_BYTE[byte]
    ]


def first_rows(bits: int, most: int) -> list[int]:
    """Give the lowest rows of a set, at most so many."""
    start = (1 << most) - 1
    if bits & start == start:
        return list(range(most))
    half = bits.bit_length() >> 1
    # Half of the set is looked at as long as it has enough.
    while half and (low := bits & ((1 << half) - 1)).bit_count() >= most:
        bits, half = low, half >> 1
    return list(islice(rows_in(bits), most))


class Membership:
    """A set unpacked for many questions of the kind "is this row in it?"."""

    __slots__ = ("_flags",)

    def __init__(self, bits: int, size: int) -> None:
        """Unpack a set of rows below `size`."""
        self._flags = bits.to_bytes((size + 7) >> 3, "little")

    def __contains__(self, row: int) -> bool:
        """Tell whether a row is in the set."""
        return bool(self._flags[row >> 3] >> (row & 7) & 1)
