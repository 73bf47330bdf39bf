"""Conditions over answers, with three values: true, false and not known.

"Not sure" and a skipped question are not known. What is not known is never taken for "no".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Within:
    """A number of which only the ends are known, such as points while an answer is missing."""

    lowest: int
    highest: int


# What a question is known to hold: codes, whole numbers (ages too), or None when it is not known.
Known = frozenset[str] | int | Within | None
LookUp = Callable[[str], Known]


class Truth(StrEnum):
    """The three values of Kleene's logic."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"

    @classmethod
    def of(cls, value: bool) -> "Truth":
        """Give the truth of something that is known."""
        return cls.YES if value else cls.NO


class Test(StrEnum):
    """What can be asked of one answer; tests of numbers read the age on the day from a date of birth."""

    __test__ = False  # pytest takes every class named Test... for a test.

    ANY_OF = "any_of"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    ANSWERED = "answered"


NUMBER_TESTS = frozenset({Test.AT_LEAST, Test.AT_MOST, Test.BETWEEN})


@dataclass(frozen=True, slots=True)
class Fact:
    """One test of one answer; `codes` for tests of options, `lowest` and `highest` for numbers."""

    question: str
    test: Test
    codes: frozenset[str] = frozenset()
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class All:
    """True when all parts are; an empty one is true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True when at least one part is; an empty one is false."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is false; what is not known stays not known."""

    part: "Condition"


Condition = Fact | All | Any | Not
ALWAYS = All(())


def truth(condition: Condition, look_up: LookUp) -> Truth:
    """Tell whether a condition holds; `look_up` gives what is known of a question."""
    match condition:
        case Fact():
            return _truth_of_fact(condition, look_up(condition.question))
        case Not(part):
            return _opposite(truth(part, look_up))
        case All(parts):
            return _weakest([truth(part, look_up) for part in parts])
        case Any(parts):
            return _opposite(_weakest([_opposite(truth(part, look_up)) for part in parts]))


def facts_of(condition: Condition) -> Iterator[Fact]:
    """Give every test in a condition, in the order in which it is written."""
    match condition:
        case Fact():
            yield condition
        case Not(part):
            yield from facts_of(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from facts_of(part)


def _opposite(value: Truth) -> Truth:
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(value, value)


def _weakest(values: list[Truth]) -> Truth:
    for value in (Truth.NO, Truth.NOT_KNOWN):
        if value in values:
            return value
    return Truth.YES


def _truth_of_fact(fact: Fact, known: Known) -> Truth:
    if fact.test is Test.ANSWERED:
        return Truth.of(known is not None)
    if known is None:
        return Truth.NOT_KNOWN
    if fact.test in NUMBER_TESTS:
        return _truth_of_number(fact, known)
    if isinstance(known, Within):
        return Truth.NOT_KNOWN
    codes = frozenset({str(known)}) if isinstance(known, int) else known
    shared = bool(fact.codes & codes)
    return Truth.of(shared if fact.test is Test.ANY_OF else not shared)


def _truth_of_number(fact: Fact, known: frozenset[str] | int | Within) -> Truth:
    if isinstance(known, frozenset):
        return Truth.NOT_KNOWN
    least, most = (known, known) if isinstance(known, int) else (known.lowest, known.highest)
    if (fact.lowest is not None and most < fact.lowest) or (
        fact.highest is not None and least > fact.highest
    ):
        return Truth.NO
    high_enough = fact.lowest is None or least >= fact.lowest
    low_enough = fact.highest is None or most <= fact.highest
    return Truth.YES if high_enough and low_enough else Truth.NOT_KNOWN
