"""Sets of rows as big integers: bit n stands for row n, so AND, OR and counting are single operations."""

import sys
from collections.abc import Iterable, Iterator
from itertools import compress, islice

# Measured: above one row of so many all places are looked at, below one of so many all words of 64 places.
_DENSE, _SPARSE = 20, 64
_AS_NUMBERS = bytes.maketrans(b"01", b"\x00\x01")


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
    count, size = bits.bit_count(), bits.bit_length()
    if count * _SPARSE < size:
        return iter(_in_words(bits, size))
    text = bin(bits)[:1:-1]
    if count * _DENSE > size:
        # Many rows: each place of the text is looked at, in C.
        return compress(range(size), text.encode("ascii").translate(_AS_NUMBERS))
    return _found(text)


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


def _found(text: str) -> Iterator[int]:
    row = text.find("1")
    while row >= 0:
        yield row
        row = text.find("1", row + 1)


def first_rows(bits: int, start: int, end: int) -> list[int]:
    """Give the rows from place `start` to before place `end`, counted from the lowest row."""
    return list(islice(rows_in(bits), start, end))


class Membership:
    """A set unpacked for many questions of the kind "is this row in it?"."""

    __slots__ = ("_flags",)

    def __init__(self, bits: int, size: int) -> None:
        """Unpack a set of rows below `size`."""
        self._flags = bits.to_bytes((size + 7) >> 3, "little")

    def __contains__(self, row: int) -> bool:
        """Tell whether a row is in the set."""
        return bool(self._flags[row >> 3] >> (row & 7) & 1)
