"""What the allowance may be spent on: one verdict for each thing in each financial year, with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.allowance.rules.years import FinancialYear


class Allowed(StrEnum):
    """The three verdicts; “ask” is one, because some things depend on the child."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class AllowanceRule:
    """One thing that families ask about; label and reason are English, to be looked up in the catalogues."""

    year: FinancialYear
    code: str
    group: str
    label: str
    words: tuple[str, ...]
    allowed: Allowed
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are shown under one heading."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class YearRules:
    """All rules of one year; a year that is not decided yet has a note and no rules."""

    year: FinancialYear
    is_decided: bool
    note: str
    in_short: tuple[str, ...]
    source: str
    reviewed: date
    answer_working_days: int
    groups: tuple[Group, ...]
    rules: tuple[AllowanceRule, ...]
    small_words: tuple[str, ...] = ()

    def of_group(self, code: str) -> tuple[AllowanceRule, ...]:
        """Give the rules under one heading, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.group == code)

    def rule(self, code: str) -> AllowanceRule | None:
        """Give the rule about one thing."""
        return next((rule for rule in self.rules if rule.code == code), None)


@dataclass(frozen=True, slots=True)
class AllowanceRules:
    """The rules of every year that has a file, oldest first; a council without an allowance has none."""

    years: Mapping[FinancialYear, YearRules] = field(default_factory=dict)

    def on(self, day: date) -> YearRules | None:
        """Give the rules of the year of a day; without them those of the newest year that has begun, or the first."""
        this_year = FinancialYear.of(day)
        begun = [rules for year, rules in self.years.items() if year <= this_year and rules.is_decided]
        return self.years.get(this_year) or (begun[-1] if begun else next(iter(self.years.values()), None))

    def before(self, year: FinancialYear) -> YearRules | None:
        """Give the rules of the year before."""
        return self.years.get(FinancialYear(year.first - 1))

    @property
    def decided(self) -> tuple[YearRules, ...]:
        """Give the years whose rules are decided, oldest first."""
        return tuple(rules for rules in self.years.values() if rules.is_decided)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of the council to a question that no rule answered; in English, as an editor wrote it."""

    id: int
    year: FinancialYear
    question: str
    allowed: Allowed
    reason: str
    item_code: str
    answered_on: date

    def is_in(self, rules: YearRules | None) -> bool:
        """Tell whether the file of its year has taken the answer over."""
        return rules is not None and bool(self.item_code) and rules.rule(self.item_code) is not None
