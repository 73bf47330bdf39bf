"""Storing answers to the equality questions after a survey, apart from the survey's answers."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.questionnaires.rules.answers import Answer
from portal.surveys.models import SurveyEqualityChoice, SurveyEqualityResponse
from portal.surveys.rules.equality import About, month_of


def keep_equality(
    session: Session, *, key: str, day: date, about: About, version: str, answers: Mapping[str, Answer]
) -> bool:
    """Store one set of answers; tell whether it is new. No answers at all leave nothing behind.

    No event is recorded: its moment would lead from these answers to those of the survey.
    """
    chosen = [
        (question, code)
        for question, answer in answers.items()
        for code in (answer if isinstance(answer, tuple) else (str(answer),))
    ]
    if not chosen:
        return False
    try:
        with session.begin_nested():
            session.add(
                SurveyEqualityResponse(key=key, month=month_of(day), about=about.value, version=version)
            )
            session.flush()
            session.add_all(
                SurveyEqualityChoice(response_key=key, question=question, code=code)
                for question, code in chosen
            )
    except IntegrityError:
        # The button was pressed twice: the answers are there.
        return False
    return True


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
