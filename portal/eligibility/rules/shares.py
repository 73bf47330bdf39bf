"""Amounts on a day: which one it is, for which time, and the share of somebody who joins in the middle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from portal.eligibility.rules.between import ways_of
from portal.eligibility.rules.dated import following, months_later
from portal.eligibility.rules.particulars import Amount, AmountCase, Period, ProRata, Rounding, YearDay
from portal.eligibility.rules.values import last
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.conditions import LookUp, Truth, Within, truth

_STARTS = {
    Period.FINANCIAL_YEAR: YearDay(4, 1),
    Period.SCHOOL_YEAR: YearDay(9, 1),
    Period.CALENDAR_YEAR: YearDay(1, 1),
}
_WEEKS_OF_YEAR, _MONTHS_OF_YEAR, _DAYS_OF_WEEK = 52, 12, 7
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Share:
    """An amount for one person from a day on.

    `least` and `most` differ while an answer is missing; `whole_*` are for a whole period. `starts` and `ends`
    are the days that count, both inside; None where the period has no fixed days, or the end is not known.
    """

    amount: Amount
    cases: tuple[AmountCase, ...]
    least: Fraction
    most: Fraction
    whole_least: Fraction
    whole_most: Fraction
    starts: date | None
    ends: date | None
    birthday_unknown: bool


def in_play(amount: Amount, look_up: LookUp) -> tuple[AmountCase, ...]:
    """Give the cases that may count; each number that one value can have is tried."""
    found = tuple(_in_play(amount, look_up))
    for ways in ways_of((case.when for case in amount.cases), look_up):
        possible = [case for way in ways for case in _in_play(amount, way)]
        found = tuple(case for case in found if case in possible)
    return found


def _in_play(amount: Amount, look_up: LookUp) -> Iterator[AmountCase]:
    """Give the cases that may be true, up to the first that certainly is."""
    for case in amount.cases:
        holds = truth(case.when, look_up)
        if holds is not Truth.NO:
            yield case
        if holds is Truth.YES:
            return


def share_of(amount: Amount, answers: Mapping[str, Answer], look_up: LookUp, day: date) -> Share | None:
    """Work out an amount; None when no case of it can be true."""
    cases = in_play(amount, look_up)
    if not cases:
        return None
    fewest, greatest = _times(amount, look_up)
    least = min(case.amount for case in cases) * fewest
    most = max(case.amount for case in cases) * greatest
    joined = answers.get(amount.joined or "")
    start = joined if isinstance(joined, date) else day
    born = answers.get(amount.born or "")
    first, after = _period(amount.each, start)
    if after is not None and after <= day:
        # The period of joining is over: of this one they have the whole.
        first, after = _period(amount.each, start, day)
        start = first or start
    if first is None or after is None:
        return Share(amount, cases, least, most, least, most, None, None, birthday_unknown=False)
    end = after
    birthday_unknown = amount.until_birthday is not None and not isinstance(born, date)
    if amount.until_birthday is not None and isinstance(born, date):
        end = max(start, min(after, _birthday(born, amount.until_birthday)))
    part = _part(amount.pro_rata, first, after, start, end)
    return Share(
        amount,
        cases,
        # Without the date of birth nobody knows whether the birthday has been.
        Fraction(0) if birthday_unknown else _rounded(amount, least * part),
        _rounded(amount, most * part),
        least,
        most,
        start,
        None if birthday_unknown else max(start, end - _A_DAY),
        birthday_unknown=birthday_unknown,
    )


def _times(amount: Amount, look_up: LookUp) -> tuple[int, int]:
    """Give how many times an amount is given, at least and at most; points below 0 are nothing."""
    known = look_up(amount.times) if amount.times else 1
    if isinstance(known, Within):
        return max(0, known.lowest), max(0, known.highest)
    return (max(0, known),) * 2 if isinstance(known, int) else (0, 0)


def _period(each: Period, start: date, day: date | None = None) -> tuple[date | None, date | None]:
    """Give the first day of the period of a day, of the start when none is named, and the first day after it.

    A year without a fixed start begins on the day of the start, and on that day of each year.
    """
    day = day or start
    if each is Period.YEAR:
        years = day.year - start.year
        years -= months_later(start, years * _MONTHS_OF_YEAR) > day
        first, after = (months_later(start, (years + more) * _MONTHS_OF_YEAR) for more in (0, 1))
        return first, after
    if each not in _STARTS:
        return None, None
    return last(_STARTS[each], day), following(_STARTS[each], day)


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        # Born on 29 February: the birthday of other years is 1 March.
        return date(born.year + age, 3, 1)


def _part(pro_rata: ProRata | None, first: date, after: date, start: date, end: date) -> Fraction:
    if end <= start:
        return Fraction(0)
    match pro_rata:
        case ProRata.BY_DAY:
            return Fraction((end - start).days, (after - first).days)
        case ProRata.BY_WEEK:
            weeks = ceil(Fraction((end - start).days, _DAYS_OF_WEEK))
            return Fraction(min(weeks, _WEEKS_OF_YEAR), _WEEKS_OF_YEAR)
        case ProRata.BY_MONTH:
            final = end - _A_DAY
            months = (final.year - start.year) * _MONTHS_OF_YEAR + final.month - start.month + 1
            return Fraction(min(months, _MONTHS_OF_YEAR), _MONTHS_OF_YEAR)
    return Fraction(1)


def _rounded(amount: Amount, exact: Fraction) -> Fraction:
    steps = exact / amount.round_to
    match amount.rounding:
        case Rounding.UP:
            return ceil(steps) * amount.round_to
        case Rounding.DOWN:
            return floor(steps) * amount.round_to
    return floor(steps + Fraction(1, 2)) * amount.round_to
