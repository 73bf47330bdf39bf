"""Storing what is asked after a sending, apart from it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.infra.db import Base
from portal.questionnaires.rules.answers import Answer


class KeepAfterwards(Protocol):
    """Stores one set of answers under a random key, in tables of whoever asks; tells whether it is new."""

    def __call__(
        self,
        session: Session,
        *,
        key: str,
        day: date,
        about: str,
        version: str,
        answers: Mapping[str, Answer],
    ) -> bool:
        """Store answers of a day about a child, or about the person who answers."""


def keep_apart(
    session: Session, response: Base, choice: Callable[..., Base], answers: Mapping[str, Answer]
) -> bool:
    """Add a response with a row for each code, made by `choice`; no answers at all leave nothing behind.

    Tells whether it is new. No event is recorded: its moment would lead from these answers to what was sent before.
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
            session.add(response)
            session.flush()
            session.add_all(choice(question=question, code=code) for question, code in chosen)
    except IntegrityError:
        # The button was pressed twice: the answers are there.
        return False
    return True
