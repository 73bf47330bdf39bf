"""Counting and reading survey answers, for commissioners only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.infra.paging import Paged
from portal.infra.sealing import Opener, SealError
from portal.questionnaires.rules.questions import Kind, Questionnaire
from portal.surveys.models import SurveyChoice, SurveyResponse, SurveyText
from portal.surveys.rules.counting import QuestionCount, closed_questions, count_of

_BATCH = 500
TEXTS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ResponseRead:
    """One response as the export shows it; it has no key, and its order means nothing."""

    answered_on: date
    choices: Mapping[str, Sequence[str]]
    texts: Mapping[str, str]


def info_of(response_key: str, question: str) -> bytes:
    """Name the place of a sealed text, so that it cannot be moved to another response."""
    return f"survey_text:{response_key}:{question}".encode()


def responses_by_survey(session: Session) -> dict[str, int]:
    """Count the responses of each survey."""
    query = select(SurveyResponse.survey, func.count()).group_by(SurveyResponse.survey)
    return dict(session.execute(query).all())


def counts(session: Session, questionnaire: Questionnaire) -> tuple[QuestionCount, ...]:
    """Count every closed question, in the order of the questionnaire."""
    mine = SurveyChoice.response_key == SurveyResponse.key
    chosen: dict[str, dict[str, int]] = defaultdict(dict)
    by_code = (
        select(SurveyChoice.question, SurveyChoice.code, func.count())
        .join(SurveyResponse, mine)
        .where(SurveyResponse.survey == questionnaire.id)
        .group_by(SurveyChoice.question, SurveyChoice.code)
    )
    for question, code, number in session.execute(by_code):
        chosen[question][code] = number
    persons = (
        select(SurveyChoice.question, func.count(func.distinct(SurveyChoice.response_key)))
        .join(SurveyResponse, mine)
        .where(SurveyResponse.survey == questionnaire.id)
        .group_by(SurveyChoice.question)
    )
    answered = dict(session.execute(persons).all())
    return tuple(
        count_of(
            question, answered.get(question.id, 0), chosen[question.id], question.kind is Kind.CHECKBOXES
        )
        for question in closed_questions(questionnaire)
    )


def texts(session: Session, opener: Opener, survey: str, question: str, number: int) -> Paged[str]:
    """Open one page of the words on a question; their order is that of random keys."""
    of_question = (SurveyResponse.survey == survey, SurveyText.question == question)
    joined = SurveyText.response_key == SurveyResponse.key
    total = session.scalar(
        select(func.count()).select_from(SurveyText).join(SurveyResponse, joined).where(*of_question)
    )
    rows = session.scalars(
        select(SurveyText)
        .join(SurveyResponse, joined)
        .where(*of_question)
        .order_by(SurveyText.response_key)
        .limit(TEXTS_ON_A_PAGE)
        .offset((number - 1) * TEXTS_ON_A_PAGE)
    )
    opened = [_opened(row, opener) for row in rows]
    return Paged(opened, total or 0, number, TEXTS_ON_A_PAGE)


def responses(session: Session, opener: Opener, survey: str) -> Iterator[ResponseRead]:
    """Read all responses in pages by key, so that no long cursor stays open."""
    last = ""
    while True:
        rows = session.scalars(
            select(SurveyResponse)
            .where(SurveyResponse.survey == survey, SurveyResponse.key > last)
            .order_by(SurveyResponse.key)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        keys = [row.key for row in rows]
        chosen: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for choice in session.scalars(select(SurveyChoice).where(SurveyChoice.response_key.in_(keys))):
            chosen[choice.response_key][choice.question].append(choice.code)
        words: dict[str, dict[str, str]] = defaultdict(dict)
        for text in session.scalars(select(SurveyText).where(SurveyText.response_key.in_(keys))):
            words[text.response_key][text.question] = _opened(text, opener)
        for row in rows:
            yield ResponseRead(row.answered_on, chosen[row.key], words[row.key])
        last = keys[-1]
        session.expunge_all()


def _opened(row: SurveyText, opener: Opener) -> str:
    try:
        return opener.open(row.sealed, info_of(row.response_key, row.question)).decode()
    except SealError:
        # One damaged row must not hide all the others from the person who reads.
        return "(this answer cannot be opened)"
