"""Reading referrals: one referral opened, or all for an export."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.core.reference import parse_reference
from portal.infra.sealing import SealError, Vault
from portal.referrals.models import CaseQuestion, Child, Referral, ReferralNote, TriageDecision
from portal.referrals.queries.passes import Pass, passes_of
from portal.referrals.queries.places import Offer, Wait, offers_of, waits_of
from portal.referrals.queries.rows import QueueRow, row_of
from portal.referrals.rules.grounds import Grounds

_EXPORT_PAGE = 200


@dataclass(frozen=True, slots=True)
class Note:
    """A note of staff."""

    author: str
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was made, with its grounds."""

    outcome: str
    status_after: str
    decided_by: str
    decided_at: datetime
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of staff to the family; without `answered_at` it is still open."""

    id: int
    asked_by: str
    asked_at: datetime
    question: str
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class SameChild:
    """Another referral that is, or seems to be, for the same child; `is_joined` when staff said that it is."""

    reference: str
    status: str
    received_at: datetime
    is_joined: bool
    is_pointed_out: bool


@dataclass(frozen=True, slots=True)
class OpenedReferral:
    """One referral with everything said; `changes` counts its changes, so that two editors are told.

    `is_damaged` means that what the family said cannot be opened any more; all else still can.
    """

    row: QueueRow
    answers: Mapping[str, Any]
    urgent: Sequence[str]
    language: str
    questionnaire: str
    changes: int
    notes: Sequence[Note]
    decisions: Sequence[Decision]
    questions: Sequence[AskedQuestion]
    offers: Sequence[Offer]
    waits: Sequence[Wait]
    passes: Sequence[Pass]
    same_child: Sequence[SameChild]
    child_code: str | None
    is_damaged: bool


@dataclass(frozen=True, slots=True)
class SaidReferral:
    """What an export needs of one referral: its clear columns and everything said."""

    row: QueueRow
    answers: Mapping[str, Any]
    urgent: Sequence[str]
    language: str
    questionnaire: str
    is_damaged: bool


def details_place(reference: str) -> str:
    """Name the place to which the details of a referral are bound."""
    return f"referral:{reference}:details"


def referral_of(session: Session, reference: str) -> Referral:
    """Give the row of a reference, typed in any way; raises NotFoundError."""
    code = parse_reference(reference)
    found = session.scalar(select(Referral).where(Referral.reference == code)) if code else None
    if found is None:
        raise NotFoundError
    return found


def opened_referral(session: Session, reference: str, vault: Vault) -> OpenedReferral:
    """Give one referral with everything said; raises NotFoundError."""
    found = referral_of(session, reference)
    details = details_of(found, vault)
    return OpenedReferral(
        row=row_of(found),
        answers=details["answers"] if details else {},
        urgent=details["urgent"] if details else (),
        language=found.language,
        questionnaire=found.questionnaire,
        changes=found.changes,
        notes=_notes(session, found.id, vault),
        decisions=decisions_of(session, found.id, vault),
        questions=questions_of(session, found.id, vault),
        offers=offers_of(session, found.id, vault),
        waits=waits_of(session, found.id),
        passes=passes_of(session, found.id, vault),
        same_child=_same_child(session, found),
        child_code=session.scalar(select(Child.code).where(Child.id == found.child_id)),
        is_damaged=details is None,
    )


def details_of(found: Referral, vault: Vault) -> Mapping[str, Any] | None:
    """Give what a family said (`answers`, `urgent`), None when it cannot be opened any more."""
    try:
        opened: Mapping[str, Any] = json.loads(vault.decrypt(found.details, details_place(found.reference)))
    except SealError:
        return None
    return opened


def _notes(session: Session, referral_id: int, vault: Vault) -> Sequence[Note]:
    notes = session.scalars(
        select(ReferralNote).where(ReferralNote.referral_id == referral_id).order_by(ReferralNote.id)
    )
    return [
        Note(note.author, note.written_at, vault.decrypt(note.text, note.place).decode()) for note in notes
    ]


def decisions_of(session: Session, referral_id: int, vault: Vault) -> Sequence[Decision]:
    """Give the decisions about a referral, oldest first."""
    found = session.scalars(
        select(TriageDecision).where(TriageDecision.referral_id == referral_id).order_by(TriageDecision.id)
    )
    return [
        Decision(
            outcome=row.outcome,
            status_after=row.status_after,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            grounds=Grounds.from_bytes(vault.decrypt(row.reason, row.place)),
        )
        for row in found
    ]


def questions_of(session: Session, referral_id: int, vault: Vault) -> Sequence[AskedQuestion]:
    """Give the questions to a family, oldest first, with the answers that came."""
    found = session.scalars(
        select(CaseQuestion).where(CaseQuestion.referral_id == referral_id).order_by(CaseQuestion.id)
    )
    return [
        AskedQuestion(
            id=row.id,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            question=vault.decrypt(row.question, row.place).decode(),
            answered_at=row.answered_at,
            answer=vault.decrypt(row.answer, answer_place(row)).decode() if row.answer else "",
        )
        for row in found
    ]


def answer_place(row: CaseQuestion) -> str:
    """Name the place to which the family's answer to a question is bound."""
    return f"{row.place}:answer"


def _same_child(session: Session, found: Referral) -> Sequence[SameChild]:
    """Give the other referrals that are joined to the same child, or that seem to be for it."""
    is_joined = Referral.child_id == found.child_id if found.child_id is not None else None
    is_alike = Referral.match_code == found.match_code if found.match_code is not None else None
    alike = [one for one in (is_joined, is_alike) if one is not None]
    if not alike:
        return ()
    columns = (
        Referral.reference,
        Referral.status,
        Referral.received_at,
        Referral.child_id,
        Referral.match_code,
    )
    seen: dict[str, SameChild] = {}
    for one in alike:  # Two look-ups by index are faster than one with OR.
        for row in session.execute(
            select(*columns).where(one, Referral.id != found.id).order_by(Referral.received_at)
        ):
            seen[row.reference] = SameChild(
                reference=row.reference,
                status=row.status,
                received_at=row.received_at,
                is_joined=row.child_id is not None and row.child_id == found.child_id,
                is_pointed_out=row.match_code is not None and row.match_code == found.match_code,
            )
    return sorted(seen.values(), key=lambda other: other.received_at)


def every_opened_referral(session: Session, vault: Vault) -> Iterator[SaidReferral]:
    """Give all referrals, oldest first, read in keyed pages so that no cursor stays open over an export."""
    last = 0
    while found := session.scalars(
        select(Referral).where(Referral.id > last).order_by(Referral.id).limit(_EXPORT_PAGE)
    ).all():
        for referral in found:
            details = details_of(referral, vault)
            yield SaidReferral(
                row=row_of(referral),
                answers=details["answers"] if details else {},
                urgent=details["urgent"] if details else (),
                language=referral.language,
                questionnaire=referral.questionnaire,
                is_damaged=details is None,
            )
        last = found[-1].id
