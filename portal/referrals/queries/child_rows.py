"""What stands on the timeline of a child."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from portal.core.errors import NotFoundError
from portal.referrals.rules.accounts import Spent, StayHours


@dataclass(frozen=True, slots=True)
class ChildRequest:
    """One request for the child; the names and the date of birth are what was said in it, "" and None when not."""

    id: int
    reference: str
    received_at: datetime
    status: str
    route: str
    district: str
    outcome: str | None
    decided_at: datetime | None
    name: str
    born: date | None
    goals: tuple[str, ...]
    is_damaged: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step between tiers; words are None when they cannot be opened any more."""

    id: int
    before: int | None
    after: int
    on: date
    agreed_on: date | None
    agreed_by: str | None
    reason: str | None
    next_steps: str | None
    decided_by: str
    decided_at: datetime
    reference: str | None


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Hours of one day; one that was struck out stays to be seen and does not count."""

    id: int
    used_on: date
    minutes: int
    over_reason: str | None
    added_by: str
    added_at: datetime
    struck_by: str | None
    struck_at: datetime | None


@dataclass(frozen=True, slots=True)
class StayRow:
    """A time in a programme with its hours, oldest first."""

    id: int
    programme: str
    provider: str | None
    hours_a_year: int | None
    started_on: date
    ended_on: date | None
    added_by: str
    hours: tuple[HoursRow, ...]

    @property
    def counted(self) -> StayHours:
        """Give what of it the rules count."""
        spent = tuple(Spent(row.used_on, row.minutes) for row in self.hours if row.struck_at is None)
        return StayHours(self.programme, self.hours_a_year, self.started_on, self.ended_on, spent)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review of a goal."""

    on: date
    result: str
    words: str | None
    by: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in the young person's words with its reviews, oldest first."""

    id: int
    words: str | None
    set_on: date
    state: str
    review_due: date | None
    referral_id: int | None
    reviews: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """Everything on the timeline of a child; `changes` counts its changes, so that two editors are told."""

    code: str
    tier: int | None
    changes: int
    requests: tuple[ChildRequest, ...]
    steps: tuple[StepRow, ...]
    stays: tuple[StayRow, ...]
    goals: tuple[GoalRow, ...]

    @property
    def name(self) -> str:
        """Give the name as the latest request says it."""
        return next((one.name for one in reversed(self.requests) if one.name), "")

    @property
    def born(self) -> date | None:
        """Give the date of birth as the latest request says it."""
        return next((one.born for one in reversed(self.requests) if one.born), None)

    @property
    def untaken_goals(self) -> tuple[tuple[ChildRequest, str], ...]:
        """Give the goals that were said in requests and do not stand here yet, each wording once."""
        held = {goal.words for goal in self.goals}
        said = {words: request for request in self.requests for words in request.goals}
        return tuple((request, words) for words, request in said.items() if words not in held)

    def stay(self, number: int) -> StayRow:
        """Give a stay by its id; raises NotFoundError for one of another child."""
        return _one(self.stays, number)

    def goal(self, number: int) -> GoalRow:
        """Give a goal by its id; raises NotFoundError for one of another child."""
        return _one(self.goals, number)

    def step(self, number: int) -> StepRow:
        """Give a step by its id; raises NotFoundError for one of another child."""
        return _one(self.steps, number)


_Row = TypeVar("_Row", StayRow, GoalRow, StepRow)


def _one(rows: Sequence[_Row], number: int) -> _Row:
    found = next((row for row in rows if row.id == number), None)
    if found is None:
        raise NotFoundError
    return found
