"""Timed work of unmet needs: what people wrote in their own words ends after two years, counts stay."""

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.voice.models import UnmetNeed, UnmetNeedText

# The council's own retention schedule decides; this is the default of docs/personal-data.md.
WORDS_LIFE = timedelta(days=730)


def remove_old(session: Session, today: date) -> int:
    """Remove the words of needs older than two years and give how many; repeatable."""
    old = select(UnmetNeed.key).where(UnmetNeed.told_on <= today - WORDS_LIFE)
    removed = session.scalars(
        delete(UnmetNeedText).where(UnmetNeedText.need_key.in_(old)).returning(UnmetNeedText.need_key)
    ).all()
    return len(removed)
