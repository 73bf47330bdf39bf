"""Timed work: a question that nobody answered in a year is forgotten."""

from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.allowance.models import AllowanceQuestion
from portal.allowance.rules.questions import State

# The council's own retention schedule decides; this is the default of docs/personal-data.md.
QUESTION_LIFE = timedelta(days=365)


def remove_old(session: Session, today: date) -> int:
    """Remove questions that waited for a year and give how many; a closed one has no words any more. Repeatable."""
    old = AllowanceQuestion.state == State.OPEN.value, AllowanceQuestion.asked_on <= today - QUESTION_LIFE
    removed = session.scalars(delete(AllowanceQuestion).where(*old).returning(AllowanceQuestion.key)).all()
    return len(removed)
