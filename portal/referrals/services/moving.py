"""Changing a referral: held for one transaction, moved by the table, its clock set, the act on record."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import PortalError
from portal.infra.access import Actor
from portal.infra.clock import in_london
from portal.infra.i18n import format_day, speaking
from portal.infra.sealing import Vault
from portal.infra.working_days import bank_holidays, working_day_after
from portal.referrals.models import Referral
from portal.referrals.queries.cases import referral_of
from portal.referrals.queries.places import open_wait
from portal.referrals.rules.clock import Clocks, Step, back_to_team, step_after, working_days_left
from portal.referrals.rules.offers import EndOfWait
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import ENDED, Move, Status, status_after

FAMILY, WORKER = "family", "worker"
# What the family did, as flags beside those of its answers; whoever does the next thing has seen it.
ANSWERED, DECLINED, LAPSED, ASKED_AGAIN = "answered", "offer_declined", "offer_lapsed", "asked_again"
NEWS = (ANSWERED, DECLINED, LAPSED, ASKED_AGAIN)


class ChangedMeanwhileError(PortalError):
    """Somebody else changed the referral after this page was shown; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Work:
    """Who changes which referral, what of it that person knew, and what the council's clocks are."""

    actor: Actor
    reference: str
    seen_changes: int
    vault: Vault
    clocks: Clocks


def held(session: Session, work: Work) -> Referral:
    """Give the referral, held for this transaction; raises NotFoundError or ChangedMeanwhileError."""
    found = hold(session, referral_of(session, work.reference))
    if found.changes != work.seen_changes:
        raise ChangedMeanwhileError
    return found


def hold(session: Session, found: Referral) -> Referral:
    """Read a referral anew and hold it, so that nobody changes it before this transaction ends."""
    session.refresh(found, with_for_update=True)
    return found


def move_by_staff(session: Session, found: Referral, move: Move, *, now: datetime, clocks: Clocks) -> None:
    """Make a move of the table and set the clock of the new step; raises MoveNotAllowedError."""
    before, today = Status(found.status), in_london(now).date()
    after = status_after(before, move, Kind(found.kind))
    received = in_london(found.received_at).date()
    decision_by = working_day_after(received, clocks.decision)
    until = decision_by if before is Status.SUBMITTED else found.step_due or today
    clock = step_after(
        before,
        after,
        Step(found.step_due, found.team_days),
        today=today,
        received=received,
        clocks=clocks,
        add=working_day_after,
        days_left=working_days_left(today, until, bank_holidays()),
        is_looked_at=move is Move.WAIT,
    )
    _settle(session, found, before, after, clock, now)
    seen(found)


def move_by_family(session: Session, found: Referral, move: Move, *, now: datetime, news: str = "") -> None:
    """Make a move of the family or of the calendar; it is the team's turn. Raises MoveNotAllowedError."""
    before = Status(found.status)
    after = status_after(before, move, Kind(found.kind))
    clock = Step(found.step_due, found.team_days)
    if after in ENDED:
        clock = Step(None, found.team_days)
    elif after is not before:
        clock = back_to_team(clock, today=in_london(now).date(), add=working_day_after)
    _settle(session, found, before, after, clock, now)
    found.has_news = bool(news) or found.has_news
    if news and news not in found.flags:
        found.flags = [*found.flags, news]


def _settle(
    session: Session, found: Referral, before: Status, after: Status, clock: Step, now: datetime
) -> None:
    found.status, found.step_due, found.team_days = after, clock.due, clock.team_days
    found.changes += 1
    if after is not before:
        found.step_since = now
    # What has been decided stands in its decisions; a request that is looked at again is not decided.
    if before in ENDED and after not in ENDED:
        found.outcome = found.reason_code = found.decided_at = None


def seen(found: Referral) -> None:
    """Note that somebody of the team has seen what the family did."""
    found.has_news = False
    found.flags = [flag for flag in found.flags if flag not in NEWS]


def end_wait(session: Session, found: Referral, why: EndOfWait, now: datetime) -> None:
    """End the time on a waiting list, if the referral stands on one."""
    if wait := open_wait(session, found.id):
        wait.ended_at, wait.ended_why = now, why


def new_place(table: str, column: str) -> str:
    """Name a place to which something encrypted is bound: it can be moved nowhere else."""
    return f"{table}:{secrets.token_hex(8)}:{column}"


def day_for(found: Referral, day: date) -> str:
    """Write a day in the family's language."""
    with speaking(found.language):
        return format_day(day, weekday=True)


def recorded(
    session: Session, *, now: datetime, actor: str, found: Referral, action: str, fields: Sequence[str]
) -> None:
    """Put an act into the audit trail, in its own transaction; `fields` are names, never values."""
    record(
        session,
        now=now,
        action=f"referral.{action}",
        subject_type="referral",
        subject=found.reference,
        actor=actor,
        fields=fields,
    )


def recorded_by(
    session: Session, now: datetime, work: Work, found: Referral, action: str, *fields: str
) -> None:
    """Put an act of a member of staff into the audit trail."""
    recorded(session, now=now, actor=str(work.actor.user_id), found=found, action=action, fields=fields)
