"""Joining requests that are for one child, and taking them apart again."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.core.errors import PortalError
from portal.core.reference import new_reference
from portal.referrals.models import Child, Goal, ProgrammeStay, Referral, TierChange
from portal.referrals.queries.cases import referral_of
from portal.referrals.services.moving import Work, held, hold, recorded_by

_OF_A_CHILD = (TierChange, ProgrammeStay, Goal)


class SameReferralError(PortalError):
    """A request cannot be joined to itself."""


class NotJoinedError(PortalError):
    """The two requests stand under one child since they came, or do not stand under one child at all."""


def join(session: Session, work: Work, *, now: datetime, other: str) -> None:
    """Put two requests, and all that is joined to either, under the older record of the child.

    Raises NotFoundError, SameReferralError or ChangedMeanwhileError.
    """
    found = held(session, work)
    second = hold(session, referral_of(session, other))
    if second.id == found.id:
        raise SameReferralError
    children = sorted((_child_of(session, found, now), _child_of(session, second, now)))
    kept, joined = children[0], children[-1]
    if kept == joined:
        return
    session.execute(
        update(Referral)
        .where(Referral.child_id == joined, Referral.own_child_id.is_(None))
        .values(own_child_id=joined)
    )
    session.execute(
        update(Referral)
        .where(Referral.child_id == joined)
        .values(child_id=kept, changes=Referral.changes + 1)
    )
    for table in _OF_A_CHILD:
        session.execute(update(table).where(table.child_id == joined).values(child_id=kept))
    _settle(session, (kept, joined))
    session.expire_all()
    recorded_by(session, now, work, found, "child_joined", "child")
    recorded_by(session, now, work, second, "child_joined", "child")


def take_apart(session: Session, work: Work, *, now: datetime, other: str) -> None:
    """Undo a joining: the one of the two that was joined gets back its own record of the child, and what came from it.

    Raises NotFoundError, NotJoinedError or ChangedMeanwhileError.
    """
    found = held(session, work)
    second = hold(session, referral_of(session, other))
    if found.child_id is None or found.child_id != second.child_id:
        raise NotJoinedError
    moved = next((one for one in (second, found) if one.own_child_id is not None), None)
    if moved is None or moved.own_child_id is None:
        raise NotJoinedError
    shared, own = found.child_id, moved.own_child_id
    moved.child_id, moved.own_child_id = own, None
    for one in (found, second):
        one.changes += 1
    session.flush()
    for table in _OF_A_CHILD:
        session.execute(
            update(table).where(table.child_id == shared, table.referral_id == moved.id).values(child_id=own)
        )
    _settle(session, (shared, own))
    recorded_by(session, now, work, found, "child_taken_apart", "child")
    recorded_by(session, now, work, second, "child_taken_apart", "child")


def _child_of(session: Session, found: Referral, now: datetime) -> int:
    if found.child_id is None:
        child = Child(code=new_reference().replace("SB-", "CH-", 1), created_at=now)
        session.add(child)
        session.flush()
        found.child_id = child.id
        session.flush()
    return found.child_id


def _settle(session: Session, children: tuple[int, ...]) -> None:
    """Set the tier of each record to that of its last step, and count the change."""
    for number in children:
        last = session.scalar(
            select(TierChange.to_tier)
            .where(TierChange.child_id == number)
            .order_by(TierChange.changed_on.desc(), TierChange.id.desc())
            .limit(1)
        )
        session.execute(update(Child).where(Child.id == number).values(tier=last, changes=Child.changes + 1))
