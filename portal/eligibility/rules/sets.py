"""The shapes of a rule set, as its file in content/eligibility describes it (docs/eligibility-rules.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.eligibility.rules.particulars import NOTHING_MORE, NotNeeded, Particulars, Route, Window
from portal.eligibility.rules.values import Band, Value
from portal.questionnaires.rules.conditions import Condition


class Outcome(StrEnum):
    """What a family can do about one part of the offer; there is no "no", there is always a next step."""

    CAN = "can"
    ASK = "ask"
    STEP_FIRST = "step_first"
    OTHER_HELP = "other_help"
    NOT_KNOWN = "not_known"


# From the most open to the least: the outcome of a whole set is the most open one of its parts.
BY_OPENNESS = (Outcome.CAN, Outcome.ASK, Outcome.STEP_FIRST, Outcome.NOT_KNOWN, Outcome.OTHER_HELP)


class ActionKind(StrEnum):
    """What a next action is."""

    LINK = "link"
    PHONE = "phone"
    EMAIL = "email"
    ACTIVITIES = "activities"
    FORM = "form"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that goes along: `codes` says what it is called there, `leave_out` what stays here."""

    question: str
    codes: Mapping[str, str] = field(default_factory=dict)
    leave_out: frozenset[str] = frozenset()

    def of(self, code: str) -> str | None:
        """Give what an option is called there, or None when it stays here."""
        if code in self.leave_out:
            return None
        return self.codes.get(code) if self.codes else code


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do next: a path of this site, a contact of the council, or a search for activities.

    `takes` maps what the search is narrowed by ("age", "district", "near", "need"), or the questions of the
    form, to the question that knows it.
    """

    id: str
    title: str
    kind: ActionKind
    target: str
    text: str = ""
    tiers: tuple[str, ...] = ()
    takes: Mapping[str, Taken] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a part; it decides when its condition is true and every rule before it is false."""

    id: str
    when: Condition
    outcome: Outcome
    reasons: tuple[str, ...]
    actions: tuple[Action, ...]
    route: Route | None = None
    particulars: Particulars = NOTHING_MORE


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a family may get: a tier, a programme, an assessment; its rules in the order of reading.

    `if_not_known` speaks when what is not known decides between different outcomes. Where `any_order`, two
    rules that hold together must have the same outcome. `not_needed` is told to everybody who asks.
    """

    id: str
    title: str
    rules: tuple[Rule, ...]
    if_not_known: Rule | None
    any_order: bool = False
    not_needed: tuple[NotNeeded, ...] = ()

    def all_rules(self) -> tuple[Rule, ...]:
        """Give the rules with the one that speaks when too little is known."""
        return (*self.rules, self.if_not_known) if self.if_not_known else self.rules


@dataclass(frozen=True, slots=True)
class Heading:
    """The first words of a result; it fits when every part that it names has that outcome."""

    title: str
    text: str
    outcomes: Mapping[str, Outcome]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of a council's rules; `always` are the actions that end every result."""

    id: str
    version: str
    valid_from: date
    questionnaire: str
    headings: tuple[Heading, ...]
    parts: tuple[Part, ...]
    always: tuple[Action, ...]
    valid_until: date | None = None
    values: tuple[Value, ...] = ()
    bands: tuple[Band, ...] = ()
    windows: tuple[Window, ...] = ()

    def counts_on(self, day: date) -> bool:
        """Tell whether these rules count on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def in_force(versions: tuple[RuleSet, ...], day: date) -> RuleSet:
    """Give the version that counts on a day: the latest that has begun, or the first one before any has."""
    begun = [version for version in versions if version.valid_from <= day]
    if begun:
        return max(begun, key=lambda version: version.valid_from)
    return min(versions, key=lambda version: version.valid_from)
