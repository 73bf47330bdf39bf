"""The shapes of what goes with an outcome: amounts, clocks, windows, spend lists, renewals, evidence."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from portal.questionnaires.rules.conditions import Condition


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day that comes every year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which people can apply: every year (both ends are YearDay) or once (both are dates)."""

    id: str
    title: str
    opens: YearDay | date
    closes: YearDay | date


class DayKind(StrEnum):
    """Which days a clock counts."""

    WORKING = "working"
    CALENDAR = "calendar"


class ClockUnit(StrEnum):
    """What a clock counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time by which something happens.

    It starts on the day of the decision, on the date that answers `asked`, or when the clock `after` is over.
    """

    id: str
    title: str
    length: int
    unit: ClockUnit
    kind: DayKind
    starts: str = ""
    asked: str | None = None
    after: str | None = None


class Unit(StrEnum):
    """What an amount counts."""

    HOURS = "hours"
    POUNDS = "pounds"
    DAYS = "days"
    NIGHTS = "nights"
    SESSIONS = "sessions"
    WEEKS = "weeks"


class Period(StrEnum):
    """How often an amount is given; years start on 1 April, 1 September and 1 January."""

    FINANCIAL_YEAR = "financial_year"
    SCHOOL_YEAR = "school_year"
    CALENDAR_YEAR = "calendar_year"
    YEAR = "year"
    TERM = "term"
    MONTH = "month"
    WEEK = "week"
    NIGHT = "night"
    DAY = "day"
    HOUR = "hour"
    SESSION = "session"
    ONCE = "once"


# Only these have a first and a last day, so that somebody can get a part of them.
YEARS = frozenset({Period.FINANCIAL_YEAR, Period.SCHOOL_YEAR, Period.CALENDAR_YEAR, Period.YEAR})


class ProRata(StrEnum):
    """How the part of a period is counted in which somebody is in the scheme."""

    BY_DAY = "by_day"
    BY_WEEK = "by_week"
    BY_MONTH = "by_month"


class Rounding(StrEnum):
    """Which way a part of an amount is rounded."""

    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class AmountCase:
    """An amount, and when it is that one."""

    when: Condition
    amount: Fraction
    title: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """Hours or money; the first case that is true gives it, as many `times` as the points of that name.

    `is_fee` is what a family pays.
    """

    id: str
    title: str
    unit: Unit
    each: Period
    cases: tuple[AmountCase, ...]
    text: str = ""
    is_fee: bool = False
    up_to: bool = False
    pro_rata: ProRata | None = None
    round_to: Fraction = Fraction(1, 100)
    rounding: Rounding = Rounding.NEAREST
    joined: str | None = None
    until_birthday: int | None = None
    born: str | None = None
    times: str | None = None


class Spendable(StrEnum):
    """Whether money or hours can be used for something."""

    CAN = "can"
    CANNOT = "cannot"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class SpendItem:
    """One thing, whether it can be bought, and why."""

    title: str
    answer: Spendable
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SpendList:
    """What an amount is for."""

    id: str
    title: str
    text: str
    items: tuple[SpendItem, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """When somebody asks again: on a day of each year, or so many months later."""

    id: str
    title: str
    text: str = ""
    every_months: int = 12
    on: YearDay | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What to send or show; `need` is how many of them, None for all."""

    id: str
    title: str
    need: int | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """What families are told that they do not need; `without` are the answers of those who lack it."""

    title: str
    question: str | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Route:
    """How somebody gets it, such as by a panel; a title of its own is the council's."""

    id: str
    title: str = ""


# The routes that every council has words for in the portal.
ROUTES = ("just_go", "automatic", "self", "professional", "panel", "assessment")


@dataclass(frozen=True, slots=True)
class Particulars:
    """Everything that goes with one outcome."""

    amounts: tuple[Amount, ...] = ()
    clocks: tuple[Clock, ...] = ()
    windows: tuple[Window, ...] = ()
    spend: tuple[SpendList, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def and_(self, other: "Particulars") -> "Particulars":
        """Give both, each thing once."""
        return self._joined(other, _both)

    def shared_with(self, other: "Particulars") -> "Particulars":
        """Give what is in both."""
        return self._joined(other, _shared)

    def _joined(self, other: "Particulars", join: "_Join") -> "Particulars":
        kinds = (kind.name for kind in fields(self))
        return Particulars(**{kind: join(getattr(self, kind), getattr(other, kind)) for kind in kinds})


_Entries = tuple[Any, ...]
_Join = Callable[[_Entries, _Entries], _Entries]


def _both(some: _Entries, more: _Entries) -> _Entries:
    return some + tuple(one for one in more if one not in some)


def _shared(some: _Entries, others: _Entries) -> _Entries:
    return tuple(one for one in some if one in others)


NOTHING_MORE = Particulars()
