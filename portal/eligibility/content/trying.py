"""Answers as people write them in files, and the examples of a rule set."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal.core.errors import PortalError
from portal.eligibility.content.shapes import ExampleFile, ExpectedFile, RuleSetFile
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import NoRuleError, decide
from portal.eligibility.rules.faults import Fault, FaultKind
from portal.eligibility.rules.sets import Outcome, RuleSet
from portal.eligibility.rules.telling import told_decision
from portal.infra.working_days import working_day_after
from portal.questionnaires.rules.answers import Answer, AnswerError, check_date
from portal.questionnaires.rules.questions import CHOICES, Kind, Question, Questionnaire

_BLANK: tuple[object, ...] = (None, "", (), [])
_YES_NO = {True: "yes", False: "no"}


class AnswersError(PortalError):
    """Answers cannot be read."""


def read_answers(questionnaire: Questionnaire, given: Mapping[str, Any], day: date) -> dict[str, Answer]:
    """Read answers of a day from a file; raises AnswersError with the question and what it takes."""
    answers: dict[str, Answer] = {}
    for name, answer in given.items():
        question = questionnaire.question(name)
        if question is None:
            known = ", ".join(one.id for one in questionnaire.questions())
            raise AnswersError(f'there is no question "{name}"; there are {known}')
        if answer not in _BLANK and (read := _read(question, answer, day)) is not None:
            answers[name] = read
    return answers


def _read(question: Question, answer: Any, day: date) -> Answer | None:
    if isinstance(answer, bool):
        answer = _YES_NO[answer]
    several = list(answer) if isinstance(answer, list | tuple) else [answer]
    options = {option.code: option for option in question.options}
    if all(isinstance(one, str) and one in options for one in several):
        if any(options[one].unknown for one in several):
            return None
        return _ticked(question, several) if question.kind is Kind.CHECKBOXES else _only(question, several)
    if several == ["not_sure"]:
        return None
    if question.kind in CHOICES:
        raise AnswersError(f'"{question.id}" is one of {", ".join(options)}, not {answer}')
    if question.kind is Kind.DATE:
        return _date(question, _only(question, several), day)
    return _number_or_text(question, _only(question, several))


def _ticked(question: Question, several: list[str]) -> tuple[str, ...]:
    """Give the ticked boxes, each once; none stands beside one that stands alone."""
    ticked = [option for option in question.options if option.code in several]
    for option in ticked:
        if option.exclusive and len(ticked) > 1:
            raise AnswersError(f'"{option.code}" of "{question.id}" stands alone, without others')
    return tuple(option.code for option in ticked)


def _only(question: Question, several: list[Any]) -> Any:
    if len(several) != 1:
        raise AnswersError(f'"{question.id}" takes one answer')
    return several[0]


def _date(question: Question, answer: Any, day: date) -> date:
    try:
        # YAML reads a time of day with its date; it is told as text, which is then refused.
        read = answer if type(answer) is date else date.fromisoformat(str(answer))
    except ValueError as error:
        raise AnswersError(f'"{question.id}" is a date such as 2015-03-27, not {answer}') from error
    try:
        check_date(question, read, day)
    except AnswerError as error:
        why = error.fault.replace("_", " ")
        raise AnswersError(f'"{question.id}" cannot be {read} on {day}: {why}') from error
    return read


def _number_or_text(question: Question, answer: Any) -> Answer:
    if question.kind is Kind.NUMBER:
        try:
            number = int(str(answer))
        except ValueError as error:
            raise AnswersError(f'"{question.id}" is a whole number, not {answer}') from error
        lowest, highest = question.limits.lowest, question.limits.highest
        if (lowest is not None and number < lowest) or (highest is not None and number > highest):
            raise AnswersError(f'"{question.id}" is from {lowest} to {highest}, not {number}')
        return number
    return str(answer)


def faults_of_examples(file: RuleSetFile, rule_set: RuleSet, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Try every example of a file and give what comes out otherwise."""
    for at, example in enumerate(file.examples):
        try:
            found = _tried(example, rule_set, questionnaire)
        except (AnswersError, NoRuleError) as error:
            found = [str(error)]
        for reason in found:
            yield Fault(FaultKind.EXAMPLE, ("examples", at), f"the example “{example.name}”: {reason}")


def _tried(example: ExampleFile, rule_set: RuleSet, questionnaire: Questionnaire) -> list[str]:
    day = example.on or rule_set.valid_from
    case = case_of(rule_set, questionnaire, read_answers(questionnaire, example.answers, day), day)
    told = told_decision(rule_set, decide(rule_set, case.known), case, working_day_after)
    parts = {part["part"]: part for part in told["parts"]}
    return [
        reason
        for name, expected in example.expect.items()
        for reason in _differences(name, expected, parts[name])
    ]


def _differences(name: str, expected: Outcome | ExpectedFile, part: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(expected, Outcome):
        expected = ExpectedFile(outcome=expected)
    for key in ("outcome", "rule", "route"):
        wanted = getattr(expected, key)
        if wanted is not None and part[key] != wanted:
            yield f'the {key} of "{name}" is {part[key]} and not {wanted}'
    for key, fields in _FIELDS.items():
        entries = {entry["id"]: entry for entry in part[key]}
        for entry, wanted in getattr(expected, key).items():
            found = [entries[entry][field] for field in fields] if entry in entries else None
            if found != _as_told(wanted, len(fields)):
                yield f'"{entry}" of "{name}" is {found} and not {wanted}'


_FIELDS = {"amounts": ("from", "to"), "clocks": ("by",), "windows": ("state",), "renewals": ("on",)}


def _as_told(wanted: Any, ends: int) -> list[Any]:
    several = list(wanted) if isinstance(wanted, tuple) else [wanted] * ends
    return [one.isoformat() if isinstance(one, date) else one for one in several]
