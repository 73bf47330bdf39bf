"""Deciding: answers and a rule set give what is open to a family, why, and what to do next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from portal.core.errors import PortalError
from portal.eligibility.rules.between import ways_of
from portal.eligibility.rules.particulars import NOTHING_MORE, NotNeeded, Particulars, Route
from portal.eligibility.rules.sets import BY_OPENNESS, Action, Heading, Outcome, Part, Rule, RuleSet
from portal.questionnaires.rules.conditions import LookUp, Truth, truth


class NoRuleError(PortalError):
    """A part has no rule for these answers; the walk at the start makes sure that this cannot happen."""


@dataclass(frozen=True, slots=True)
class PartDecision:
    """What was decided about one part, and by which rule.

    Any of `may_decide` may turn out to be that rule, all with the same outcome; `more_open` where other things
    go with some of them, which are not told.
    """

    part: str
    title: str
    rule: str
    outcome: Outcome
    reasons: tuple[str, ...]
    actions: tuple[Action, ...]
    route: Route | None = None
    particulars: Particulars = NOTHING_MORE
    not_needed: tuple[NotNeeded, ...] = ()
    may_decide: tuple[str, ...] = ()
    more_open: bool = False


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
    outcome in play. Where all outcomes in play are the same, or come to the same for every number that is
    possible, that is the outcome; else the part's answer is that we need to know more.
    """
    in_play, is_sure = _in_play(part, look_up)
    if is_sure and _agree(in_play):
        return _decided(part, in_play, in_play[-1])
    if part.if_not_known is None or not in_play:
        raise NoRuleError(
            f'nothing is decided about "{part.id}"; `portal rules check` says when that happens'
        )
    between = _in_play_between(part, look_up)
    return _decided(part, between or (part.if_not_known,), part.if_not_known)


def _in_play(part: Part, look_up: LookUp) -> tuple[tuple[Rule, ...], bool]:
    """Give the rules that may decide, up to one that certainly holds, and whether there is such a one."""
    found: list[Rule] = []
    for rule in part.rules:
        holds = truth(rule.when, look_up)
        if holds is not Truth.NO:
            found.append(rule)
        if holds is Truth.YES:
            return tuple(found), True
    return tuple(found), False


def _agree(rules: Iterable[Rule]) -> bool:
    return len({rule.outcome for rule in rules}) == 1


def _in_play_between(part: Part, look_up: LookUp) -> tuple[Rule, ...] | None:
    """Give the rules in play over every number that one value can have, when all come to the same outcome."""
    for ways in ways_of((rule.when for rule in part.rules), look_up):
        found: dict[str, Rule] = {}
        for way in ways:
            in_play, is_sure = _in_play(part, way)
            for rule in in_play:
                # The last of all is the one that decides for the highest number.
                found.pop(rule.id, None)
                found[rule.id] = rule
            if not is_sure or not _agree(found.values()):
                break
        else:
            return tuple(found.values())
    return None


def _decided(part: Part, rules: tuple[Rule, ...], speaker: Rule) -> PartDecision:
    """Tell what was decided; where several rules may be the one, only what goes with each of them is certain."""
    last = rules[-1]
    shared = reduce(Particulars.shared_with, (rule.particulars for rule in rules))
    one_route = all(rule.route == last.route for rule in rules)
    return PartDecision(
        part=part.id,
        title=part.title,
        rule=last.id,
        outcome=last.outcome,
        reasons=speaker.reasons,
        actions=_actions(rules, speaker),
        route=last.route if one_route else None,
        particulars=shared,
        not_needed=part.not_needed,
        may_decide=tuple(rule.id for rule in rules),
        more_open=not one_route or any(rule.particulars != shared for rule in rules),
    )


def _actions(rules: tuple[Rule, ...], speaker: Rule) -> tuple[Action, ...]:
    """Give what can be done next whichever rule it is; what the speaker says where there is no such thing."""
    if speaker in rules:
        return speaker.actions
    return (
        tuple(one for one in rules[-1].actions if all(one in rule.actions for rule in rules))
        or speaker.actions
    )


def _heading(headings: tuple[Heading, ...], outcomes: Mapping[str, Outcome]) -> Heading:
    return next(
        heading
        for heading in headings
        if all(outcomes[part] is outcome for part, outcome in heading.outcomes.items())
    )
