"""Timed work of the surveys: what people wrote in their own words ends after two years, counts stay."""

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.surveys.models import SurveyResponse, SurveyText

# The council's own retention schedule decides; this is the default of docs/personal-data.md.
TEXT_LIFE = timedelta(days=730)


def remove_old_texts(session: Session, today: date) -> int:
    """Remove the words of responses older than two years and give how many; repeatable."""
    old = select(SurveyResponse.key).where(SurveyResponse.answered_on <= today - TEXT_LIFE)
    removed = session.scalars(
        delete(SurveyText).where(SurveyText.response_key.in_(old)).returning(SurveyText.question)
    ).all()
    return len(removed)
