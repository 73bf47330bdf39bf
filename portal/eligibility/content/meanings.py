"""Entries of a rule set that are spelt right and cannot mean what they say."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from portal.eligibility.content.extra_shapes import NotNeededFile
from portal.eligibility.content.number_shapes import BandFile, TermFile
from portal.eligibility.content.shapes import ActionFile, RuleSetFile, TakenFile
from portal.eligibility.rules.faults import Fault, FaultKind, Place
from portal.eligibility.rules.sets import ActionKind
from portal.questionnaires.content.misfits import misfit_of_fact
from portal.questionnaires.content.shapes import ConditionFile
from portal.questionnaires.rules.conditions import NUMBER_TESTS, Fact, Test, facts_of
from portal.questionnaires.rules.questions import Kind, Question, Questionnaire

_PHONE = re.compile(r"\+?[0-9][0-9 ()]{2,19}")
_SEARCHED = ("age", "district", "near", "need")
_CODES = {Test.ANY_OF, Test.NONE_OF}


def faults_of_meanings(
    file: RuleSetFile, questionnaire: Questionnaire, contacts: Collection[str] | None
) -> Iterator[Fault]:
    """Find tests that can never be made, actions without an address, numbers that cannot be worked out."""
    if file.valid_until and file.valid_until < file.valid_from:
        yield Fault(FaultKind.CONTRADICTION, ("valid_until",), "valid_until is before valid_from")
    for at, action in enumerate(file.actions):
        for reason in _of_action(action, questionnaire, contacts):
            yield _file(("actions", at), reason)
    people = {action.id for action in file.actions if action.kind in {ActionKind.PHONE, ActionKind.EMAIL}}
    if not people & set(file.always):
        reason = "every result ends with a person to ask: name an action of the kind phone or email in always"
        yield Fault(FaultKind.DEAD_END, ("always",), reason)
    yield from _of_doubt(questionnaire)
    yield from _of_rules(file, questionnaire)
    yield from _of_dates(file, questionnaire)
    yield from _of_numbers(file, questionnaire)
    yield from _of_lists(file)
    yield from _of_not_needed(file, questionnaire)


def _file(place: Place, reason: str) -> Fault:
    return Fault(FaultKind.FILE, place, reason)


def _of_action(
    action: ActionFile, questionnaire: Questionnaire, contacts: Collection[str] | None
) -> Iterator[str]:
    target, name = action.target, f'the target of "{action.id}"'
    match action.kind:
        case ActionKind.PHONE if not _PHONE.fullmatch(target):
            if not target:
                yield f"{name} is missing: a contact of council.yaml, or a telephone number in quotes"
            elif contacts is not None and target not in contacts:
                yield f'council.yaml has no contact "{target}"; there are {", ".join(sorted(contacts))}'
        case ActionKind.EMAIL if "@" not in target:
            yield f"{name} is an email address"
        case ActionKind.LINK if not target.startswith(("/", "https://")):
            yield f"{name} is a path of this site, such as /ask, or starts with https://"
        case ActionKind.FORM if not target:
            yield f"{name} is missing: the name of a questionnaire"
    for there, taken in action.takes.items():
        question = taken.question if isinstance(taken, TakenFile) else taken
        if questionnaire.question(question) is None:
            yield f'there is no question "{question}"'
        if action.kind is ActionKind.ACTIVITIES and there not in _SEARCHED:
            yield f'a search cannot be narrowed by "{there}"; it can by {", ".join(_SEARCHED)}'


def _of_doubt(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Find checkboxes where "not sure" can stand beside an answer: it would be read as "no" to the rest."""
    for question in questionnaire.questions():
        for option in question.options:
            if question.kind is Kind.CHECKBOXES and option.unknown and not option.exclusive:
                reason = (
                    f'"{option.code}" of "{question.id}" is unknown, so it stands alone (exclusive: true)'
                )
                yield _file(("questionnaire",), reason)


