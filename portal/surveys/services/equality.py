"""Storing answers to the equality questions after a survey, apart from the survey's answers."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.services import keep_apart
from portal.surveys.models import SurveyEqualityChoice, SurveyEqualityResponse
from portal.surveys.rules.equality import About, month_of


def keep_equality(
    session: Session, *, key: str, day: date, about: str, version: str, answers: Mapping[str, Answer]
) -> bool:
    """Store one set of answers with the month only; tell whether it is new."""
    response = SurveyEqualityResponse(key=key, month=month_of(day), about=about, version=version)
    return keep_apart(session, response, partial(SurveyEqualityChoice, response_key=key), answers)


def note_equality_look(session: Session, *, now: datetime, actor: str, about: About) -> None:
    """Record that somebody looked at the counts; without this record nothing is shown."""
    record(
        session,
        now=now,
        action="survey.equality_seen",
        subject_type="survey_equality",
        subject=about.value,
        actor=actor,
    )
