"""Bar charts: where each bar and each word of it stands, so that the template only draws."""

from collections.abc import Iterable
from dataclasses import dataclass

# In units of the drawing: a bar of 100 percent is as wide as leaves room for the words behind it.
_FULL, _STEP, _LABEL, _BAR, _WORDS = 230, 40, 14, 20, 33
_LONGEST_LABEL = 42


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table that a chart shows; without a percent its bar has no length."""

    label: str
    percent: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label above, cut to what one line holds, and its words behind it."""

    label: str
    width: float
    words: str
    words_x: float
    label_y: int
    bar_y: int
    words_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars; `name` says of whom they are where there are several charts."""

    name: str
    height: int
    bars: tuple[Bar, ...]


def chart_of(rows: Iterable[Row], name: str = "") -> Chart:
    """Lay out one bar for each row, in the order of the table."""
    bars = tuple(_bar(number, row) for number, row in enumerate(rows))
    return Chart(name, _STEP * len(bars), bars)


def _bar(number: int, row: Row) -> Bar:
    width = (row.percent or 0) * _FULL / 100
    return Bar(
        label=_cut(row.label),
        width=width,
        words=row.words,
        words_x=width + 4,
        label_y=number * _STEP + _LABEL,
        bar_y=number * _STEP + _BAR,
        words_y=number * _STEP + _WORDS,
    )


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"