def _of_rules(file: RuleSetFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    who = questionnaire.question(file.who_question) if file.who_question else None
    if file.who_question and who is None:
        yield _file(("who_question",), f'there is no question "{file.who_question}"')
    for at_part, part in enumerate(file.parts):
        for at, rule in enumerate(part.rules):
            place = ("parts", at_part, "rules", at)
            for reason in _of_condition(file, rule.when, questionnaire):
                yield _file((*place, "when"), f'the rule "{rule.id}": {reason}')
            if rule.who and file.who_question is None:
                yield _file(place, f'the rule "{rule.id}" asks who; name the who_question')
            for code in rule.who:
                if who and who.option(code) is None:
                    yield _file(place, f'the rule "{rule.id}": "{who.id}" has no option "{code}"')
        other = part.if_not_known
        if other and (other.when or other.who):
            yield _file(("parts", at_part, "if_not_known"), "if_not_known has no when and no who")
    for at_amount, amount in enumerate(file.amounts):
        for at, case in enumerate(amount.cases):
            for reason in _of_condition(file, case.when, questionnaire):
                yield _file(("amounts", at_amount, "cases", at), f'the amount "{amount.id}": {reason}')


def _of_condition(
    file: RuleSetFile, condition: ConditionFile | None, questionnaire: Questionnaire
) -> Iterator[str]:
    if condition is None:
        return
    for fact in facts_of(condition.condition()):
        if reason := _misfit(file, fact, questionnaire):
            yield reason


def _misfit(file: RuleSetFile, fact: Fact, questionnaire: Questionnaire) -> str | None:
    name = fact.question
    if name in {value.id for value in file.values}:
        if fact.test not in NUMBER_TESTS:
            return f'"{name}" is a number: test it with at_least, at_most or between'
        return None
    codes = None
    if name in {window.id for window in file.windows}:
        codes = {"open", "closed"}
    for band in file.bands:
        if band.id == name:
            codes = {step.code for step in band.steps}
    if codes is None:
        return misfit_of_fact(questionnaire, fact)
    if fact.test not in _CODES or fact.codes - codes:
        return f'"{name}" is one of {", ".join(sorted(codes))}: test it with is, any_of or none_of'
    return None


def _of_dates(file: RuleSetFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Find names of dates that are not questions of dates."""
    read: list[tuple[Place, str | None]] = []
    for at, value in enumerate(file.values):
        sources = (value.age_of, value.school_year_of, value.months_since, value.days_since)
        read += [(("values", at), source) for source in sources]
    read += [(("clocks", at), clock.from_) for at, clock in enumerate(file.clocks)]
    for at, amount in enumerate(file.amounts):
        read += [(("amounts", at), amount.born), (("amounts", at), amount.joined)]
    for place, name in read:
        question = questionnaire.question(name) if name else None
        if name and (question is None or question.kind is not Kind.DATE):
            yield _file(place, f'"{name}" is not a question of the type date')


def _of_numbers(file: RuleSetFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    earlier: set[str] = {window.id for window in file.windows}
    for at, value in enumerate(file.values):
        for number, term in enumerate(value.sum):
            place: Place = ("values", at, "sum", number)
            for fault in _of_term(term, questionnaire):
                yield Fault(fault.kind, place, f'the value "{value.id}": {fault.reason}')
            for reason in _of_condition(file, term.when, questionnaire):
                yield _file(place, f'the value "{value.id}": {reason}')
            for name in _values_in(term, file):
                if name not in earlier:
                    yield _file(
                        place, f'the value "{value.id}" reads "{name}", which does not stand before it'
                    )
        earlier.add(value.id)
    sums = {value.id for value in file.values if value.sum}
    for at, amount in enumerate(file.amounts):
        if amount.times and amount.times not in sums:
            yield _file(("amounts", at), f'"{amount.times}" is not a value with a sum, for times')
    for at, band in enumerate(file.bands):
        yield from _of_band(file, band, questionnaire, ("bands", at))


def _values_in(term: TermFile, file: RuleSetFile) -> Iterable[str]:
    numbers = {band.id: band.of for band in file.bands} | {value.id: value.id for value in file.values}
    facts = facts_of(term.when.condition()) if term.when else ()
    worked_out = {value.id for value in file.values}
    return {numbers[f.question] for f in facts if numbers.get(f.question) in worked_out}


def _of_term(term: TermFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    if term.question is None:
        return
    question = questionnaire.question(term.question)
    if question is None:
        yield _file((), f'there is no question "{term.question}"')
        return
    if term.times is not None:
        limits = question.limits
        if question.kind is not Kind.NUMBER or limits.lowest is None or limits.highest is None:
            yield _file((), f'times needs a number with lowest and highest; "{question.id}" is none')
    elif not question.options or question.kind is Kind.NUMBER:
        yield _file((), f'"{question.id}" has no options to count')
    elif isinstance(term.points, dict):
        yield from _of_points(term.points, question)


def _of_points(points: dict[str, int], question: Question) -> Iterator[Fault]:
    for code in sorted(set(points) - {option.code for option in question.options}):
        yield _file((), f'"{question.id}" has no option "{code}"')
    for option in question.options:
        if option.unknown and option.code in points:
            yield Fault(FaultKind.CONTRADICTION, (), f'"{option.code}" is not known, so it has no points')
        if question.kind is not Kind.CHECKBOXES and not option.unknown and option.code not in points:
            yield Fault(FaultKind.GAP, (), f'no points for "{option.code}" of "{question.id}"; write 0')


def _of_band(
    file: RuleSetFile, band: BandFile, questionnaire: Questionnaire, place: Place
) -> Iterator[Fault]:
    question = questionnaire.question(band.of)
    if band.of not in {value.id for value in file.values} and (
        question is None or question.kind not in {Kind.NUMBER, Kind.DATE}
    ):
        yield _file(place, f'"{band.of}" is not a value, or a question of the type number or date')
    for at, (one, other) in enumerate(pairwise(band.steps), start=1):
        here = (*place, "steps", at)
        if one.to is None or other.from_ is None:
            yield _file(
                here, f'only the first step has no from, and only the last has no to (band "{band.id}")'
            )
        elif other.from_ <= one.to:
            reason = f'the steps "{one.code}" and "{other.code}" both hold {other.from_}'
            yield Fault(FaultKind.CONTRADICTION, here, reason, example={band.of: other.from_})
        elif other.from_ > one.to + 1:
            reason = f'no step of the band "{band.id}" holds {one.to + 1}'
            yield Fault(FaultKind.GAP, here, reason, example={band.of: one.to + 1})


def _of_lists(file: RuleSetFile) -> Iterator[Fault]:
    for at, spend in enumerate(file.spend):
        answers: dict[str, str] = {}
        for number, item in enumerate(spend.items):
            before = answers.setdefault(item.title.casefold(), item.answer)
            if before != item.answer:
                reason = f'“{item.title}” is both {before} and {item.answer} in "{spend.id}"'
                yield Fault(FaultKind.CONTRADICTION, ("spend", at, "items", number), reason)
    for at, evidence in enumerate(file.evidence):
        if evidence.need and evidence.need > len(evidence.texts):
            reason = f'"{evidence.id}" needs {evidence.need} of {len(evidence.texts)}'
            yield Fault(FaultKind.CONTRADICTION, ("evidence", at), reason)


def _of_not_needed(file: RuleSetFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    for place, entry in _placed_needs(file):
        question = questionnaire.question(entry.question) if entry.question else None
        if bool(entry.question) != bool(entry.without):
            yield _file(
                place, "question and without stand together: which answers say that somebody lacks it"
            )
        elif entry.question and (question is None or question.kind not in {Kind.RADIOS, Kind.SELECT}):
            yield _file(place, f'"{entry.question}" is not a question of the type radios or select')
        for code in entry.without:
            if question and question.option(code) is None:
                yield _file(place, f'the question "{question.id}" has no option "{code}"')


def _placed_needs(file: RuleSetFile) -> Iterator[tuple[Place, NotNeededFile]]:
    yield from ((("not_needed", at), entry) for at, entry in enumerate(file.not_needed))
    for at_part, part in enumerate(file.parts):
        yield from ((("parts", at_part, "not_needed", at), entry) for at, entry in enumerate(part.not_needed))
