"""What staff do with a child's programmes and hours."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError, PortalError
from portal.infra.clock import in_london
from portal.infra.sealing import Vault
from portal.referrals.models import Child, HoursEntry, ProgrammeStay
from portal.referrals.queries.cases import referral_of
from portal.referrals.queries.children import child_record, stays_of
from portal.referrals.rules.accounts import Person, account_in, minutes_on
from portal.referrals.rules.hours import YearRule, check_day, check_within
from portal.referrals.services.children import ChildWork, changed, unchanged_child


class StayFault(StrEnum):
    """Why a time in a programme cannot be written down as it is."""

    NOT_OFFERED = "not_offered"
    ALREADY_IN = "already_in"
    TOO_OLD = "too_old"
    ENDS_BEFORE_START = "ends_before_start"
    ENDS_BEFORE_HOURS = "ends_before_hours"
    HAS_ENDED = "has_ended"


class StayError(PortalError):
    """A time in a programme cannot be written down; carries why, and the day that it is about."""

    def __init__(self, fault: StayFault, day: date | None = None) -> None:
        """Keep what is wrong."""
        self.fault, self.day = fault, day
        super().__init__(fault.value)


@dataclass(frozen=True, slots=True)
class Limits:
    """What content says of hours and ages; `max_ages` has no programme that is open to every age."""

    years: tuple[YearRule, ...]
    max_ages: dict[str, int]


def start_programme(
    session: Session,
    work: ChildWork,
    *,
    now: datetime,
    programme: str,
    provider: str,
    hours_a_year: int | None,
    started_on: date,
    reference: str,
    limits: Limits,
) -> None:
    """Write down that a programme starts; raises StayError, ChildChangedError or NotFoundError."""
    child = unchanged_child(session, work)
    request = referral_of(session, reference)
    if request.child_id != child.id:
        raise NotFoundError
    for stay in stays_of(session, child.id, work.vault):
        is_open_then = stay.ended_on is None or stay.ended_on >= started_on
        if stay.programme == programme and is_open_then:
            raise StayError(StayFault.ALREADY_IN, stay.started_on)
    last_day = _person(session, child, limits, work.vault).last_day(programme)
    if last_day is not None and started_on > last_day:
        raise StayError(StayFault.TOO_OLD, last_day)
    session.add(
        ProgrammeStay(
            child_id=child.id,
            referral_id=request.id,
            programme=programme,
            provider=provider.strip() or None,
            hours_a_year=hours_a_year,
            started_on=started_on,
            added_by=work.actor.name,
            added_at=now,
        )
    )
    changed(session, work, child, now=now, action="child.programme_started", field="programme")


def end_programme(
    session: Session,
    work: ChildWork,
    *,
    now: datetime,
    stay_id: int,
    ended_on: date,
) -> None:
    """Write down that a programme ends; raises StayError, ChildChangedError or NotFoundError."""
    child = unchanged_child(session, work)
    row = _stay(session, child, stay_id)
    if row.ended_on is not None:
        raise StayError(StayFault.HAS_ENDED, row.ended_on)
    if ended_on < row.started_on:
        raise StayError(StayFault.ENDS_BEFORE_START, row.started_on)
    [held] = [stay for stay in stays_of(session, child.id, work.vault) if stay.id == stay_id]
    last_hours = max((spent.on for spent in held.counted.spent), default=None)
    if last_hours is not None and ended_on < last_hours:
        raise StayError(StayFault.ENDS_BEFORE_HOURS, last_hours)
    row.ended_on = ended_on
    changed(session, work, child, now=now, action="child.programme_ended", field="programme")


def add_hours(
    session: Session,
    work: ChildWork,
    *,
    now: datetime,
    stay_id: int,
    used_on: date,
    minutes: int,
    over_reason: str,
    limits: Limits,
) -> None:
    """Write down hours of a day; raises HoursError, also to ask why more is used than the year allows.

    Raises ChildChangedError, and NotFoundError for a programme of another child.
    """
    child = unchanged_child(session, work)
    row = _stay(session, child, stay_id)
    today = in_london(now).date()
    counted = [stay.counted for stay in stays_of(session, child.id, work.vault)]
    already = minutes_on(used_on, counted)
    check_day(minutes, used_on, start=row.started_on, end=row.ended_on, today=today, already=already)
    person = _person(session, child, limits, work.vault)
    held = account_in(row.programme, used_on, counted, limits.years, person)
    reason = over_reason.strip()
    is_over = check_within(held.account, minutes, has_reason=bool(reason)) > 0
    place = f"hours_entry:{secrets.token_hex(8)}"
    session.add(
        HoursEntry(
            stay_id=row.id,
            used_on=used_on,
            minutes=minutes,
            over_reason=work.vault.encrypt(reason.encode(), place) if is_over else None,
            place=place,
            added_by=work.actor.name,
            added_at=now,
        )
    )
    changed(session, work, child, now=now, action="child.hours_added", field="hours")


def strike_hours(session: Session, work: ChildWork, *, now: datetime, entry_id: int) -> None:
    """Strike out hours that were written down wrongly: they stay to be seen. Struck out once, they stay so."""
    child = unchanged_child(session, work)
    entry = session.get(HoursEntry, entry_id)
    if entry is None:
        raise NotFoundError
    _stay(session, child, entry.stay_id)
    if entry.struck_at is not None:
        return
    entry.struck_by, entry.struck_at = work.actor.name, now
    changed(session, work, child, now=now, action="child.hours_struck", field="hours")


def _stay(session: Session, child: Child, stay_id: int) -> ProgrammeStay:
    row = session.get(ProgrammeStay, stay_id)
    if row is None or row.child_id != child.id:
        raise NotFoundError
    return row


def _person(session: Session, child: Child, limits: Limits, vault: Vault) -> Person:
    return Person(child_record(session, child.code, vault).born, limits.max_ages)
