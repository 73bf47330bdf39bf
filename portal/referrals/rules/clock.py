"""The clock of each step: by when it is to be done, in working days, and whose time it is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.referrals.rules.triage import Status

# Gives the date so many working days after a day; bank holidays are not known to rules.
AddDays = Callable[[date, int], date]
_SATURDAY = 5


class Whose(StrEnum):
    """Who has to do the next thing."""

    TEAM = "team"
    FAMILY = "family"


WHOSE: dict[Status, Whose] = {
    Status.SUBMITTED: Whose.TEAM,
    Status.IN_TRIAGE: Whose.TEAM,
    Status.MORE_INFO_NEEDED: Whose.FAMILY,
    Status.WAITING_LIST: Whose.TEAM,
    Status.PLACE_OFFERED: Whose.FAMILY,
}
TEAM_STEPS = tuple(status for status, whose in WHOSE.items() if whose is Whose.TEAM)
FAMILY_STEPS = tuple(status for status, whose in WHOSE.items() if whose is Whose.FAMILY)


@dataclass(frozen=True, slots=True)
class Clocks:
    """How many working days each step may take; the reminders count from the other end, as their names say."""

    decision: int
    after_family: int
    family_answer: int
    family_reminder_after: int
    waiting_list_look: int
    place_answer: int
    place_reminder_before: int
    second_look: int


def is_late(status: Status, step_due: date | None, today: date) -> bool:
    """Tell whether the day of a step is over, whoever it is that is late."""
    return status in WHOSE and step_due is not None and step_due < today


def is_overdue(status: Status, step_due: date | None, today: date) -> bool:
    """Tell whether the team is late; time that the family takes never counts against it."""
    return status in TEAM_STEPS and is_late(status, step_due, today)


def working_days_left(today: date, due: date, holidays: Collection[date]) -> int:
    """Give how many working days there are after today up to and with a day; 0 when it is over."""
    days = (today + timedelta(days=number) for number in range(1, (due - today).days + 1))
    return sum(1 for day in days if day.weekday() < _SATURDAY and day not in holidays)


@dataclass(frozen=True, slots=True)
class Step:
    """The clock of a referral: the day of this step, and the days that the team keeps for when it is its turn."""

    due: date | None
    team_days: int | None


def step_after(
    before: Status,
    after: Status,
    clock: Step,
    *,
    today: date,
    received: date,
    clocks: Clocks,
    add: AddDays,
    days_left: int,
    is_looked_at: bool = False,
) -> Step:
    """Give the clock after a move by staff from one status to another.

    `is_looked_at`: who waits was looked at and is told so, and waits on; the next look is due after the usual time.

    `days_left` are the working days that the team has left for its decision; while the family is asked, they stand
    still. The decision counts from the day on which the request came, as the family was told.
    """
    if after is before and after is not Status.MORE_INFO_NEEDED and not is_looked_at:
        return clock
    match after:
        case Status.IN_TRIAGE if before is Status.SUBMITTED:
            return Step(max(add(received, clocks.decision), add(today, 1)), None)
        case Status.IN_TRIAGE:
            return back_to_team(clock, today=today, add=add)
        case Status.MORE_INFO_NEEDED:
            kept = clock.team_days if before is after else max(1, days_left)
            return Step(add(today, clocks.family_answer), kept)
        case Status.WAITING_LIST:
            return Step(add(today, clocks.waiting_list_look), clocks.after_family)
    # An offer's own day is set by whoever makes it; what has ended has no day.
    return Step(None, clocks.after_family)


def back_to_team(clock: Step, *, today: date, add: AddDays) -> Step:
    """Give the clock after the family has acted: the team has the days that it kept, at least one."""
    return Step(add(today, max(1, clock.team_days or 1)), None)
