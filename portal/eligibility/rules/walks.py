"""Walking every combination of answers that can change an outcome, to find what a rule set forgets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import prod
from operator import eq
from typing import Any

from portal.eligibility.rules.clashes import clashes, overruled
from portal.eligibility.rules.diagrams import Node, TooManyError
from portal.eligibility.rules.faults import Fault, FaultKind, Place, in_words, told
from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.particulars import Amount
from portal.eligibility.rules.sets import Part, Rule, RuleSet
from portal.eligibility.rules.verdicts import (
    Undecided,
    cases_of,
    first_true,
    heading_of,
    outcome_of,
    verdict_of,
)
from portal.questionnaires.rules.conditions import Condition
from portal.questionnaires.rules.questions import Questionnaire


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk found, and how many combinations it went through."""

    faults: tuple[Fault, ...]
    combinations: int


def walked(rule_set: RuleSet, questionnaire: Questionnaire) -> Walked:
    """Walk a rule set in full; a part that is too large to be walked is a fault, never a sample."""
    walk = _Walk(rule_set, questionnaire)
    return Walked(tuple(walk.faults()), walk.combinations)


class _Walk:
    """One walk through one rule set, part by part, each over the questions that it reads."""

    def __init__(self, rule_set: RuleSet, questionnaire: Questionnaire) -> None:
        self._set, self._questionnaire = rule_set, questionnaire
        self._used_cases: dict[str, set[int]] = {}
        self.combinations = 0

    def _ground_of(self, parts: Iterable[Part]) -> Ground:
        conditions = [condition for part in parts for condition in _conditions(part)]
        return Ground(self._set, self._questionnaire, conditions)

    def faults(self) -> Iterator[Fault]:
        """Give what is wrong with each part, then with amounts and headings."""
        for at, part in enumerate(self._set.parts):
            place: Place = ("parts", at)
            try:
                yield from self._of_part(part, place)
            except TooManyError as error:
                yield _too_many(f'the part "{part.id}"', place, error)
                self._used_cases |= {one.id: set(range(len(one.cases))) for one in _giving(part)}
        yield from self._of_cases()
        yield from self._of_headings()

    def _of_part(self, part: Part, place: Place) -> Iterator[Fault]:
        self._ground = ground = self._ground_of([part])
        verdict = verdict_of(ground, part)
        yield from self._gaps(verdict, place, part)
        # Where no single rule is sure, if_not_known speaks, though the outcome may be certain.
        ends = ground.diagrams.ends(verdict) | ground.diagrams.ends(first_true(ground, part, part.rules))
        for at, rule in _placed(part):
            yield from self._dead_end(rule, verdict, (*place, *at))
            yield from overruled(ground, part, rule, (verdict, ends), (*place, *at))
        yield from clashes(ground, part, outcome_of(ground, part, verdict), place)
        yield from self._amounts(part, verdict, place)
        self.combinations += prod(
            len(ground.levels[level].choices) for level in ground.diagrams.questions(verdict)
        )

    def _gaps(self, verdict: Node, place: Place, part: Part) -> Iterator[Fault]:
        for in_doubt in (False, True):
            example = self._example(verdict, partial(eq, Undecided(in_doubt)))
            if example is not None:
                reason = f'part "{part.id}": nothing is decided when {in_words(example)}'
                more = "; it needs if_not_known" if in_doubt and part.if_not_known is None else ""
                yield Fault(FaultKind.GAP, place, reason + more, example=example)

    def _dead_end(self, rule: Rule, verdict: Node, place: Place) -> Iterator[Fault]:
        if rule.actions:
            return
        example = self._example(verdict, partial(eq, rule.id))
        if example is not None:
            reason = f'the rule "{rule.id}": there is no next action when {in_words(example)}'
            yield Fault(FaultKind.DEAD_END, place, reason, rule.id, example)

    def _example(self, node: Node, wanted: Callable[[Any], bool]) -> dict[str, object] | None:
        """Give answers that lead to a wanted end, known ones if there are such."""
        ground = self._ground
        for allowed in (lambda level, choice: not ground.levels[level].choices[choice].is_unknown, _anything):
            way = ground.diagrams.way_to(node, wanted, allowed)
            if way is not None:
                return told(ground, way)
        return None

    def _amounts(self, part: Part, verdict: Node, place: Place) -> Iterator[Fault]:
        for amount, rules in _giving(part).items():
            cases = self._ground.diagrams.joined(_where(rules), verdict, cases_of(self._ground, amount))
            ends = self._ground.diagrams.ends(cases) - {None}
            self._used_cases.setdefault(amount.id, set()).update(*ends)
            if frozenset() in ends:
                example = self._example(cases, partial(eq, frozenset())) or {}
                reason = f'part "{part.id}": the amount "{amount.id}" has no case when {in_words(example)}'
                yield Fault(FaultKind.GAP, ("amounts", amount.id), reason, example=example)

    def _of_cases(self) -> Iterator[Fault]:
        amounts = dict.fromkeys(amount for part in self._set.parts for amount in _giving(part))
        for amount in amounts:
            for at in range(len(amount.cases)):
                if at not in self._used_cases.get(amount.id, set()):
                    reason = f'case {at + 1} of the amount "{amount.id}" is never the one that counts'
                    yield Fault(FaultKind.UNREACHABLE, ("amounts", amount.id, "cases", at), reason)

    def _of_headings(self) -> Iterator[Fault]:
        named = {name for heading in self._set.headings for name in heading.outcomes}
        parts = [part for part in self._set.parts if part.id in named]
        ground = self._ground_of(parts)
        try:
            outcomes = {part.id: outcome_of(ground, part, verdict_of(ground, part)) for part in parts}
            ends = ground.diagrams.ends(heading_of(ground, self._set, outcomes))
        except TooManyError as error:
            yield _too_many("the headings together", ("headings",), error)
            return
        for at, heading in enumerate(self._set.headings):
            if at not in ends:
                reason = f'the heading "{heading.title}" never fits'
                yield Fault(FaultKind.UNREACHABLE, ("headings", at), reason)


def _giving(part: Part) -> dict[Amount, set[str]]:
    """Give the amounts of a part with the rules that give them."""
    giving: dict[Amount, set[str]] = {}
    for rule in part.all_rules():
        for amount in rule.particulars.amounts:
            giving.setdefault(amount, set()).add(rule.id)
    return giving


def _where(rules: set[str]) -> Callable[[Any, frozenset[int]], frozenset[int] | None]:
    return lambda end, found: found if end in rules else None


def _anything(_level: int, _choice: int) -> bool:
    return True


def _placed(part: Part) -> Iterator[tuple[Place, Rule]]:
    yield from ((("rules", at), rule) for at, rule in enumerate(part.rules))
    if part.if_not_known:
        yield ("if_not_known",), part.if_not_known


def _conditions(part: Part) -> Iterator[Condition]:
    yield from (rule.when for rule in part.rules)
    yield from (case.when for amount in _giving(part) for case in amount.cases)


def _too_many(what: str, place: Place, error: TooManyError) -> Fault:
    reason = (
        f"{what} cannot be walked in full: there are more than {error} distinct cases, so not all is said about "
        "it. Let fewer questions decide in one part, or sum them up in a value"
    )
    return Fault(FaultKind.NOT_WALKED, place, reason)
