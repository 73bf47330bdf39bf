"""Reading what was passed on to keep a child safe, and what waits for a second look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.infra.sealing import Vault
from portal.referrals.models import Referral, SafeguardingPass


@dataclass(frozen=True, slots=True)
class Pass:
    """That a worry was passed on: when, by whom, to whom; and what a colleague found at the second look."""

    id: int
    passed_at: datetime
    passed_by: str
    passed_by_id: int
    passed_to: str
    second_due: date
    second_by: str | None
    second_at: datetime | None
    second_words: str


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A request that waits for the second look; nothing here says what about."""

    reference: str
    passed_at: datetime
    passed_by: str
    passed_by_id: int
    second_due: date


def passes_of(session: Session, referral_id: int, vault: Vault) -> Sequence[Pass]:
    """Give what was passed on about a request, oldest first."""
    found = session.scalars(
        select(SafeguardingPass)
        .where(SafeguardingPass.referral_id == referral_id)
        .order_by(SafeguardingPass.id)
    )
    return [
        Pass(
            id=row.id,
            passed_at=row.passed_at,
            passed_by=row.passed_by,
            passed_by_id=row.passed_by_id,
            passed_to=vault.decrypt(row.passed_to, row.place).decode(),
            second_due=row.second_due,
            second_by=row.second_by,
            second_at=row.second_at,
            second_words=vault.decrypt(row.second_words, second_place(row)).decode()
            if row.second_words
            else "",
        )
        for row in found
    ]


def second_place(row: SafeguardingPass) -> str:
    """Name the place to which the words of the second look are bound."""
    return f"{row.place}:second"


def waiting_for_second_look(session: Session) -> Sequence[SecondLook]:
    """Give every request that waits for a second look, the most urgent first."""
    waiting = (
        select(Referral.reference, SafeguardingPass)
        .join(Referral, Referral.id == SafeguardingPass.referral_id)
        .where(SafeguardingPass.second_at.is_(None))
        .order_by(SafeguardingPass.second_due, SafeguardingPass.id)
    )
    return [
        SecondLook(reference, row.passed_at, row.passed_by, row.passed_by_id, row.second_due)
        for reference, row in session.execute(waiting)
    ]


def second_looks(session: Session) -> int:
    """Give how many requests wait for a second look."""
    waiting = select(func.count()).select_from(SafeguardingPass).where(SafeguardingPass.second_at.is_(None))
    return session.scalar(waiting) or 0
