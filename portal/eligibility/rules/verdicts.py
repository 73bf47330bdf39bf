"""Which rule decides, for every combination of answers: the diagrams of a part."""

from dataclasses import dataclass, replace
from functools import partial
from operator import contains, is_, or_
from typing import Any

from portal.eligibility.rules.between import cuts_of, with_number
from portal.eligibility.rules.diagrams import Node
from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.particulars import Amount
from portal.eligibility.rules.sets import Outcome, Part, Rule, RuleSet
from portal.questionnaires.rules.conditions import Fact, Test, Truth


@dataclass(frozen=True, slots=True)
class Undecided:
    """No rule decides: none can be true, or (`in_doubt`) more would have to be known."""

    in_doubt: bool


NOTHING, IN_DOUBT = Undecided(in_doubt=False), Undecided(in_doubt=True)
_NO_SUCH_NUMBER = "no such number"


def verdict_of(ground: Ground, part: Part) -> Node:
    """Give which rule decides a part, or that none does; of several, the last that may (decisions.decide_part)."""
    node = first_true(ground, part, part.rules)
    if part.if_not_known is None:
        return node
    in_doubt = part.if_not_known.id
    for name, cuts in cuts_of(rule.when for rule in part.rules).items():
        if in_doubt in ground.diagrams.ends(node) and name in ground.sums:
            between = _for_every_number(ground, part, name, cuts)
            node = ground.diagrams.joined(partial(_settled_if, in_doubt), node, between)
    return node


def _settled_if(in_doubt: str, decides: Any, between: str | None) -> Any:
    return between if decides == in_doubt and between is not None else decides


def _for_every_number(ground: Ground, part: Part, name: str, cuts: list[int]) -> Node:
    """Give the rule that decides for the highest number a sum can have, where every number comes to its outcome."""
    diagrams = ground.diagrams
    outcomes: dict[Any, Outcome] = {rule.id: rule.outcome for rule in part.rules}

    def also(before: Any, decides: Any) -> Any:
        if before is None or decides == _NO_SUCH_NUMBER:
            return before
        same = decides in outcomes and (before == _NO_SUCH_NUMBER or outcomes[before] is outcomes[decides])
        return decides if same else None

    node = diagrams.value(_NO_SUCH_NUMBER)
    # Below the first cut all numbers are alike, and so are those from one cut to the next.
    for lowest, highest in zip([None, *cuts], [*(cut - 1 for cut in cuts), None], strict=True):
        number = cuts[0] - 1 if lowest is None else lowest
        rules = tuple(replace(rule, when=with_number(rule.when, name, number)) for rule in part.rules)
        test = Fact(name, Test.BETWEEN, lowest=lowest, highest=highest)
        decides, nobody = first_true(ground, part, rules), diagrams.value(_NO_SUCH_NUMBER)
        ways = {Truth.YES: decides, Truth.NO: nobody, Truth.NOT_KNOWN: decides}
        node = diagrams.joined(also, node, diagrams.chosen(ground.truth_of(test), ways))
    return node


def first_true(ground: Ground, part: Part, rules: tuple[Rule, ...]) -> Node:
    """Give which rule decides by its own truth; `if_not_known` speaks wherever more would have to be known."""
    diagrams = ground.diagrams
    doubt = diagrams.value(part.if_not_known.id if part.if_not_known else IN_DOUBT)
    node = diagrams.value(NOTHING)
    for rule in reversed(rules):
        same = {other.id for other in rules if other.outcome is rule.outcome}
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
