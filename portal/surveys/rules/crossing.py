"""Cross tables of survey answers: one bitset for each answer, one bit in it for each person who responded.

A bitset is a whole number; counting persons is counting its bits, and a filter is an AND.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from portal.questionnaires.rules.questions import Kind, Option, Question
from portal.surveys.rules.counting import QuestionCount, count_of, percent_of


@dataclass(frozen=True, slots=True)
class Answers:
    """The responses to one questionnaire as bitsets; bit n of each of them is the same person.

    `chosen` holds question -> code -> who chose it. `rounds`, `channels` and `days` hold who came in which.
    """

    everybody: int
    chosen: Mapping[str, Mapping[str, int]]
    rounds: Mapping[int, int] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[date, int] = field(default_factory=dict)

    def answered(self, question: str) -> int:
        """Give who answered a question at all."""
        return any_of(self.chosen.get(question, {}).values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which responses count: all that meet every part; an empty part leaves all in.

    `choices` holds question -> codes, of which a person chose at least one. The days are included.
    """

    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rounds: frozenset[int] = frozenset()
    channels: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Persons in one cell; `percent` is of the persons in its row."""

    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One answer to the question of the rows; `total` is persons, so cells can add up to more."""

    code: str
    label: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One answer to the question of the columns, with the persons who chose it."""

    code: str
    label: str
    total: int
    percent: int


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Two closed questions crossed; `answered` is N: the persons who answered both.

    With `has_several` a person can stand in several cells, and cells add up to more than the totals.
    """

    rows_question: Question
    columns_question: Question
    columns: tuple[Heading, ...]
    rows: tuple[CrossRow, ...]
    answered: int
    has_several: bool


def any_of(sets: Iterable[int]) -> int:
    """Give who is in at least one of the bitsets."""
    return reduce(or_, sets, 0)


def people(answers: Answers, wanted: Wanted) -> int:
    """Give the bitset of the persons who meet every part of what is wanted."""
    found = answers.everybody
    for question, codes in wanted.choices.items():
        chosen = answers.chosen.get(question, {})
        found &= any_of(chosen.get(code, 0) for code in codes)
    if wanted.rounds:
        found &= any_of(answers.rounds.get(round_id, 0) for round_id in wanted.rounds)
    if wanted.channels:
        found &= any_of(answers.channels.get(channel, 0) for channel in wanted.channels)
    if wanted.first or wanted.last:
        first, last = wanted.first or date.min, wanted.last or date.max
        found &= any_of(bits for day, bits in answers.days.items() if first <= day <= last)
    return found


def counted(answers: Answers, question: Question, among: int) -> QuestionCount:
    """Count one question among some persons, in the order of the questionnaire."""
    chosen = answers.chosen.get(question.id, {})
    counts = {code: number for code, bits in chosen.items() if (number := (bits & among).bit_count())}
    answered = (answers.answered(question.id) & among).bit_count()
    return count_of(question, answered, counts, question.kind is Kind.CHECKBOXES)


def cross(answers: Answers, rows: Question, columns: Question, among: int) -> CrossTable:
    """Cross two questions among some persons; answers that nobody chose are shown as 0."""
    base = among & answers.answered(rows.id) & answers.answered(columns.id)
    across = [
        (option, answers.chosen.get(columns.id, {}).get(option.code, 0) & base)
        for option in _options(answers, columns, base)
    ]
    answered = base.bit_count()
    return CrossTable(
        rows_question=rows,
        columns_question=columns,
        columns=tuple(
            Heading(option.code, option.label, total, percent_of(total, answered))
            for option, bits in across
            for total in (bits.bit_count(),)
        ),
        rows=tuple(
            _row(option, answers.chosen.get(rows.id, {}).get(option.code, 0) & base, across)
            for option in _options(answers, rows, base)
        ),
        answered=answered,
        has_several=Kind.CHECKBOXES in (rows.kind, columns.kind),
    )


def _row(option: Option, bits: int, across: Iterable[tuple[Option, int]]) -> CrossRow:
    total = bits.bit_count()
    counts = ((bits & other).bit_count() for _option, other in across)
    return CrossRow(
        option.code, option.label, tuple(Cell(count, percent_of(count, total)) for count in counts), total
    )


def _options(answers: Answers, question: Question, base: int) -> tuple[Option, ...]:
    """Give the options of a question, and after them those that an earlier version had and somebody chose."""
    known = {option.code for option in question.options}
    gone = sorted(
        code
        for code, bits in answers.chosen.get(question.id, {}).items()
        if code not in known and bits & base
    )
    return (*question.options, *(Option(code, code) for code in gone))
