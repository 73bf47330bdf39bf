"""What families told ends: their words after two years, counts stay; an address that was never needed ends too."""

from datetime import date, timedelta

from sqlalchemy import CursorResult, Result, delete, select, update
from sqlalchemy.orm import Session

from portal.voice.models import (
    NewsRequest,
    OfferComment,
    SessionFeedback,
    SessionFeedbackText,
    UnmetNeed,
    UnmetNeedText,
)

# The council's own retention schedule decides; this is the default of docs/personal-data.md.
WORDS_LIFE = timedelta(days=730)


def remove_old(session: Session, today: date) -> int:
    """Remove words and addresses older than two years and give how many; repeatable."""
    last = today - WORDS_LIFE
    needs = select(UnmetNeed.key).where(UnmetNeed.told_on <= last)
    feedback = select(SessionFeedback.key).where(SessionFeedback.given_on <= last)
    old_comment = OfferComment.sent_on <= last, OfferComment.sealed.is_not(None)
    done: tuple[Result[tuple[()]], ...] = (
        session.execute(delete(UnmetNeedText).where(UnmetNeedText.need_key.in_(needs))),
        session.execute(delete(SessionFeedbackText).where(SessionFeedbackText.feedback_key.in_(feedback))),
        session.execute(update(OfferComment).where(*old_comment).values(sealed=None)),
        session.execute(delete(NewsRequest).where(NewsRequest.asked_in <= last)),
    )
    return sum(one.rowcount for one in done if isinstance(one, CursorResult))
