"""Storing answers to the equality questions, apart from everything else."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.questionnaires.rules.answers import Answer
from portal.referrals.models import EqualityChoice, EqualityResponse


def keep_answers(
    session: Session, *, key: str, day: date, about: str, version: str, answers: Mapping[str, Answer]
) -> bool:
    """Store one set of answers; tell whether it is new. No answers at all leave nothing behind.

    No event is recorded: its moment would lead from the answers to a request of the same moment.
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
            session.add(EqualityResponse(key=key, answered_on=day, about=about, version=version))
            session.flush()
            session.add_all(
                EqualityChoice(response_key=key, question=question, code=code) for question, code in chosen
            )
    except IntegrityError:
        # The button was pressed twice: the answers are there.
        return False
    return True
