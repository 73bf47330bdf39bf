"""The order of questions in a walk, and the choices of each: one for all answers that no rule can tell apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from portal.eligibility.rules.cases import CLOSED, OPEN
from portal.eligibility.rules.dated import months_later, window_on
from portal.eligibility.rules.particulars import Window, YearDay
from portal.eligibility.rules.values import DateNumber, Reading, Sum, Value, number_of, points_of
from portal.questionnaires.rules.answers import AnswerError, check_date
from portal.questionnaires.rules.conditions import NUMBER_TESTS, Fact, Known
from portal.questionnaires.rules.questions import Kind, Option, Question

# The name of the level on which the day of the decision stands, for windows.
THE_DAY = ""
_A_LEAP_YEAR = 2028
_A_DAY = timedelta(days=1)
_SCHOOL_YEAR_STARTS = YearDay(9, 1)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: what is then known of each name that is read from it, and how it is told to a person."""

    known: Mapping[str, Known]
    told: object
    is_unknown: bool = False
    has_boxes: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One thing that is asked in a walk: a question, one box of it (`box`), or the day."""

    question: str
    choices: tuple[Choice, ...]
    box: str | None = None


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a question of checkboxes; `other` is one that no rule reads, if there is any."""

    levels: Mapping[str, int]
    stands_for: Mapping[str, str]
    other: str | None


def distinct(question: Question, facts: list[Fact], values: list[Value]) -> tuple[Choice, ...]:
    """Give the choices of a question that is not of checkboxes; the last is "not known"."""
    name = question.id
    unknown = Choice({name: None}, None, is_unknown=True)
    if question.kind is Kind.DATE:
        return (*_dates(question, facts, values), unknown)
    if question.kind is Kind.NUMBER:
        numbers = _numbers(question, facts, values)
        return (*(Choice({name: number}, number) for number in numbers), unknown)
    known = [option for option in question.options if not option.unknown]
    return (*(Choice({name: frozenset({one.code})}, one.code) for one in known), unknown)


def head_of_boxes(question: Question) -> tuple[Choice, ...]:
    """Give the choices before the boxes: some are ticked, one that stands alone, nothing known."""
    alone = [option for option in question.options if option.exclusive and not option.unknown]
    return (
        Choice({}, (), has_boxes=True),
        *(Choice({question.id: frozenset({one.code})}, [one.code]) for one in alone),
        Choice({question.id: None}, None, is_unknown=True),
    )


def boxes_of(question: Question, facts: list[Fact], values: list[Value]) -> tuple[dict[str, str], str | None]:
    """Give for each box the one that stands for it, and one that nothing reads.

    One box stands for all that the same tests name, unless they count for points of their own.
    """
    standing: dict[tuple[object, ...], str] = {}
    stands_for: dict[str, str] = {}
    other = None
    for option in _together(question):
        points = tuple(_points(value, question.id, option.code) for value in values)
        named = tuple(option.code in fact.codes for fact in facts)
        if not any(points) and not any(named):
            other = option.code
            continue
        signature = (named, option.code) if any(points) else (named,)
        stands_for[option.code] = standing.setdefault(signature, option.code)
    return stands_for, other


def _together(question: Question) -> Iterator[Option]:
    return (option for option in question.options if not option.exclusive and not option.unknown)


def _points(value: Value, question: str, code: str) -> int:
    if not isinstance(value, Sum):
        return 0
    return sum(points_of(term, code) for term in value.terms if term.question == question)


def _numbers(question: Question, facts: list[Fact], values: list[Value]) -> list[int]:
    """Give the numbers just below, at and above each limit; every number where it counts in a sum."""
    lowest, highest = question.limits.lowest, question.limits.highest
    counts = any(
        term.question == question.id for value in values if isinstance(value, Sum) for term in value.terms
    )
    if counts and lowest is not None and highest is not None:
        return list(range(lowest, highest + 1))
    near = {number + step for number in _cuts(facts) for step in (-1, 0, 1)} | {
        end for end in (lowest, highest) if end is not None
    }
    return [
        number
        for number in sorted(near)
        if (lowest is None or number >= lowest) and (highest is None or number <= highest)
    ]


def _cuts(facts: Iterable[Fact]) -> Iterator[int]:
    for fact in facts:
        if fact.test in NUMBER_TESTS:
            yield from (end for end in (fact.lowest, fact.highest) if end is not None)


