"""Keeping feedback after a session, and noting who looked at it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.voice.models import SessionFeedback, SessionFeedbackText
from portal.voice.queries.feedback import info_of
from portal.voice.rules.feedback import Feedback, feedback_key

# Seals words for the staff side: plain text and the name of its place.
Seal = Callable[[bytes, bytes], bytes]
_SUBJECT_TYPE, _SUBJECT = "session_feedback", "session-feedback"


def keep_feedback(session: Session, *, now: datetime, form_key: str, said: Feedback, seal: Seal) -> bool:
    """Keep feedback with its date only, once however often a form is sent; tell whether it is new."""
    key = feedback_key(form_key, said)
    row = SessionFeedback(
        key=key,
        activity=said.activity,
        rating=said.rating.value if said.rating else None,
        building=said.building.value if said.building else None,
        given_on=in_london(now).date(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    if said.words:
        session.add(SessionFeedbackText(feedback_key=key, sealed=seal(said.words.encode(), info_of(key))))
    record(session, now=now, action="session_feedback.given", subject_type=_SUBJECT_TYPE, subject=_SUBJECT)
    return True


def note_look_at_feedback(session: Session, *, now: datetime, actor: str, what: str) -> None:
    """Record that somebody looked at or took away feedback; without this record nothing is shown."""
    record(
        session,
        now=now,
        action=f"session_feedback.{what}",
        subject_type=_SUBJECT_TYPE,
        subject=_SUBJECT,
        actor=actor,
    )
