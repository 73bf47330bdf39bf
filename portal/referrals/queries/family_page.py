"""What the families' face can read of requests: only what the link of this browser opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.infra.sealing import SealError, Vault
from portal.links.rules import hash_of, unwrapped
from portal.referrals.models import FamilyReply, FamilySession, FamilyStatus
from portal.referrals.rules.family import FamilyView, ReplyKind, session_key_place, view_place

PURPOSE = "status"


@dataclass(frozen=True, slots=True)
class SentReply:
    """Something that the family did on its page; `is_applied` once the team has it."""

    kind: ReplyKind
    sent_at: datetime
    is_applied: bool


def keys_of(session: Session, token: str, now: datetime) -> Mapping[str, bytes]:
    """Give the keys of the requests that a browser has opened, by reference; none after 24 hours."""
    rows = session.scalars(
        select(FamilySession)
        .where(FamilySession.token_hash == hash_of(token), FamilySession.ends_at > now)
        .order_by(FamilySession.reference)
    )
    found = {}
    for row in rows:
        try:
            found[row.reference] = unwrapped(
                row.wrapped_key, token, PURPOSE, session_key_place(row.reference)
            )
        except SealError:
            continue
    return found


def opened_view(session: Session, reference: str, key: bytes) -> FamilyView | None:
    """Give what the family may read; None when it was removed, or is written under another key now."""
    row = session.get(FamilyStatus, reference)
    if row is None:
        return None
    try:
        return FamilyView.from_bytes(Vault(key).decrypt(row.view, view_place(reference)))
    except SealError:
        return None


def replies_of(session: Session, reference: str) -> Sequence[SentReply]:
    """Give what the family did on its page, the newest first; what it wrote is not kept here."""
    rows = session.scalars(
        select(FamilyReply).where(FamilyReply.reference == reference).order_by(FamilyReply.id.desc())
    )
    return [SentReply(ReplyKind(row.kind), row.sent_at, row.applied_at is not None) for row in rows]
