"""Deciding: answers and a rule set give what is open to a family, why, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.core.errors import PortalError
from portal.eligibility.rules.particulars import NOTHING_MORE, NotNeeded, Particulars, Route
from portal.eligibility.rules.sets import BY_OPENNESS, Action, Heading, Outcome, Part, Rule, RuleSet
from portal.questionnaires.rules.conditions import LookUp, Truth, truth


class NoRuleError(PortalError):
    """A part has no rule for these answers; the walk at the start makes sure that this cannot happen."""


@dataclass(frozen=True, slots=True)
class PartDecision:
    """What was decided about one part, and by which rule."""

    part: str
    title: str
    rule: str
    outcome: Outcome
    reasons: tuple[str, ...]
    actions: tuple[Action, ...]
    route: Route | None = None
    particulars: Particulars = NOTHING_MORE
    not_needed: tuple[NotNeeded, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A whole result; it names the version of the rules that made it."""

    rule_set: str
    version: str
    title: str
    text: str
    actions: tuple[Action, ...]
    parts: tuple[PartDecision, ...]
    always: tuple[Action, ...]

    @property
    def outcome(self) -> Outcome:
        """Give the most open outcome of all parts."""
        return min((part.outcome for part in self.parts), key=BY_OPENNESS.index)


def decide(rule_set: RuleSet, look_up: LookUp) -> Decision:
    """Decide every part; raises NoRuleError for a rule set that was not walked before."""
    parts = tuple(decide_part(part, look_up) for part in rule_set.parts)
    heading = _heading(rule_set.headings, {part.part: part.outcome for part in parts})
    return Decision(
        rule_set=rule_set.id,
        version=rule_set.version,
        title=heading.title,
        text=heading.text,
        actions=heading.actions,
        parts=parts,
        always=rule_set.always,
    )


def decide_part(part: Part, look_up: LookUp) -> PartDecision:
    """Decide one part.

    The rules are read from the first to the last. A rule that may hold, but is not known to, keeps its
    outcome in play; when the outcomes in play differ, the part's answer is that we need to know more.
    """
    in_play: list[Rule] = []
    for rule in part.rules:
        holds = truth(rule.when, look_up)
        if holds is not Truth.NO:
            in_play.append(rule)
        if holds is Truth.YES:
            break
    else:
        # No rule is certain to hold: either none can, which the walk refuses, or more must be known.
        return _decided(part, _not_known(part, in_play))
    certain = len({rule.outcome for rule in in_play}) == 1
    return _decided(part, in_play[-1] if certain else _not_known(part, in_play))


def _not_known(part: Part, in_play: list[Rule]) -> Rule:
    if part.if_not_known is None or not in_play:
        raise NoRuleError(
            f'nothing is decided about "{part.id}"; `portal rules check` says when that happens'
        )
    return part.if_not_known


def _decided(part: Part, rule: Rule) -> PartDecision:
    return PartDecision(
        part=part.id,
        title=part.title,
        rule=rule.id,
        outcome=rule.outcome,
        reasons=rule.reasons,
        actions=rule.actions,
        route=rule.route,
        particulars=rule.particulars,
        not_needed=part.not_needed,
    )


def _heading(headings: tuple[Heading, ...], outcomes: Mapping[str, Outcome]) -> Heading:
    return next(
        heading
        for heading in headings
        if all(outcomes[part] is outcome for part, outcome in heading.outcomes.items())
    )
