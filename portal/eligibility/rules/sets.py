"""The shapes of a rule set, as its file in content/eligibility describes it (docs/eligibility-rules.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.questionnaires.rules.conditions import Condition


class Outcome(StrEnum):
    """What a family can do about one part of the offer; there is no "no", there is always a next step."""

    CAN = "can"
    ASK = "ask"
    STEP_FIRST = "step_first"
    OTHER_HELP = "other_help"
    NOT_KNOWN = "not_known"


class ActionKind(StrEnum):
    """What a next action is."""

    LINK = "link"
    PHONE = "phone"
    ACTIVITIES = "activities"


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do next: a path of this site, a contact of the council, or a search for activities.

    `takes` maps what the search is narrowed by ("age", "district", "near") to the question that knows it.
    """

    id: str
    title: str
    kind: ActionKind
    target: str
    text: str = ""
    tiers: tuple[str, ...] = ()
    takes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a part; it decides when its condition is true and every rule before it is false."""

    id: str
    when: Condition
    outcome: Outcome
    reasons: tuple[str, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a family may get: a tier, a programme, an assessment; its rules in the order of reading.

    `if_not_known` speaks when what is not known decides between different outcomes.
    """

    id: str
    title: str
    rules: tuple[Rule, ...]
    if_not_known: Rule | None


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


def in_force(versions: tuple[RuleSet, ...], day: date) -> RuleSet:
    """Give the version that counts on a day: the latest that has begun, or the first one before any has."""
    begun = [version for version in versions if version.valid_from <= day]
    if begun:
        return max(begun, key=lambda version: version.valid_from)
    return min(versions, key=lambda version: version.valid_from)
