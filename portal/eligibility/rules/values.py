"""Numbers that are worked out from answers: points summed up, ages on a day, school years, time gone by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.ages import age_on
from portal.eligibility.rules.particulars import YearDay
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.conditions import Condition, Known, LookUp, Truth, Within, truth
from portal.questionnaires.rules.questions import Kind, Option, Question

_MONTHS = 12
_SCHOOL_YEAR_STARTS = YearDay(9, 1)
# A child who is 5 on the last day of August starts year 1 the day after; reception is 0.
_AGE_BEFORE_YEAR_1 = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a sum: points by option, points for each tick, a number times something, or a condition."""

    question: str | None = None
    points: Mapping[str, int] | None = None
    each: int | None = None
    times: int | None = None
    when: Condition | None = None
    worth: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """Points summed over answers; while one is missing, the sum lies between two ends."""

    id: str
    title: str
    terms: tuple[Term, ...]


class Reading(StrEnum):
    """What a date is read as."""

    AGE = "age"
    SCHOOL_YEAR = "school_year"
    MONTHS_SINCE = "months_since"
    DAYS_SINCE = "days_since"


@dataclass(frozen=True, slots=True)
class DateNumber:
    """A number read from a date; an age on a day of the year is that on the last such day."""

    id: str
    title: str
    question: str
    reading: Reading
    on: YearDay | None = None


Value = Sum | DateNumber


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a band; both ends are inside, None is open."""

    code: str
    title: str
    lowest: int | None
    highest: int | None

    def holds(self, known: Known) -> bool:
        """Tell whether a number certainly lies on this step."""
        if not isinstance(known, int | Within):
            return False
        least, most = (known, known) if isinstance(known, int) else (known.lowest, known.highest)
        return (self.lowest is None or least >= self.lowest) and (
            self.highest is None or most <= self.highest
        )


@dataclass(frozen=True, slots=True)
class Band:
    """A number cut into steps with names."""

    id: str
    title: str
    of: str
    steps: tuple[Step, ...]

    def step(self, known: Known) -> Step | None:
        """Give the step on which a number certainly lies, or None."""
        return next((step for step in self.steps if step.holds(known)), None)


def last(day: YearDay, until: date) -> date:
    """Give the last such day of a year up to and with a date."""
    this_year = date(until.year, day.month, day.day)
    return this_year if this_year <= until else date(until.year - 1, day.month, day.day)


def number_of(value: DateNumber, born: date, day: date) -> int:
    """Read a date as a number, on a day."""
    match value.reading:
        case Reading.AGE:
            return age_on(born, last(value.on, day) if value.on else day)
        case Reading.SCHOOL_YEAR:
            begun, born_in = last(_SCHOOL_YEAR_STARTS, day), last(_SCHOOL_YEAR_STARTS, born)
            return begun.year - born_in.year - _AGE_BEFORE_YEAR_1
        case Reading.DAYS_SINCE:
            return (day - born).days
        case Reading.MONTHS_SINCE:
            months = (day.year - born.year) * _MONTHS + day.month - born.month
            return months - (day.day < born.day)


def ends_of(term: Term, question: Question | None, answer: Answer | None) -> tuple[int, int] | None:
    """Give the least and the most points of an answer; None is an answer that is not known.

    The answer None gives the ends of all answers. Gives None when there is no end to them.
    """
    if question is None:
        return None
    if isinstance(answer, int) and term.times is not None:
        return (answer * term.times,) * 2
    unknown = {option.code for option in question.options if option.unknown}
    codes = (answer,) if isinstance(answer, str) else answer if isinstance(answer, tuple) else ()
    if codes and not unknown & set(codes):
        points = sum(_worth(term, option) for option in question.options if option.code in codes)
        return points, points
    return _all_ends(term, question)


def points_of(term: Term, code: str) -> int:
    """Give the points of one option that can stand beside others."""
    return term.each if term.each is not None else (term.points or {}).get(code, 0)


def _worth(term: Term, option: Option) -> int:
    """Give the points of any option: `each` counts what somebody has, and "None of these" is nothing."""
    return 0 if option.exclusive and term.each is not None else points_of(term, option.code)


def _all_ends(term: Term, question: Question) -> tuple[int, int] | None:
    if question.kind is Kind.NUMBER and term.times is not None:
        lowest, highest = question.limits.lowest, question.limits.highest
        if lowest is None or highest is None:
            return None
        ends = sorted((lowest * term.times, highest * term.times))
        return ends[0], ends[1]
    known = [option for option in question.options if not option.unknown]
    if question.kind is not Kind.CHECKBOXES:
        points = [_worth(term, option) for option in known]
        return min(points), max(points)
    # Something is ticked when the question is answered: one box alone, or several that are worth more together.
    alone = [_worth(term, option) for option in known]
    together = [_worth(term, option) for option in known if not option.exclusive]
    low, high = sum(p for p in together if p < 0), sum(p for p in together if p > 0)
    least = low if any(p < 0 for p in together) else min(alone)
    most = high if any(p > 0 for p in together) else max(alone)
    return min(least, *alone), max(most, *alone)


def with_nothing(ends: tuple[int, int]) -> tuple[int, int]:
    """Give the ends of points that may also not count, because the question may not be asked."""
    return min(0, ends[0]), max(0, ends[1])


def ends_when(term: Term, look_up: LookUp) -> tuple[int, int]:
    """Give the least and the most points of a condition."""
    return ends_of_truth(term, truth(term.when, look_up) if term.when is not None else Truth.NO)


def ends_of_truth(term: Term, holds: Truth) -> tuple[int, int]:
    """Give the points of a condition that holds, does not, or may."""
    if holds is Truth.NOT_KNOWN:
        return min(0, term.worth), max(0, term.worth)
    return (term.worth,) * 2 if holds is Truth.YES else (0, 0)


def truth_of_ends(least: tuple[bool, bool], most: tuple[bool, bool]) -> Truth:
    """Join what the least and the most points say: each tells whether it is inside, and whether all are outside."""
    if least[1] or most[1]:
        return Truth.NO
    return Truth.YES if least[0] and most[0] else Truth.NOT_KNOWN
