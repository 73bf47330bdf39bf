"""Deciding: answers and a rule set give what is open to a family, why, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.core.errors import PortalError
from portal.eligibility.rules.sets import Action, Heading, Outcome, Part, Rule, RuleSet
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.conditions import Known, LookUp, Truth, truth
from portal.questionnaires.rules.questions import Questionnaire


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


def known_answers(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Known]:
    """Give what the answers say for certain: "not sure" and a skipped question are not known, never "no"."""
    return {
        question.id: _known(answers.get(question.id), {o.code for o in question.options if o.unknown})
        for question in questionnaire.questions()
    }


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
        raise NoRuleError(part.id)
    return part.if_not_known


def _decided(part: Part, rule: Rule) -> PartDecision:
    return PartDecision(part.id, part.title, rule.id, rule.outcome, rule.reasons, rule.actions)


def _heading(headings: tuple[Heading, ...], outcomes: Mapping[str, Outcome]) -> Heading:
    return next(
        heading
        for heading in headings
        if all(outcomes[part] is outcome for part, outcome in heading.outcomes.items())
    )


def _known(answer: Answer | None, unknown: set[str]) -> Known:
    if isinstance(answer, int):
        return answer
    if isinstance(answer, str):
        return None if answer in unknown else frozenset({answer})
    if isinstance(answer, tuple):
        # Beside "not sure" nothing else can be ticked (eligibility.content makes sure of it).
        return None if unknown & set(answer) else frozenset(answer)
    return None
