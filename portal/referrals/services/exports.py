"""Batches for case systems: made once, taken as often as it is needed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.access import Actor
from portal.referrals.models import ExportBatch, ExportRow, Referral
from portal.referrals.queries.exports import BatchRow, batch_named, changed_count, changed_pages
from portal.referrals.rules.layouts import Layout
from portal.referrals.services.children import give_child


def make_batch(session: Session, *, now: datetime, actor: Actor, layout: Layout) -> int | None:
    """Put what changed since the last batch of a layout into a new one; None when nothing changed."""
    # The trail lets one transaction write at a time, so that two people who ask at once get no request twice.
    _recorded(session, now, actor, "export.asked", layout.code)
    if not changed_count(session, layout):
        return None
    batch = ExportBatch(layout=layout.code, made_at=now, made_by=actor.name)
    # What is in the batch is read before the batch is there, so that it does not count itself.
    pages = list(changed_pages(session, layout))
    session.add(batch)
    session.flush()
    for page in pages:
        _give_children(session, [number for number, _changes in page], now)
        session.add_all(
            ExportRow(batch_id=batch.id, referral_id=number, changes=changes) for number, changes in page
        )
        session.flush()
    _recorded(session, now, actor, "export.made", f"batch {batch.id}")
    return batch.id


def _give_children(session: Session, ids: list[int], now: datetime) -> None:
    """Give each request a record of its child: the other system finds the child by its code."""
    without = select(Referral).where(Referral.id.in_(ids), Referral.child_id.is_(None)).order_by(Referral.id)
    for found in session.scalars(without).all():
        give_child(session, found, now)


def take_batch(session: Session, *, now: datetime, actor: Actor, number: int) -> BatchRow:
    """Record that somebody takes a batch out, before anything of it is read; raises NotFoundError."""
    found = batch_named(session, number)
    _recorded(session, now, actor, "export.taken", f"batch {found.id}")
    return found


def _recorded(session: Session, now: datetime, actor: Actor, action: str, subject: str) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type="export",
        subject=subject,
        actor=str(actor.user_id),
        fields=["all"],
    )
