"""Rules that contradict each other, or themselves."""

from collections.abc import Iterator
from itertools import combinations

from portal.eligibility.rules.diagrams import Node
from portal.eligibility.rules.faults import Fault, FaultKind, Place, condition_in_words, in_words, told
from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.particulars import NotNeeded
from portal.eligibility.rules.sets import Outcome, Part, Rule
from portal.questionnaires.rules.conditions import All, Any, Condition, Truth

_OPEN = {Outcome.CAN, Outcome.ASK, Outcome.STEP_FIRST}


def overruled(
    ground: Ground, part: Part, rule: Rule, decided: tuple[Node, set[object]], place: Place
) -> Iterator[Fault]:
    """Find conditions that can never be true, and a rule that is not among those that decide."""
    verdict, deciding = decided
    never = list(_never_true(ground, rule.when))
    for condition in never:
        reason = f'the rule "{rule.id}": it can never be true that {condition_in_words(condition)}'
        yield Fault(FaultKind.CONTRADICTION, place, reason, rule.id)
    if rule.id in deciding or rule.when in never:
        return
    holds = ground.truth_of(rule.when)
    nobody = ground.diagrams.value(None)
    ways = {Truth.YES: verdict, Truth.NO: nobody, Truth.NOT_KNOWN: nobody}
    instead = ground.diagrams.ends(ground.diagrams.chosen(holds, ways))
    by_id = {other.id: other for other in part.all_rules()}
    first = [by_id[end] for end in instead if isinstance(end, str)]
    if rule is part.if_not_known or not first:
        reason = f'the rule "{rule.id}" never decides'
        yield Fault(FaultKind.UNREACHABLE, place, reason, rule.id)
        return
    names = " or ".join(sorted(f'"{other.id}"' for other in first))
    reason = f'the rule "{rule.id}" never decides: when it is true, {names} comes first'
    clash = {other.outcome for other in first} - {rule.outcome, Outcome.NOT_KNOWN}
    if clash:
        reason += f" and says {' or '.join(sorted(clash))}, not {rule.outcome}"
    way = ground.diagrams.way_to(holds, lambda true: true is Truth.YES, lambda _level, _choice: True)
    kind = FaultKind.CONTRADICTION if clash else FaultKind.UNREACHABLE
    yield Fault(kind, place, reason, rule.id, told(ground, way or {}))


def _never_true(ground: Ground, condition: Condition) -> Iterator[Condition]:
    """Give the smallest parts of a condition that no answers make true."""
    parts = condition.parts if isinstance(condition, All | Any) else ()
    smaller = [found for part in parts for found in _never_true(ground, part)]
    if smaller:
        yield from smaller
    elif Truth.YES not in ground.diagrams.ends(ground.truth_of(condition)):
        yield condition


def clashes(ground: Ground, part: Part, outcome: Node, place: Place) -> Iterator[Fault]:
    """Find rules of any order that hold together and differ, and a need where the file says that there is none."""
    if part.any_order:
        for one, other in combinations(enumerate(part.rules), 2):
            yield from _together(ground, one[1], other[1], (*place, "rules", other[0]))
    for at, not_needed in enumerate(part.not_needed):
        yield from _needed_after_all(ground, part, not_needed, outcome, (*place, "not_needed", at))


def _together(ground: Ground, one: Rule, other: Rule, place: Place) -> Iterator[Fault]:
    if one.outcome is other.outcome:
        return
    both = ground.diagrams.joined(
        lambda first, second: first is Truth.YES and second is Truth.YES,
        ground.truth_of(one.when),
        ground.truth_of(other.when),
    )
    way = ground.diagrams.way_to(both, lambda holds: bool(holds), lambda _level, _choice: True)
    if way is not None:
        example = told(ground, way)
        reason = (
            f'"{one.id}" says {one.outcome} and "{other.id}" says {other.outcome} when {in_words(example)}'
        )
        yield Fault(FaultKind.CONTRADICTION, place, reason, other.id, example)


def _needed_after_all(
    ground: Ground, part: Part, not_needed: NotNeeded, outcome: Node, place: Place
) -> Iterator[Fault]:
    level = ground.level_of(not_needed.question or "")
    if level is None:
        return
    lacking = [
        at for at, choice in enumerate(ground.levels[level].choices) if choice.told in not_needed.without
    ]
    without = {
        end for at in lacking for end in ground.diagrams.ends(ground.diagrams.fixed(outcome, level, at))
    }
    if lacking and ground.diagrams.ends(outcome) & _OPEN and not without & _OPEN:
        reason = (
            f'part "{part.id}" says that “{not_needed.title}” is not needed, but nobody can get or ask for it '
            f"when {not_needed.question} is {' or '.join(sorted(not_needed.without))}"
        )
        example = {not_needed.question or "": ground.levels[level].choices[lacking[0]].told}
        yield Fault(FaultKind.CONTRADICTION, place, reason, example=example)
