"""Storing answers to the equality questions, apart from everything else."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.services import keep_apart
from portal.referrals.models import EqualityChoice, EqualityResponse


def keep_answers(
    session: Session, *, key: str, day: date, about: str, version: str, answers: Mapping[str, Answer]
) -> bool:
    """Store one set of answers with its date; tell whether it is new."""
    response = EqualityResponse(key=key, answered_on=day, about=about, version=version)
    return keep_apart(session, response, partial(EqualityChoice, response_key=key), answers)
