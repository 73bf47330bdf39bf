"""Which rule decides, for every combination of answers: the diagrams of a part."""

from dataclasses import dataclass
from functools import partial
from operator import contains, is_, or_
from typing import Any

from portal.eligibility.rules.diagrams import Node
from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.particulars import Amount
from portal.eligibility.rules.sets import Outcome, Part, RuleSet
from portal.questionnaires.rules.conditions import Truth


@dataclass(frozen=True, slots=True)
class Undecided:
    """No rule decides: none can be true, or (`in_doubt`) more would have to be known."""

    in_doubt: bool


NOTHING, IN_DOUBT = Undecided(in_doubt=False), Undecided(in_doubt=True)


def verdict_of(ground: Ground, part: Part) -> Node:
    """Give which rule decides a part, or that none does."""
    diagrams = ground.diagrams
    doubt = diagrams.value(part.if_not_known.id if part.if_not_known else IN_DOUBT)
    node = diagrams.value(NOTHING)
    for rule in reversed(part.rules):
        same = {other.id for other in part.rules if other.outcome is rule.outcome}
        decides = diagrams.value(rule.id)
        # A rule that may be true matters where those after it do not come to the same outcome for certain.
        after = diagrams.mapped(partial(contains, same), node)
        ways = {Truth.YES: decides, Truth.NO: node}
        ways[Truth.NOT_KNOWN] = diagrams.chosen(after, {True: node, False: doubt})
        node = diagrams.chosen(ground.truth_of(rule.when), ways)
    return node


def outcome_of(ground: Ground, part: Part, verdict: Node) -> Node:
    """Give the outcome of a part, None where nothing is decided."""
    outcomes: dict[Any, Outcome] = {rule.id: rule.outcome for rule in part.all_rules()}
    return ground.diagrams.mapped(outcomes.get, verdict)


def heading_of(ground: Ground, rule_set: RuleSet, outcomes: dict[str, Node]) -> Node:
    """Give the place of the heading that fits."""
    diagrams = ground.diagrams
    node = diagrams.value(len(rule_set.headings) - 1)
    for at in reversed(range(len(rule_set.headings) - 1)):
        fits = diagrams.value(value=True)
        for part, outcome in rule_set.headings[at].outcomes.items():
            has = diagrams.mapped(partial(is_, outcome), outcomes[part])
            fits = diagrams.chosen(has, {True: fits, False: diagrams.value(value=False)})
        node = diagrams.chosen(fits, {True: diagrams.value(at), False: node})
    return node


def cases_of(ground: Ground, amount: Amount) -> Node:
    """Give the places of the cases of an amount that may be true, up to the first that certainly is."""
    diagrams = ground.diagrams
    node = diagrams.value(frozenset())
    for at, case in reversed(list(enumerate(amount.cases))):
        also = diagrams.mapped(partial(or_, frozenset({at})), node)
        ways = {Truth.YES: diagrams.value(frozenset({at})), Truth.NO: node, Truth.NOT_KNOWN: also}
        node = diagrams.chosen(ground.truth_of(case.when), ways)
    return node
