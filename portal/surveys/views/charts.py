"""Bar charts: where each bar and each word of it stands, so that the template only draws."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.surveys.rules.counting import AnswerCount

# In units of the drawing: a bar of 100 percent is as wide as leaves room for its number.
_FULL, _STEP, _LABEL, _BAR, _NUMBER = 250, 40, 14, 20, 32
_LONGEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer; the label is cut to what one line holds, the table beside has all of it."""

    label: str
    percent: int
    width: float
    label_y: int
    bar_y: int
    number_x: float
    number_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars of a question."""

    height: int
    bars: tuple[Bar, ...]


def chart_of(answers: Sequence[AnswerCount]) -> Chart:
    """Lay out one bar for each answer, in the order of the table."""
    return Chart(
        height=_STEP * len(answers),
        bars=tuple(
            Bar(
                label=_cut(answer.label),
                percent=answer.percent,
                width=answer.percent * _FULL / 100,
                label_y=number * _STEP + _LABEL,
                bar_y=number * _STEP + _BAR,
                number_x=answer.percent * _FULL / 100 + 4,
                number_y=number * _STEP + _NUMBER,
            )
            for number, answer in enumerate(answers)
        ),
    )


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"
