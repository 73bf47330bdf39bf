"""One case: what is known of a family's answers on a day, worked-out numbers and open windows included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.core.ages import age_on
from portal.eligibility.rules.dated import window_on
from portal.eligibility.rules.sets import RuleSet
from portal.eligibility.rules.values import (
    DateNumber,
    Sum,
    Term,
    Value,
    ends_of,
    ends_when,
    number_of,
    with_nothing,
)
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.conditions import (
    All,
    Condition,
    Known,
    LookUp,
    Truth,
    Within,
    facts_of,
    truth,
)
from portal.questionnaires.rules.questions import Question, Questionnaire

OPEN, CLOSED = frozenset({"open"}), frozenset({"closed"})


@dataclass(frozen=True, slots=True)
class Case:
    """The answers that say something, to the questions that are asked, the day, and what is known from them."""

    answers: Mapping[str, Answer]
    day: date
    known: LookUp
    # Questions that are not asked, whatever else is answered: there is nothing to know about them.
    not_asked: frozenset[str]
    # Questions that are not asked yet, because an answer on which that depends is not known.
    perhaps_asked: frozenset[str]


def case_of(
    rule_set: RuleSet, questionnaire: Questionnaire, answers: Mapping[str, Answer], day: date
) -> Case:
    """Give the case of some answers; those to questions that are not asked do not count."""
    asked: dict[str, Answer] = {}
    known: dict[str, Known] = {}
    not_asked: set[str] = set()
    perhaps_asked: set[str] = set()
    for page in questionnaire.pages:
        for question in page.questions:
            known[question.id] = None
            condition = All((page.show_if, question.show_if))
            shown = truth(condition, known.get)
            if shown is Truth.NOT_KNOWN and _may_be_known(condition, known.get, not_asked):
                perhaps_asked.add(question.id)
            elif shown is not Truth.YES:
                not_asked.add(question.id)
            elif (answer := answers.get(question.id)) is not None:
                known[question.id] = known_answer(answer, question, day)
                if known[question.id] is not None:
                    asked[question.id] = answer
    for window in rule_set.windows:
        known[window.id] = OPEN if window_on(window, day).is_open else CLOSED
    case = Case(asked, day, known.get, frozenset(not_asked), frozenset(perhaps_asked))
    for value in rule_set.values:
        known[value.id] = _worked_out(value, case, questionnaire)
    return case


def _may_be_known(condition: Condition, look_up: LookUp, not_asked: set[str]) -> bool:
    """Tell whether one more answer may decide a condition: one that is not asked never comes."""
    return any(
        truth(fact, look_up) is Truth.NOT_KNOWN and fact.question not in not_asked
        for fact in facts_of(condition)
    )


def known_answer(answer: Answer, question: Question, day: date) -> Known:
    """Give what an answer says for certain: "not sure" is not known, never "no"."""
    if isinstance(answer, date):
        return age_on(answer, day)
    if isinstance(answer, int):
        return answer
    unknown = {option.code for option in question.options if option.unknown}
    codes = answer if isinstance(answer, tuple) else (answer,)
    # Beside "not sure" nothing else can be ticked (eligibility.content makes sure of it).
    return None if unknown & set(codes) or not codes else frozenset(codes)


def _worked_out(value: Value, case: Case, questionnaire: Questionnaire) -> Known:
    if isinstance(value, DateNumber):
        answer = case.answers.get(value.question)
        return number_of(value, answer, case.day) if isinstance(answer, date) else None
    return _sum(value, case, questionnaire)


def _sum(value: Sum, case: Case, questionnaire: Questionnaire) -> Known:
    least = most = 0
    for term in value.terms:
        ends = _ends(term, case, questionnaire)
        if ends is None:
            return None
        least, most = least + ends[0], most + ends[1]
    return least if least == most else Within(least, most)


def _ends(term: Term, case: Case, questionnaire: Questionnaire) -> tuple[int, int] | None:
    if term.question is None:
        return ends_when(term, case.known)
    if term.question in case.not_asked:
        return 0, 0
    ends = ends_of(term, questionnaire.question(term.question), case.answers.get(term.question))
    return ends if ends is None or term.question not in case.perhaps_asked else with_nothing(ends)
