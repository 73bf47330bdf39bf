"""Passing on a worry about a child: on record with its time and to whom, and looked at by a second person.

Nothing here tells the family or changes what its page says: somebody at home could read that a child is protected.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError, PortalError
from portal.infra.clock import in_london
from portal.infra.working_days import working_day_after
from portal.referrals.models import SafeguardingPass
from portal.referrals.queries.passes import second_place
from portal.referrals.rules.grounds import Grounds
from portal.referrals.rules.triage import Move, Status
from portal.referrals.services.casework import keep_decision
from portal.referrals.services.moving import Work, held, move_by_staff, new_place, recorded_by


class SamePersonError(PortalError):
    """Whoever passed a worry on cannot also be the second person who looks at it."""


class LookedAtError(PortalError):
    """Somebody has looked a second time already."""


def pass_on(
    session: Session, work: Work, *, now: datetime, passed_at: datetime, to: str, record: str, outcome: str
) -> None:
    """Put on record that a worry was passed on; raises ChangedMeanwhileError. The request stays where it is."""
    found = held(session, work)
    before = Status(found.status)
    move_by_staff(session, found, Move.PASS_ON, now=now, clocks=work.clocks)
    place = new_place("safeguarding_pass", "to")
    session.add(
        SafeguardingPass(
            referral_id=found.id,
            passed_at=passed_at,
            passed_by=work.actor.name,
            passed_by_id=work.actor.user_id,
            passed_to=work.vault.encrypt(to.encode(), place),
            second_due=working_day_after(in_london(now).date(), work.clocks.second_look),
            place=place,
        )
    )
    keep_decision(session, work, found, before, now=now, outcome=outcome, grounds=Grounds(record=record))
    recorded_by(session, now, work, found, "passed_on", "safeguarding")


def look_a_second_time(session: Session, work: Work, *, now: datetime, pass_id: int, words: str) -> None:
    """Put the second look on record; raises SamePersonError, LookedAtError or ChangedMeanwhileError."""
    found = held(session, work)
    row = session.scalar(
        select(SafeguardingPass).where(
            SafeguardingPass.id == pass_id, SafeguardingPass.referral_id == found.id
        )
    )
    if row is None:
        raise NotFoundError
    if row.second_at is not None:
        raise LookedAtError
    if row.passed_by_id == work.actor.user_id:
        raise SamePersonError
    row.second_by, row.second_at = work.actor.name, now
    row.second_words = work.vault.encrypt(words.encode(), second_place(row))
    found.changes += 1
    recorded_by(session, now, work, found, "second_look", "safeguarding")
