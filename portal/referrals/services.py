"""What families and staff do with a referral: send it, look at it, note, move and decide."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import PortalError
from portal.core.reference import new_reference
from portal.infra.access import Actor
from portal.infra.sealing import Vault
from portal.notifications.rules import Channel, Message
from portal.notifications.services import SEALER, queue_message
from portal.questionnaires.rules.answers import Submission
from portal.referrals.models import Referral, ReferralNote, SealedSubmission, TriageDecision
from portal.referrals.queries import OpenedReferral, opened_referral, referral_of
from portal.referrals.rules.triage import Move, Outcome, Status, decide, status_after

SUBMISSION_INFO = b"portal referral submission"
_RECEIVED, _DECIDED, _MORE = "referral_received", "referral_decided", "referral_more_information"
# The portal does not start when content/messages.yaml lacks the words of one of these.
MESSAGE_KINDS = frozenset({_RECEIVED, _DECIDED, _MORE})


class ChangedMeanwhileError(PortalError):
    """Somebody else changed the referral after this page was shown; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How a family wants to hear from the council."""

    channel: Channel
    to: str
    language: str


def contact_of(answers: Mapping[str, Any], language: str) -> Contact | None:
    """Give where written words may go; None when a person has to ring, or a message may be read by others."""
    if answers.get("safe_message") != "yes":
        return None
    channels = {"email": (Channel.EMAIL, "email"), "text": (Channel.SMS, "phone")}
    channel, question = channels.get(str(answers.get("contact_method")), (None, ""))
    address = str(answers.get(question) or "")
    return Contact(channel, address, language) if channel and address else None


def channel_of(entries: Mapping[str, Sequence[str]]) -> str:
    """Give how the confirmation of what was typed went out: "email", "text", or "" when somebody rings."""
    first = {question: typed[0] for question, typed in entries.items() if typed}
    return str(first["contact_method"]) if contact_of(first, "en") else ""


def send_referral(session: Session, submission: Submission, message_values: dict[str, str]) -> str:
    """Store what a family sent, sealed to the worker, and confirm it; gives the reference."""
    reference = new_reference()
    seal = session.info[SEALER]
    answers = submission.plain()
    payload = {
        "answers": answers,
        "urgent": list(submission.urgent),
        "language": submission.language,
        "version": submission.version,
    }
    session.add(
        SealedSubmission(
            reference=reference,
            submission_key=submission.key,
            payload=seal(json.dumps(payload).encode(), SUBMISSION_INFO + reference.encode()),
            received_at=submission.sent_at,
        )
    )
    record(
        session, now=submission.sent_at, action="referral.sent", subject_type="referral", subject=reference
    )
    contact = contact_of(answers, submission.language)
    if contact is not None:
        day = message_values["urgent_day" if submission.urgent else "day"]
        values = {**message_values, "day": day, "reference": reference}
        _write_to(session, submission.sent_at, contact, _RECEIVED, values)
    return reference


def look_at(session: Session, *, now: datetime, actor: Actor, reference: str, vault: Vault) -> OpenedReferral:
    """Open a referral for somebody; the look stands in the audit trail, or nothing is shown."""
    opened = opened_referral(session, reference, vault)
    record(
        session,
        now=now,
        action="referral.seen",
        subject_type="referral",
        subject=opened.row.reference,
        actor=str(actor.user_id),
        fields=["details"],
    )
    return opened


def add_note(
    session: Session, *, now: datetime, actor: Actor, reference: str, text: str, vault: Vault
) -> None:
    """Add a note."""
    found = referral_of(session, reference)
    place = f"referral_note:{secrets.token_hex(8)}:text"
    session.add(
        ReferralNote(
            referral_id=found.id,
            author=actor.name,
            written_at=now,
            text=vault.encrypt(text.encode(), place),
            place=place,
        )
    )
    _recorded(session, now, actor, found, "referral.noted", ["note"])


def move(
    session: Session,
    *,
    now: datetime,
    actor: Actor,
    reference: str,
    wanted: Move,
    seen_changes: int,
    vault: Vault,
    values: dict[str, str],
) -> None:
    """Make a move that is no decision; raises MoveNotAllowedError or ChangedMeanwhileError."""
    found = _unchanged(session, reference, seen_changes)
    found.status = status_after(Status(found.status), wanted)
    found.changes += 1
    if wanted is Move.ASK_FOR_MORE:
        _tell(session, now, found, vault, _MORE, values)
    _recorded(session, now, actor, found, f"referral.{wanted.value}", ["status"])


def decide_referral(
    session: Session,
    *,
    now: datetime,
    actor: Actor,
    reference: str,
    outcome: Outcome,
    reason: str,
    has_reason: bool,
    seen_changes: int,
    vault: Vault,
    values: dict[str, str],
) -> None:
    """Decide, and write to the family; raises MoveNotAllowedError, ReasonMissingError or ChangedMeanwhileError.

    `reason` is for the record and may speak of the child; `values` are the words of the message and must not.
    """
    found = _unchanged(session, reference, seen_changes)
    decided = decide(Status(found.status), outcome, has_reason=has_reason)
    place = f"triage_decision:{secrets.token_hex(8)}:reason"
    session.add(
        TriageDecision(
            referral_id=found.id,
            outcome=outcome.code,
            status_before=found.status,
            status_after=decided.status,
            decided_by=actor.name,
            decided_at=now,
            reason=vault.encrypt(reason.encode(), place),
            place=place,
        )
    )
    found.status, found.outcome, found.decided_at = decided.status, outcome.code, now
    found.changes += 1
    if decided.tells_family:
        _tell(session, now, found, vault, _DECIDED, values)
    _recorded(session, now, actor, found, "referral.decided", ["status", "outcome"])


def _unchanged(session: Session, reference: str, seen_changes: int) -> Referral:
    found = referral_of(session, reference)
    session.refresh(found, with_for_update=True)
    if found.changes != seen_changes:
        raise ChangedMeanwhileError
    return found


def _tell(
    session: Session, now: datetime, found: Referral, vault: Vault, kind: str, values: dict[str, str]
) -> None:
    """Write to the family in its language; without an address a person rings, and the page says so."""
    opened = opened_referral(session, found.reference, vault)
    contact = contact_of(opened.answers, opened.language)
    if contact is not None:
        _write_to(session, now, contact, kind, {**values, "reference": found.reference})


def _write_to(session: Session, now: datetime, contact: Contact, kind: str, values: dict[str, str]) -> None:
    queue_message(
        session, now=now, message=Message(kind, contact.channel, contact.to, contact.language, values)
    )


def _recorded(
    session: Session, now: datetime, actor: Actor, found: Referral, action: str, fields: list[str]
) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type="referral",
        subject=found.reference,
        actor=str(actor.user_id),
        fields=fields,
    )
