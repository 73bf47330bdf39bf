"""Sets of rows as big integers: bit n stands for row n, so AND, OR and counting are single operations."""

from collections.abc import Iterable, Iterator
from itertools import compress, islice

_SPARSE = 8
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
    text = bin(bits)[:1:-1]
    if bits.bit_count() * _SPARSE > len(text):
        # Many rows: each place of the text is looked at, in C.
        return compress(range(len(text)), text.encode("ascii").translate(_AS_NUMBERS))
    return _found(text)


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
