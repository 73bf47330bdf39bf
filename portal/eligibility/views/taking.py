"""Taking the answers of the checker into the request, when the family wants it."""

from dataclasses import dataclass

from werkzeug.wrappers import Response

from portal.eligibility.rules.cases import Case
from portal.eligibility.rules.sets import Action, ActionKind, RuleSet
from portal.eligibility.rules.telling import taken_along
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.infra.i18n import _
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import Question
from portal.questionnaires.services import open_draft
from portal.questionnaires.views.journey import Journey, draft_here, token_here, with_cookie
from portal.questionnaires.views.pages import answer_texts

# The request lives in a folder above this one: only its addresses are known here.
_ASK = Journey(
    "referral",
    start="referrals.start",
    page="referrals.page",
    check="referrals.check",
    receipt="referrals.receipt",
    forget="referrals.forget_answers",
)


@dataclass(frozen=True, slots=True)
class Going:
    """One answer that goes along: the question of the request, its code or codes, and both in words."""

    question: str
    codes: tuple[str, ...]
    label: str
    texts: tuple[str, ...]


def going_along(rules: RuleSet, case: Case) -> tuple[Going, ...]:
    """Give the answers that the request has a question for; one with other options stays here."""
    questionnaire = content(Questionnaires).named(_ASK.questionnaire)
    action = _form_of(rules)
    along = taken_along(action, case.answers) if action else {}
    questions = ((questionnaire.question(name), codes) for name, codes in along.items())
    return tuple(
        _going(question, codes)
        for question, codes in questions
        if question and all(question.option(code) for code in codes)
    )


def _form_of(rules: RuleSet) -> Action | None:
    groups = (
        *(heading.actions for heading in rules.headings),
        *(rule.actions for part in rules.parts for rule in part.all_rules()),
        rules.always,
    )
    actions = (action for group in groups for action in group)
    return next((action for action in actions if action.kind is ActionKind.FORM), None)


def _going(question: Question, codes: tuple[str, ...]) -> Going:
    return Going(question.id, codes, _(question.label), answer_texts(question, codes))


def begin_with(going: tuple[Going, ...]) -> Response:
    """Open the request with these answers in it; what was written there before stays."""
    questionnaire = content(Questionnaires).named(_ASK.questionnaire)
    draft = draft_here(_ASK)
    entries = {one.question: one.codes for one in going}
    with unit_of_work() as session:
        token, _draft = open_draft(
            session,
            token=token_here(),
            questionnaire=questionnaire,
            now=now(),
            entries={**entries, **(draft.entries if draft else {})},
        )
    return with_cookie(see_other(_ASK.page, page_id=questionnaire.pages[0].id), token)
