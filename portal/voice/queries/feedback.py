"""Counting and reading feedback after sessions, for commissioners only."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portal.infra.paging import Paged
from portal.infra.sealing import Opener, SealError
from portal.voice.models import SessionFeedback, SessionFeedbackText
from portal.voice.rules.feedback import Building, FeedbackCount, Rating
from portal.voice.rules.needs import Period

WORDS_ON_A_PAGE = 50


def info_of(key: str) -> bytes:
    """Name the place of sealed words, so that they cannot be moved to other feedback."""
    return f"session_feedback_text:{key}".encode()


def counts(session: Session, period: Period) -> tuple[FeedbackCount, ...]:
    """Count the feedback of a period by activity, the address that was named most first."""
    table = SessionFeedback
    rows = session.execute(
        select(table.activity, table.rating, table.building, func.count())
        .where(*_given_in(period))
        .group_by(table.activity, table.rating, table.building)
    )
    totals: Counter[str | None] = Counter()
    ratings: dict[str | None, Counter[Rating]] = defaultdict(Counter)
    buildings: dict[str | None, Counter[Building]] = defaultdict(Counter)
    for activity, rating, building, number in rows:
        totals[activity] += number
        if rating:
            ratings[activity][Rating(rating)] += number
        if building:
            buildings[activity][Building(building)] += number
    ordered = sorted(totals, key=lambda activity: (-totals[activity], activity or ""))
    return tuple(FeedbackCount(one, totals[one], ratings[one], buildings[one]) for one in ordered)


def words(session: Session, opener: Opener, period: Period, number: int) -> Paged[str]:
    """Open one page of what people wrote; the order is that of random keys."""
    joined = SessionFeedbackText.feedback_key == SessionFeedback.key
    within = tuple(_given_in(period))
    total = session.scalar(
        select(func.count()).select_from(SessionFeedbackText).join(SessionFeedback, joined).where(*within)
    )
    rows = session.scalars(
        select(SessionFeedbackText)
        .join(SessionFeedback, joined)
        .where(*within)
        .order_by(SessionFeedbackText.feedback_key)
        .limit(WORDS_ON_A_PAGE)
        .offset((number - 1) * WORDS_ON_A_PAGE)
    )
    return Paged([_opened(row, opener) for row in rows], total or 0, number, WORDS_ON_A_PAGE)


def _given_in(period: Period) -> Iterator[ColumnElement[bool]]:
    if period.first is not None:
        yield SessionFeedback.given_on >= period.first
    if period.last is not None:
        yield SessionFeedback.given_on <= period.last


def _opened(row: SessionFeedbackText, opener: Opener) -> str:
    try:
        return opener.open(row.sealed, info_of(row.feedback_key)).decode()
    except SealError:
        # One damaged row must not hide all the others from the person who reads.
        return "(these words cannot be opened)"
