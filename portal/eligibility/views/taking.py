"""Taking the answers of the checker into the request, when the family wants it."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.wrappers import Response

from portal.eligibility.rules.cases import Case
from portal.eligibility.rules.sets import Action, ActionKind, RuleSet
from portal.eligibility.rules.telling import taken_along
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.infra.i18n import _
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.answers import Answer, AnswerError, read_answer
from portal.questionnaires.rules.questions import Kind, Question
from portal.questionnaires.services import open_draft
from portal.questionnaires.views.journey import Journey, draft_here, token_here, with_cookie
from portal.questionnaires.views.pages import answer_texts


def _request(questionnaire: str, route: str, start: str) -> Journey:
    """Give where a request lives: in a folder above this one, so only its addresses are known here."""
    return Journey(
        questionnaire,
        start=start,
        page=f"referrals.{route}.page",
        check=f"referrals.{route}.check",
        receipt=f"referrals.{route}.receipt",
        forget=f"referrals.{route}.forget_answers",
    )


_PARENT = _request("referral", "parent", "referrals.start")
# By who answers in the checker; everybody else asks as a parent or carer does.
_BY_WHO: Mapping[str, Journey] = {
    "young_person": _request("referral-young-person", "young_person", "referrals.age.ask_age"),
    "professional": _request("referral-professional", "professional", "referrals.professional_start.start"),
}
# A young person is asked the age first, on a page that keeps nothing, so no draft is opened without it.
_AGE, _WHO = "age", "who"


@dataclass(frozen=True, slots=True)
class Going:
    """One answer that goes along: the question of the request, its code or codes, and both in words."""

    question: str
    codes: tuple[str, ...]
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taking:
    """Where the answers go, and which."""

    journey: Journey
    rows: tuple[Going, ...]


def going_along(rules: RuleSet, case: Case) -> Taking:
    """Give the answers that the request has a question for; one with other options stays here."""
    journey = _journey(case)
    questionnaire = content(Questionnaires).named(journey.questionnaire)
    action = _form_of(rules)
    along = taken_along(action, case.answers) if action else {}
    if _AGE in case.answers and (age := questionnaire.question(_AGE)) and age.kind is Kind.NUMBER:
        along = {_AGE: (str(case.answers[_AGE]),), **along}
    questions = ((questionnaire.question(name), codes) for name, codes in along.items())
    return Taking(
        journey,
        tuple(
            _going(question, codes) for question, codes in questions if question and _fits(question, codes)
        ),
    )


def _journey(case: Case) -> Journey:
    who = case.answers.get(_WHO)
    return _BY_WHO.get(who, _PARENT) if isinstance(who, str) else _PARENT


def _form_of(rules: RuleSet) -> Action | None:
    groups = (
        *(heading.actions for heading in rules.headings),
        *(rule.actions for part in rules.parts for rule in part.all_rules()),
        rules.always,
    )
    actions = (action for group in groups for action in group)
    return next((action for action in actions if action.kind is ActionKind.FORM), None)


def _fits(question: Question, codes: tuple[str, ...]) -> bool:
    if question.kind is not Kind.NUMBER:
        return all(question.option(code) for code in codes)
    try:
        return isinstance(read_answer(question, codes, today()), int)
    except AnswerError:
        return False


def _going(question: Question, codes: tuple[str, ...]) -> Going:
    answer: Answer = int(codes[0]) if question.kind is Kind.NUMBER else codes
    return Going(question.id, codes, _(question.label), answer_texts(question, answer))


def begin_with(taking: Taking) -> Response:
    """Open the request with these answers in it; what was written there before stays."""
    questionnaire = content(Questionnaires).named(taking.journey.questionnaire)
    entries = {one.question: one.codes for one in taking.rows}
    if questionnaire.question(_AGE) is not None and _AGE not in entries:
        return see_other(taking.journey.start)
    draft = draft_here(taking.journey)
    with unit_of_work() as session:
        token, _draft = open_draft(
            session,
            token=token_here(),
            questionnaire=questionnaire,
            now=now(),
            entries={**entries, **(draft.entries if draft else {})},
        )
    first = next(page for page in questionnaire.pages if any(one.id != _AGE for one in page.questions))
    return with_cookie(see_other(taking.journey.page, page_id=first.id), token)
