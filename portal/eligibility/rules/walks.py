"""Walking every combination of answers that can change an outcome, to find what a rule set forgets.

Answers that no rule can tell apart are walked once; ages are cut just below and at each limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product

from portal.eligibility.rules.decisions import NoRuleError, decide_part
from portal.eligibility.rules.sets import Part, Rule, RuleSet
from portal.questionnaires.rules.conditions import NUMBER_TESTS, Fact, Known, Truth, facts_of, truth
from portal.questionnaires.rules.questions import Kind, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Gap:
    """What is wrong with a part: the place among its rules, when it is one rule, and the reason in words."""

    part: str
    rule: str | None
    reason: str


Case = dict[str, Known]


def gaps(rule_set: RuleSet, questionnaire: Questionnaire) -> Iterator[Gap]:
    """Find combinations without a rule or without a next action, and rules that never decide."""
    for part in rule_set.parts:
        yield from _gaps_of_part(part, questionnaire)


def cases(part: Part, questionnaire: Questionnaire) -> Iterator[Case]:
    """Give one case for each combination of answers that the rules of a part can tell apart."""
    facts: dict[str, list[Fact]] = {}
    for rule in part.rules:
        for fact in facts_of(rule.when):
            facts.setdefault(fact.question, []).append(fact)
    names = sorted(facts)
    questions = [questionnaire.question(name) for name in names]
    choices = [_distinct(question, facts[question.id]) for question in questions if question is not None]
    for combination in product(*choices):
        yield dict(zip(names, combination, strict=True))


def _gaps_of_part(part: Part, questionnaire: Questionnaire) -> Iterator[Gap]:
    deciding: set[str] = set()
    for case in cases(part, questionnaire):
        try:
            decided = decide_part(part, case.get)
        except NoRuleError:
            yield Gap(part.id, None, f"nothing is decided when {in_words(case)}")
            return
        if not decided.actions:
            yield Gap(part.id, decided.rule, f"there is no next action when {in_words(case)}")
            return
        deciding.add(decided.rule)
    for rule in _all_rules(part):
        if rule.id not in deciding:
            yield Gap(part.id, rule.id, f'the rule "{rule.id}" never decides')


def _all_rules(part: Part) -> tuple[Rule, ...]:
    return (*part.rules, part.if_not_known) if part.if_not_known else part.rules


def _distinct(question: Question, facts: list[Fact]) -> list[Known]:
    """Give one answer for each way in which the facts can come out, and "not known"."""
    answers: dict[tuple[Truth, ...], Known] = {}
    for answer in chain(_possible(question, facts), [None]):
        signature = tuple(truth(fact, {question.id: answer}.get) for fact in facts)
        answers.setdefault(signature, answer)
    return list(answers.values())


def _possible(question: Question, facts: list[Fact]) -> Iterator[Known]:
    known = [option.code for option in question.options if not option.unknown]
    if question.kind in {Kind.NUMBER, Kind.DATE}:
        yield from _numbers(question, facts)
    elif question.kind is Kind.CHECKBOXES:
        yield from _ticked(known, facts)
    else:
        yield from (frozenset({code}) for code in known)


def _numbers(question: Question, facts: list[Fact]) -> Iterator[int]:
    lowest, highest = question.limits.lowest, question.limits.highest
    ends = [end for end in (lowest, highest) if end is not None]
    cuts = [
        cut
        for fact in facts
        if fact.test in NUMBER_TESTS
        for cut in (fact.lowest, fact.highest)
        if cut is not None
    ]
    for number in sorted({*ends, *(near for cut in cuts for near in (cut - 1, cut, cut + 1))}):
        if (lowest is None or number >= lowest) and (highest is None or number <= highest):
            yield number


def _ticked(codes: list[str], facts: list[Fact]) -> Iterator[frozenset[str]]:
    """Give all sets of codes that tests can tell apart: one code stands for all that the same tests name."""
    standing: dict[tuple[bool, ...], str] = {}
    for code in codes:
        standing.setdefault(tuple(code in fact.codes for fact in facts), code)
    some = list(standing.values())
    for size in range(1, len(some) + 1):
        yield from map(frozenset, combinations(some, size))


def in_words(case: Case) -> str:
    """Say a case in the words of the file, for the person who writes the rules."""
    told = [f"{question} is {_said(answer)}" for question, answer in case.items()]
    return " and ".join(told) or "anything is answered"


def _said(answer: Known) -> str:
    if answer is None:
        return "not known"
    return str(answer) if isinstance(answer, int) else "+".join(sorted(answer))
