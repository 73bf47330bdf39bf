"""Applying what families reply on their pages, finding what a link opens, and removing what is over."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.db import Database
from portal.infra.keys import Keys
from portal.links.rules import Opened, address_code
from portal.referrals.jobs.sealed import take_in
from portal.referrals.models import FamilyReply, FamilySession, Referral, ReferralContact
from portal.referrals.queries.cases import details_of
from portal.referrals.services.replies import apply_reply, opened_reply, refile_contact
from portal.referrals.services.telling import show_family, status_key

# What stays of a reply is that there was one; the page shows it for so long.
REPLY_LIFE = timedelta(days=28)
_MOST_REQUESTS = 10


def apply_replies(database: Database, *, keys: Keys, now: datetime, most: int = 50) -> int:
    """Apply up to `most` replies in the order in which they came; gives how many."""

    def opened(reply: FamilyReply) -> Mapping[str, Any]:
        return opened_reply(reply, keys)

    def apply_one(session: Session, reply: FamilyReply, said: Mapping[str, Any]) -> None:
        apply_reply(session, now=now, reply=reply, said=said, keys=keys)

    is_waiting = FamilyReply.applied_at.is_(None)
    return take_in(database, FamilyReply, is_waiting, opened, apply_one, now=now, most=most)


def give_pages(session: Session, *, now: datetime, keys: Keys, most: int = 50) -> int:
    """Give a page to requests that have none, such as those of before there were pages; gives how many."""
    waiting = (
        select(Referral)
        .where(Referral.status_key.is_(None))
        .order_by(Referral.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(waiting).all()
    for row in rows:
        details = details_of(row, keys.vault)
        refile_contact(session, row, details["answers"] if details else {}, keys.match_key)
        show_family(session, now=now, found=row, vault=keys.vault)
    return len(rows)


def find_requests(session: Session, address: str, now: datetime, *, keys: Keys) -> Sequence[Opened]:
    """Give the keys of the pages that an address may open, of the newest requests first.

    Only an address of the family itself counts, not that of the professional who asked for it, and only where the
    family said that a message is safe.
    """
    code = address_code(keys.match_key, address)
    rows = session.scalars(
        select(Referral)
        .join(ReferralContact, ReferralContact.referral_id == Referral.id)
        .where(ReferralContact.code == code)
        .order_by(Referral.received_at.desc(), Referral.id.desc())
        .limit(_MOST_REQUESTS)
    ).all()
    found = [row for row in rows if _may_write_to(row, code, keys)]
    for row in found:
        show_family(session, now=now, found=row, vault=keys.vault)
        record(
            session,
            now=now,
            action="referral.link_sent",
            subject_type="referral",
            subject=row.reference,
            actor="worker",
        )
    return [Opened(row.reference, status_key(row, keys.vault)) for row in found]


def _may_write_to(row: Referral, code: str, keys: Keys) -> bool:
    details = details_of(row, keys.vault)
    if details is None or details["answers"].get("safe_message") != "yes":
        return False
    own = [details["answers"].get(name) for name in ("email", "phone")]
    return code in {address_code(keys.match_key, str(address)) for address in own if address}


def remove_old(session: Session, now: datetime) -> int:
    """Remove sessions of families after their 24 hours, and the marks of replies after 28 days; gives how many."""
    gone = (
        delete(FamilySession).where(FamilySession.ends_at <= now).returning(FamilySession.reference),
        delete(FamilyReply)
        .where(FamilyReply.applied_at <= now - REPLY_LIFE)
        .returning(FamilyReply.reply_key),
    )
    return sum(len(session.scalars(statement).all()) for statement in gone)
