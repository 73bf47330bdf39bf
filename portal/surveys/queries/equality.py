"""Counting the equality answers of surveys, for commissioners only."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.models import SurveyEqualityChoice, SurveyEqualityResponse
from portal.surveys.rules.counting import QuestionCount, closed_questions, count_of
from portal.surveys.rules.equality import About


def equality_responses(session: Session, about: About) -> int:
    """Give how many people answered at least one equality question."""
    rows = select(func.count()).where(SurveyEqualityResponse.about == about.value)
    return session.scalar(rows) or 0


def equality_counts(session: Session, questionnaire: Questionnaire, about: About) -> Sequence[QuestionCount]:
    """Count every equality question, in the order of the questionnaire; each takes one answer."""
    chosen: dict[str, dict[str, int]] = defaultdict(dict)
    rows = session.execute(
        select(SurveyEqualityChoice.question, SurveyEqualityChoice.code, func.count())
        .join(SurveyEqualityResponse, SurveyEqualityChoice.response_key == SurveyEqualityResponse.key)
        .where(SurveyEqualityResponse.about == about.value)
        .group_by(SurveyEqualityChoice.question, SurveyEqualityChoice.code)
    )
    for question, code, number in rows:
        chosen[question][code] = number
    return [
        count_of(question, sum(chosen[question.id].values()), chosen[question.id], several=False)
        for question in closed_questions(questionnaire)
    ]