def tested(facts: Iterable[Fact]) -> dict[str, tuple[int, int]]:
    """Give the lowest and the highest number with which each name is compared."""
    found: dict[str, list[int]] = {}
    for fact in facts:
        ends = [end for end in (fact.lowest, fact.highest) if end is not None]
        found.setdefault(fact.question, []).extend(ends)
    return {name: (min(ends), max(ends)) for name, ends in found.items() if ends}


def _dates(question: Question, facts: list[Fact], values: list[Value]) -> Iterator[Choice]:
    """Give dates with every combination of numbers that rules can tell apart, on any day of the year."""
    read = [value for value in values if isinstance(value, DateNumber) and value.question == question.id]
    cuts = sorted({cut + step for cut in _cuts(facts) for step in (-1, 0, 1)})
    fixed = [_SCHOOL_YEAR_STARTS, *(value.on for value in read if value.on)]
    seen: set[tuple[tuple[bool, ...], ...]] = set()
    for day in sorted(set(_around(fixed))):
        for answer in sorted(set(_answers(day, cuts, fixed, read))):
            if not _can_be_given(question, answer, day):
                continue
            known: dict[str, Known] = {value.id: number_of(value, answer, day) for value in read}
            known[question.id] = number_of(DateNumber("", "", question.id, Reading.AGE), answer, day)
            signature = tuple(_pattern(fact, known) for fact in facts)
            if signature not in seen:
                seen.add(signature)
                yield Choice(known, f"{answer.isoformat()} (on {day.isoformat()})")


def _can_be_given(question: Question, answer: date, day: date) -> bool:
    """Tell whether the question takes a date on a day: no rule has to stand ready for one that it refuses."""
    try:
        check_date(question, answer, day)
    except AnswerError:
        return False
    return True


def _pattern(fact: Fact, known: Mapping[str, Known]) -> tuple[bool, ...]:
    number = known.get(fact.question)
    if not isinstance(number, int):
        return ()
    return (
        fact.lowest is None or number >= fact.lowest,
        fact.highest is None or number <= fact.highest,
    )


def _around(fixed: list[YearDay]) -> Iterator[date]:
    """Give the days at, before and after each fixed day of the year: on others nothing else can happen."""
    for one in fixed:
        for step in (-1, 0, 1):
            yield date(_A_LEAP_YEAR - 1, one.month, one.day) + step * _A_DAY


def _answers(day: date, cuts: list[int], fixed: list[YearDay], read: list[DateNumber]) -> Iterator[date]:
    # A school year is five years less than the age, so every cut is tried as an age around it too.
    years = {cut + more for cut in cuts for more in (0, 4, 5, 6)}
    for back in sorted(year for year in years if 0 <= year < day.year - 1):
        for anchor in (day, *(date(day.year, one.month, one.day) for one in fixed)):
            moved = months_later(anchor, -12 * back)
            yield from (moved - _A_DAY, moved, moved + _A_DAY)
    for value in read:
        for cut in cuts:
            if value.reading is Reading.DAYS_SINCE:
                yield day - cut * _A_DAY
            if value.reading is Reading.MONTHS_SINCE:
                moved = months_later(day, -cut)
                yield from (moved - _A_DAY, moved, moved + _A_DAY)
    yield day


def day_choices(windows: tuple[Window, ...]) -> tuple[Choice, ...]:
    """Give one day for each way in which the windows can be open and closed together."""
    seen: dict[tuple[bool, ...], Choice] = {}
    for day in sorted(set(chain.from_iterable(map(_days_of, windows)))):
        is_open = {window.id: window_on(window, day).is_open for window in windows}
        known: dict[str, Known] = {name: OPEN if state else CLOSED for name, state in is_open.items()}
        seen.setdefault(tuple(is_open.values()), Choice(known, day.isoformat()))
    return tuple(seen.values())


def _days_of(window: Window) -> Iterator[date]:
    """Give the days around each end of a window; one that comes every year, in many years."""
    for end in (window.opens, window.closes):
        years = (0,) if isinstance(end, date) else range(_A_LEAP_YEAR - 3, _A_LEAP_YEAR + 4)
        for year in years:
            day = end if isinstance(end, date) else date(year, end.month, end.day)
            yield from (day - _A_DAY, day, day + _A_DAY)
