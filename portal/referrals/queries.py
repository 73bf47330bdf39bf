"""Reading referrals: the queue in clear, one referral opened."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.core.reference import parse_reference
from portal.infra.paging import Paged
from portal.infra.sealing import SealError, Vault
from portal.referrals.models import Referral, ReferralNote, SealedSubmission, TriageDecision
from portal.referrals.rules.triage import OPEN, Status

PAGE_SIZE = 50
_EXPORT_PAGE = 200


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is shown; empty means all."""

    state: str = "open"
    district: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One referral as the queue shows it: nothing here names or describes a child."""

    reference: str
    received_at: datetime
    contact_due: date
    status: Status
    district: str
    age_band: str
    is_urgent: bool
    flags: Sequence[str]
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note of staff."""

    author: str
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was made."""

    outcome: str
    decided_by: str
    decided_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class OpenedReferral:
    """One referral with everything said; `changes` counts its changes, so that two editors are told.

    `is_damaged` means that what the family said cannot be opened any more; all else still can.
    """

    row: QueueRow
    answers: Mapping[str, Any]
    urgent: Sequence[str]
    language: str
    changes: int
    notes: Sequence[Note]
    decisions: Sequence[Decision]
    others_of_child: Sequence[str]
    is_damaged: bool


def details_place(reference: str) -> str:
    """Name the place to which the details of a referral are bound."""
    return f"referral:{reference}:details"


def _row(found: Referral) -> QueueRow:
    return QueueRow(
        reference=found.reference,
        received_at=found.received_at,
        contact_due=found.contact_due,
        status=Status(found.status),
        district=found.district,
        age_band=found.age_band,
        is_urgent=found.is_urgent,
        flags=tuple(found.flags),
        outcome=found.outcome,
    )


def _filtered(wanted: QueueFilter) -> Select[Referral]:
    query = select(Referral)
    if wanted.state == "open":
        query = query.where(Referral.status.in_(OPEN))
    elif wanted.state == "decided":
        query = query.where(Referral.status.not_in(OPEN))
    if wanted.district:
        query = query.where(Referral.district == wanted.district)
    return query


def queue(session: Session, wanted: QueueFilter, number: int) -> Paged[QueueRow]:
    """Give a page of the queue: urgent first, then oldest."""
    query = _filtered(wanted)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    number = min(number, max(1, -(-total // PAGE_SIZE)))
    order = query.order_by(Referral.is_urgent.desc(), Referral.received_at, Referral.id)
    found = session.scalars(order.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Paged([_row(referral) for referral in found], total, number, PAGE_SIZE)


def unopened(session: Session) -> int:
    """Give how many submissions wait for the worker, failed ones included."""
    waiting = select(func.count()).select_from(SealedSubmission).where(SealedSubmission.opened_at.is_(None))
    return session.scalar(waiting) or 0


def referral_of(session: Session, reference: str) -> Referral:
    """Give the row of a reference, typed in any way; raises NotFoundError."""
    code = parse_reference(reference)
    found = session.scalar(select(Referral).where(Referral.reference == code)) if code else None
    if found is None:
        raise NotFoundError
    return found


def opened_referral(session: Session, reference: str, vault: Vault) -> OpenedReferral:
    """Give one referral with everything said; raises NotFoundError."""
    return _opened(session, referral_of(session, reference), vault)


def _opened(session: Session, found: Referral, vault: Vault) -> OpenedReferral:
    details = _details(found, vault)
    notes = session.scalars(
        select(ReferralNote).where(ReferralNote.referral_id == found.id).order_by(ReferralNote.id)
    )
    decisions = session.scalars(
        select(TriageDecision).where(TriageDecision.referral_id == found.id).order_by(TriageDecision.id)
    )
    return OpenedReferral(
        row=_row(found),
        answers=details["answers"] if details else {},
        urgent=details["urgent"] if details else (),
        language=found.language,
        changes=found.changes,
        notes=[
            Note(note.author, note.written_at, vault.decrypt(note.text, note.place).decode())
            for note in notes
        ],
        decisions=[
            Decision(
                decision.outcome,
                decision.decided_by,
                decision.decided_at,
                vault.decrypt(decision.reason, decision.place).decode(),
            )
            for decision in decisions
        ],
        others_of_child=_others(session, found),
        is_damaged=details is None,
    )


def _details(found: Referral, vault: Vault) -> Mapping[str, Any] | None:
    try:
        opened: Mapping[str, Any] = json.loads(vault.decrypt(found.details, details_place(found.reference)))
    except SealError:
        return None
    return opened


def _others(session: Session, found: Referral) -> Sequence[str]:
    """Give the references of other referrals that seem to be for the same child."""
    if found.match_code is None:
        return ()
    same = select(Referral.reference).where(Referral.match_code == found.match_code, Referral.id != found.id)
    return session.scalars(same.order_by(Referral.received_at)).all()


def every_opened_referral(session: Session, vault: Vault) -> Iterator[OpenedReferral]:
    """Give all referrals, oldest first, read in keyed pages so that no cursor stays open over an export."""
    last = 0
    while found := session.scalars(
        select(Referral).where(Referral.id > last).order_by(Referral.id).limit(_EXPORT_PAGE)
    ).all():
        for referral in found:
            yield _opened(session, referral, vault)
        last = found[-1].id
