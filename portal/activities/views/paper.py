"""How small the print of a comparison has to be, so that it fits on one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from portal.activities.views.compare_facts import AccessPart, Line, Row

# Millimetres of the style sheet of this page on A4; a sheet is a little higher than what is counted on.
_ROOM = 280.0
_FACTS_WIDE, _LABEL_WIDE, _ACCESS_WIDE, _SIGN_WIDE, _CELL_PADDING = 175.0, 24.0, 98.0, 6.0, 1.6
# What stands around the rows: the head of the page and its code, and the lines below the tables.
_HEAD, _LINES_AROUND = 20.0, 6
# The rows that are no facts: names, tier, the way to get it and the contact.
_OTHER_LINES, _OTHER_ROWS = 9, 4
_MM_IN_A_POINT, _LINE, _LETTER = 0.353, 1.15, 0.47
# So many letters of a line stay empty where words do not fill it.
_RAGGED = 4


class Print(StrEnum):
    """The sizes of print, by the names of their classes in the style sheet, the largest first."""

    NORMAL = "normal"
    SMALL = "small"
    SMALLEST = "smallest"


@dataclass(frozen=True, slots=True)
class _Type:
    """A size of print in points, the white and the rule of a row, and whether parts of access have headings."""

    points: int
    row: float
    has_headings: bool

    @property
    def line(self) -> float:
        return self.points * _MM_IN_A_POINT * _LINE

    def lines_of(self, text: str, wide: float) -> int:
        """Give how many lines a text takes in a width."""
        letter = self.points * _MM_IN_A_POINT * _LETTER
        return 1 if len(text) * letter <= wide else ceil(len(text) * letter / (wide - _RAGGED * letter))


# First room is saved, then print gets smaller, and never less than 8 points, which is hard to read already.
_TYPES = {
    Print.NORMAL: _Type(10, 0.6, has_headings=True),
    Print.SMALL: _Type(9, 0.4, has_headings=False),
    Print.SMALLEST: _Type(8, 0.4, has_headings=False),
}


def print_for(facts: Sequence[Row], access: Sequence[AccessPart]) -> Print:
    """Give the largest print with which these rows fit on a sheet, by a careful estimate."""
    return next(
        (size for size, kind in _TYPES.items() if _height(kind, facts, access) <= _ROOM), Print.SMALLEST
    )


def _height(kind: _Type, facts: Sequence[Row], access: Sequence[AccessPart]) -> float:
    said = [row for row in facts if row.is_said]
    lines = sum(_row_lines(kind, row) for row in said) + _OTHER_LINES + _LINES_AROUND
    rows = len(said) + _OTHER_ROWS
    return _HEAD + lines * kind.line + rows * kind.row + _access_height(kind, access)


def _row_lines(kind: _Type, row: Row) -> int:
    wide = _FACTS_WIDE / len(row.cells) - _CELL_PADDING
    cells = max((kind.lines_of(_run_on(cell), wide) for cell in row.cells), default=1)
    return max(cells, kind.lines_of(row.label, _LABEL_WIDE))


def _run_on(cell: Sequence[Line]) -> str:
    return " · ".join(line.text for line in cell)


def _access_height(kind: _Type, access: Sequence[AccessPart]) -> float:
    """Give the height of the access rows, which stand in two columns."""
    rows = [row for part in access for row in part.rows]
    wide = _ACCESS_WIDE - _SIGN_WIDE * max((len(row.answers) for row in rows), default=0)
    lines = sum(kind.lines_of(row.label, wide) for row in rows)
    count = len(rows)
    if kind.has_headings:
        # A heading has more white above it.
        lines, count = lines + len(access), count + 2 * len(access)
    return (lines * kind.line + count * kind.row) / 2
