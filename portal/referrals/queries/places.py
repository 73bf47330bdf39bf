"""Reading waiting lists and the places that were offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.infra.sealing import Vault
from portal.referrals.models import PlaceOffer, WaitingListEntry
from portal.referrals.rules.offers import Answer, EndOfWait, For, OfferWords


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that was offered; without `answer` the family still has time."""

    id: int
    about: For
    words: OfferWords
    offered_by: str
    offered_at: datetime
    answer_by: date
    reminded_at: datetime | None
    answer: Answer | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A time on a waiting list; `position` counts from 1, None once it is over. Families are not told it."""

    about: For
    joined_at: datetime
    ended_at: datetime | None
    ended_why: EndOfWait | None
    position: int | None


def offers_of(session: Session, referral_id: int, vault: Vault) -> Sequence[Offer]:
    """Give the offers to a family, oldest first."""
    found = session.scalars(
        select(PlaceOffer).where(PlaceOffer.referral_id == referral_id).order_by(PlaceOffer.id)
    )
    return [
        Offer(
            id=row.id,
            about=For(row.programme, row.activity),
            words=OfferWords.from_bytes(vault.decrypt(row.words, row.place)),
            offered_by=row.offered_by,
            offered_at=row.offered_at,
            answer_by=row.answer_by,
            reminded_at=row.reminded_at,
            answer=Answer(row.answer) if row.answer else None,
            answered_at=row.answered_at,
        )
        for row in found
    ]


def waits_of(session: Session, referral_id: int) -> Sequence[Wait]:
    """Give the times on waiting lists, oldest first; only the one that goes on has a position."""
    found = session.scalars(
        select(WaitingListEntry)
        .where(WaitingListEntry.referral_id == referral_id)
        .order_by(WaitingListEntry.id)
    ).all()
    return [
        Wait(
            about=For(row.programme, row.activity),
            joined_at=row.joined_at,
            ended_at=row.ended_at,
            ended_why=EndOfWait(row.ended_why) if row.ended_why else None,
            position=None if row.ended_at else _position(session, row),
        )
        for row in found
    ]


def _position(session: Session, row: WaitingListEntry) -> int:
    entry = WaitingListEntry
    before = or_(entry.joined_at < row.joined_at, and_(entry.joined_at == row.joined_at, entry.id < row.id))
    count = select(func.count()).where(
        entry.ended_at.is_(None),
        entry.programme.is_not_distinct_from(row.programme),
        entry.activity.is_not_distinct_from(row.activity),
        before,
    )
    return 1 + (session.scalar(count) or 0)


def open_offer(session: Session, referral_id: int) -> PlaceOffer | None:
    """Give the row of the offer that waits for its answer."""
    return session.scalar(
        select(PlaceOffer).where(PlaceOffer.referral_id == referral_id, PlaceOffer.answer.is_(None))
    )


def open_wait(session: Session, referral_id: int) -> WaitingListEntry | None:
    """Give the row of the waiting list on which a request stands."""
    return session.scalar(
        select(WaitingListEntry).where(
            WaitingListEntry.referral_id == referral_id, WaitingListEntry.ended_at.is_(None)
        )
    )


def last_wait(session: Session, referral_id: int) -> WaitingListEntry | None:
    """Give the row of the last time on a waiting list, over or not."""
    return session.scalar(
        select(WaitingListEntry)
        .where(WaitingListEntry.referral_id == referral_id)
        .order_by(WaitingListEntry.id.desc())
        .limit(1)
    )
