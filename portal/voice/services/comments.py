"""Keeping comments, and what editors do with them: publish, answer, refuse for a legal reason, take back."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import NotFoundError
from portal.infra.clock import in_london
from portal.voice.models import OfferComment, PublishedComment
from portal.voice.queries.comments import info_of
from portal.voice.rules.comments import Comment, CommentState, Move, Refusal, comment_key, moved

# Seals words for the staff side: plain text and the name of its place.
Seal = Callable[[bytes, bytes], bytes]
_SUBJECT_TYPE, _SUBJECT = "offer_comment", "offer-comments"


def keep_comment(session: Session, *, now: datetime, form_key: str, comment: Comment, seal: Seal) -> bool:
    """Keep a comment with its date only, once however often a form is sent; tell whether it is new."""
    key = comment_key(form_key, comment)
    row = OfferComment(
        key=key,
        kind=comment.kind.value,
        page=comment.page,
        sent_on=in_london(now).date(),
        state=CommentState.NEW.value,
        sealed=seal(comment.words.encode(), info_of(key)),
    )
    try:
        # The families' role may not read the key, so the table itself says that this form was here before.
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    record(session, now=now, action="offer_comment.sent", subject_type=_SUBJECT_TYPE, subject=_SUBJECT)
    return True


def note_look(session: Session, *, now: datetime, actor: str, subject: str = _SUBJECT) -> None:
    """Record that somebody read the list, or one comment by its key; without this record nothing is shown."""
    _recorded(session, now, actor, "seen", subject)


def publish_comment(
    session: Session, *, now: datetime, actor: str, key: str, words: str, answer: str
) -> CommentState:
    """Publish words that an editor wrote, with an answer or without; raises MoveError or NotFoundError.

    The same words a second time are the same press of the button, and change nothing.
    """
    row = _held(session, key)
    shown = session.scalar(select(PublishedComment).where(PublishedComment.comment_key == key))
    if shown is not None and (shown.words, shown.answer) == (words, answer):
        return CommentState(row.state)
    move = Move.ANSWER if answer else Move.PUBLISH
    row.state = moved(CommentState(row.state), move).value
    day = in_london(now).date()
    row.decided_on = day
    if shown is None:
        shown = PublishedComment(comment_key=key, kind=row.kind, published_on=day)
        session.add(shown)
    shown.words, shown.answer = words, answer
    if answer and shown.answered_on is None:
        shown.answered_on = day
    _recorded(session, now, actor, "answered" if answer else "published", key, "words", "answer")
    return CommentState(row.state)


def refuse_comment(session: Session, *, now: datetime, actor: str, key: str, reason: Refusal) -> None:
    """Leave a comment unpublished for a legal reason; raises MoveError or NotFoundError."""
    row = _held(session, key)
    if (row.state, row.reason) == (CommentState.REFUSED.value, reason.value):
        return
    row.state, row.reason = moved(CommentState(row.state), Move.REFUSE).value, reason.value
    row.decided_on = in_london(now).date()
    _recorded(session, now, actor, f"refused.{reason.value}", key)


def reopen_comment(session: Session, *, now: datetime, actor: str, key: str) -> None:
    """Put a comment back among the new ones, off the page; raises MoveError or NotFoundError."""
    row = _held(session, key)
    row.state, row.reason = moved(CommentState(row.state), Move.REOPEN).value, None
    row.decided_on = None
    session.execute(delete(PublishedComment).where(PublishedComment.comment_key == key))
    _recorded(session, now, actor, "reopened", key)


def _held(session: Session, key: str) -> OfferComment:
    """Give the row, held for this transaction, so that of two editors one is told that the other was faster."""
    row = session.scalar(select(OfferComment).where(OfferComment.key == key).with_for_update())
    if row is None:
        raise NotFoundError
    return row


def _recorded(session: Session, now: datetime, actor: str, what: str, subject: str, *fields: str) -> None:
    record(
        session,
        now=now,
        action=f"offer_comment.{what}",
        subject_type=_SUBJECT_TYPE,
        subject=subject,
        actor=actor,
        fields=fields,
    )
