"""Reading comments: what waits for editors, and what everybody may read."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.infra.paging import Paged
from portal.infra.sealing import Opener, SealError
from portal.voice.models import OfferComment, PublishedComment
from portal.voice.rules.comments import CommentKind, CommentState, Refusal, YearOfComments, years_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment in the editors' list, unopened."""

    key: str
    kind: CommentKind
    page: str
    sent_on: date
    reason: Refusal | None


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One comment as everybody reads it."""

    id: int
    kind: CommentKind
    words: str
    answer: str
    published_on: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class OpenComment:
    """One comment as an editor reads it; without words where two years have passed."""

    line: CommentLine
    state: CommentState
    words: str | None
    published: PublishedLine | None


def info_of(key: str) -> bytes:
    """Name the place of sealed words, so that they cannot be moved to another comment."""
    return f"offer_comment:{key}".encode()


def numbers(session: Session) -> dict[CommentState, int]:
    """Count the comments by where they stand."""
    rows = dict(session.execute(select(OfferComment.state, func.count()).group_by(OfferComment.state)).all())
    return {state: rows.get(state.value, 0) for state in CommentState}


def comments(session: Session, state: CommentState, number: int) -> Paged[CommentLine]:
    """Give a page of the comments in a state, the oldest day first; within a day their order means nothing."""
    wanted = OfferComment.state == state.value
    total = session.scalar(select(func.count()).select_from(OfferComment).where(wanted)) or 0
    rows = session.scalars(
        select(OfferComment)
        .where(wanted)
        .order_by(OfferComment.sent_on, OfferComment.key)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    return Paged([_line(row) for row in rows], total, number, PAGE)


def comment(session: Session, opener: Opener, key: str) -> OpenComment:
    """Open one comment; raises NotFoundError."""
    row = session.get(OfferComment, key)
    if row is None:
        raise NotFoundError
    shown = session.scalar(select(PublishedComment).where(PublishedComment.comment_key == key))
    return OpenComment(
        _line(row), CommentState(row.state), _opened(row, opener), _published(shown) if shown else None
    )


def published(session: Session, number: int) -> Paged[PublishedLine]:
    """Give a page of what everybody may read, the newest first."""
    total = session.scalar(select(func.count()).select_from(PublishedComment)) or 0
    rows = session.scalars(
        select(PublishedComment)
        .order_by(PublishedComment.published_on.desc(), PublishedComment.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    return Paged([_published(row) for row in rows], total, number, PAGE)


def years(session: Session) -> tuple[YearOfComments, ...]:
    """Give what came of the comments of each year, the newest first.

    Of comments themselves it reads only state, reason and day: the families' face may read no more.
    """
    shown: Counter[tuple[date, CommentKind, bool]] = Counter()
    for row in session.execute(
        select(PublishedComment.published_on, PublishedComment.kind, PublishedComment.answered_on)
    ):
        shown[row.published_on, CommentKind(row.kind), row.answered_on is not None] += 1
    refused: Counter[tuple[date, Refusal]] = Counter()
    gone = OfferComment.state == CommentState.REFUSED.value
    for day, reason in session.execute(select(OfferComment.decided_on, OfferComment.reason).where(gone)):
        if day and reason:
            refused[day, Refusal(reason)] += 1
    return years_of(shown, refused)


def _line(row: OfferComment) -> CommentLine:
    reason = Refusal(row.reason) if row.reason else None
    return CommentLine(row.key, CommentKind(row.kind), row.page, row.sent_on, reason)


def _published(row: PublishedComment) -> PublishedLine:
    return PublishedLine(
        row.id, CommentKind(row.kind), row.words, row.answer, row.published_on, row.answered_on
    )


def _opened(row: OfferComment, opener: Opener) -> str | None:
    if row.sealed is None:
        return None
    try:
        return opener.open(row.sealed, info_of(row.key)).decode()
    except SealError:
        return "(these words cannot be opened)"
