"""What a family said, in words that staff read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.infra.content_pack import content
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.questions import Kind, Question, Questionnaire
from portal.questionnaires.views.pages import answer_texts
from portal.referrals.rules.filing import NEEDS


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: the question as its page asked it, and the answer, one text a line."""

    question: str
    label: str
    texts: tuple[str, ...]
    is_urgent: bool


def _answer(question: Question, stored: Any) -> Answer:
    """Turn an answer back from JSON."""
    if question.kind is Kind.DATE:
        return date.fromisoformat(str(stored))
    return tuple(stored) if isinstance(stored, list) else stored


def questionnaire() -> Questionnaire:
    """Give the questionnaire of referrals."""
    return content(Questionnaires).named(NEEDS.questionnaire)


def everything_said(answers: Mapping[str, Any], urgent: Sequence[str]) -> tuple[Said, ...]:
    """Give every answer in the order in which it was asked; answers to questions since removed come last."""
    rows = []
    asked = questionnaire()
    for page in asked.pages:
        for question in page.questions:
            if question.id in answers:
                is_alone = len(page.questions) == 1
                texts = answer_texts(question, _answer(question, answers[question.id]))
                label = page.title if is_alone else question.label
                rows.append(Said(question.id, label, texts, question.id in urgent))
    known = {question.id for question in asked.questions()}
    rows.extend(Said(gone, gone, (str(answers[gone]),), False) for gone in sorted(answers.keys() - known))
    return tuple(rows)
