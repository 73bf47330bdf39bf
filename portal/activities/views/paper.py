"""How small the print of a comparison has to be, so that it fits on one sheet."""

from collections.abc import Sequence
from enum import StrEnum
from math import ceil

from portal.activities.views.compare_facts import AccessPart, Line, Row

# Measured on A4 with the style sheet of this page: signs in the whole width beside the first column, lines on the
# sheet. A row has a rule and some white, and access rows stand in two columns.
_SIGNS, _ROW, _ACCESS_ROW = 116, 0.25, 0.62
# The most lines in normal and in small print: one or two activities have larger print than three or four.
_FEW, _LIMITS_OF_FEW, _LIMITS = 2, (45, 53), (53, 65)


class Print(StrEnum):
    """The sizes of print, by the names of their classes in the style sheet."""

    NORMAL = "normal"
    SMALL = "small"
    SMALLEST = "smallest"


def print_for(facts: Sequence[Row], access: Sequence[AccessPart]) -> Print:
    """Give the largest print with which these rows fit on a sheet, by a careful estimate."""
    lines = sum(_height(row) + _ROW for row in facts)
    lines += _ACCESS_ROW * sum(1 + len(part.rows) for part in access)
    columns = len(facts[0].cells) if facts else 0
    most, most_small = _LIMITS_OF_FEW if columns <= _FEW else _LIMITS
    if lines <= most:
        return Print.NORMAL
    return Print.SMALL if lines <= most_small else Print.SMALLEST


def _height(row: Row) -> int:
    signs = _SIGNS // max(1, len(row.cells))
    return max((_cell_height(cell, signs) for cell in row.cells), default=1)


def _cell_height(cell: Sequence[Line], signs: int) -> int:
    return max(1, sum(ceil(len(line.text) / signs) for line in cell))
