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
from portal.referrals.rules.routes import QUESTIONNAIRES


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


def questionnaire(name: str = NEEDS.questionnaire) -> Questionnaire:
    """Give a questionnaire by its id, that of parents when the pack has it no more."""
    asked = content(Questionnaires)
    return asked.by_id.get(name) or asked.named(NEEDS.questionnaire)


def every_question() -> tuple[str, ...]:
    """Give the ids of the questions of all routes, each once: the columns of a whole export."""
    names = (one.id for route in QUESTIONNAIRES.values() for one in questionnaire(route).questions())
    return tuple(dict.fromkeys(names))


def who_asked(answers: Mapping[str, Any]) -> str:
    """Give the name of the person who asked; a young person who asks alone is the one it is for."""
    own = " ".join(str(answers.get(name) or "") for name in ("child_first_name", "child_last_name"))
    return str(answers.get("your_name") or own.strip())


def everything_said(
    answers: Mapping[str, Any], urgent: Sequence[str], asked_in: str = NEEDS.questionnaire
) -> tuple[Said, ...]:
    """Give every answer in the order in which it was asked; answers to questions since removed come last.

    `asked_in` is the id of the questionnaire (Referral.questionnaire).
    """
    rows = []
    asked = questionnaire(asked_in)
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
