"""From the file of a rule set to the values that the rules work with; the names in it were checked before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from portal.eligibility.content.shapes import (
    ActionFile,
    GivesFile,
    HeadingFile,
    Names,
    PartFile,
    RuleFile,
    RuleSetFile,
    TakenFile,
)
from portal.eligibility.rules.particulars import (
    ROUTES,
    Amount,
    Clock,
    Evidence,
    Particulars,
    Renewal,
    Route,
    SpendList,
    Window,
)
from portal.eligibility.rules.sets import Action, Heading, Outcome, Part, Rule, RuleSet, Taken
from portal.eligibility.rules.values import Band, Step, Sum, Value
from portal.questionnaires.content.shapes import ConditionFile, condition_of
from portal.questionnaires.rules.conditions import All, Any, Condition, Fact, Not, Test

Entry = TypeVar("Entry", Amount, Clock, Window, SpendList, Renewal, Evidence)
# What a part gives goes with every outcome that a family can go on with.
_GIVING = (Outcome.CAN, Outcome.ASK, Outcome.STEP_FIRST)


def rule_set_of(file: RuleSetFile, questionnaire: str) -> RuleSet:
    """Give the rule set of a file whose names were checked."""
    return _Builder(file).rule_set(questionnaire)


def reading_bands(condition: Condition, bands: Mapping[str, Band]) -> Condition:
    """Give a condition in which each test of a band is one of the number that the band cuts."""
    match condition:
        case Fact() if condition.question in bands:
            return _steps(condition, bands[condition.question])
        case Not(part):
            return Not(reading_bands(part, bands))
        case All(parts):
            return All(tuple(reading_bands(part, bands) for part in parts))
        case Any(parts):
            return Any(tuple(reading_bands(part, bands) for part in parts))
    return condition


def _steps(fact: Fact, band: Band) -> Condition:
    on_one = Any(tuple(_on_step(band.of, step) for step in band.steps if step.code in fact.codes))
    return Not(on_one) if fact.test is Test.NONE_OF else on_one


def _on_step(of: str, step: Step) -> Condition:
    return Fact(of, Test.BETWEEN, lowest=step.lowest, highest=step.highest)


class _Builder:
    """Knows everything of a file by its name."""

    def __init__(self, file: RuleSetFile) -> None:
        self._file = file
        self._bands = {band.id: band.band() for band in file.bands}
        self._actions = {action.id: _action(action) for action in file.actions}
        self._windows = {window.id: window.window() for window in file.windows}
        self._clocks = {clock.id: clock.clock() for clock in file.clocks}
        self._amounts = {entry.id: self._amount(entry.value()) for entry in file.amounts}
        self._spend = {entry.id: entry.spend() for entry in file.spend}
        self._renewals = {entry.id: entry.renewal() for entry in file.renewals}
        self._evidence = {entry.id: entry.evidence() for entry in file.evidence}
        self._routes = {name: Route(name) for name in ROUTES} | {one.id: one.route() for one in file.routes}

    def rule_set(self, questionnaire: str) -> RuleSet:
        """Put everything together."""
        file = self._file
        headings = file.headings or (HeadingFile(title=file.title or file.parts[0].title),)
        return RuleSet(
            id=file.id,
            version=file.version,
            valid_from=file.valid_from,
            questionnaire=questionnaire,
            headings=tuple(self._heading(heading) for heading in headings),
            parts=tuple(self._part(part) for part in file.parts),
            always=self._named(file.always),
            valid_until=file.valid_until,
            values=tuple(self._value(entry.value()) for entry in file.values),
            bands=tuple(self._bands.values()),
            windows=tuple(self._windows.values()),
        )

    def _condition(self, file: ConditionFile | None) -> Condition:
        return reading_bands(condition_of(file), self._bands)

    def _value(self, value: Value) -> Value:
        if not isinstance(value, Sum):
            return value
        terms = tuple(
            replace(term, when=reading_bands(term.when, self._bands)) if term.when is not None else term
            for term in value.terms
        )
        return replace(value, terms=terms)

    def _amount(self, amount: Amount) -> Amount:
        cases = tuple(replace(case, when=reading_bands(case.when, self._bands)) for case in amount.cases)
        return replace(amount, cases=cases)

    def _named(self, names: Names) -> tuple[Action, ...]:
        return tuple(self._actions[name] for name in names)

    def _heading(self, file: HeadingFile) -> Heading:
        return Heading(file.title, file.text, file.parts, self._named(file.next))

    def _part(self, file: PartFile) -> Part:
        given = self._particulars(file)
        return Part(
            id=file.id,
            title=file.title,
            rules=tuple(self._rule(rule, given) for rule in file.rules),
            if_not_known=self._rule(file.if_not_known, given) if file.if_not_known else None,
            any_order=file.order == "any",
            not_needed=tuple(one.not_needed() for one in (*self._file.not_needed, *file.not_needed)),
        )

    def _rule(self, file: RuleFile, given: Particulars) -> Rule:
        when = self._condition(file.when)
        if file.who and self._file.who_question:
            when = All((Fact(self._file.who_question, Test.ANY_OF, frozenset(file.who)), when))
        own = self._particulars(file)
        return Rule(
            id=file.id,
            when=when,
            outcome=file.outcome,
            reasons=(file.reason, *file.texts),
            actions=self._named(file.next),
            route=self._routes[file.route] if file.route else None,
            particulars=given.and_(own) if file.outcome in _GIVING else own,
        )

    def _particulars(self, file: GivesFile) -> Particulars:
        return Particulars(
            amounts=_of(self._amounts, file.amounts),
            clocks=_of(self._clocks, self._with_those_before(file.clocks)),
            windows=_of(self._windows, file.windows),
            spend=_of(self._spend, file.spend),
            renewals=_of(self._renewals, file.renewals),
            evidence=_of(self._evidence, file.evidence),
        )

    def _with_those_before(self, names: Names) -> Iterable[str]:
        """Give the clocks with those that they follow, first things first."""
        found: dict[str, None] = {}
        for name in names:
            chain = [name]
            while (before := self._clocks[chain[0]].after) is not None:
                chain.insert(0, before)
            found |= dict.fromkeys(chain)
        return found


def _of(entries: Mapping[str, Entry], names: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(entries[name] for name in names)


def _action(file: ActionFile) -> Action:
    takes = {there: _taken(taken) for there, taken in file.takes.items()}
    return Action(file.id, file.title, file.kind, file.target, file.text, file.tiers, takes)


def _taken(file: str | TakenFile) -> Taken:
    if isinstance(file, str):
        return Taken(file)
    return Taken(file.question, dict(file.codes), frozenset(file.leave_out))
