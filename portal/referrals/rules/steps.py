"""Steps between tiers, goals and their reviews: what must be there before they are written down."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.errors import PortalError
from portal.core.tiers import OfferTier

# Where a request asks for goals in the young person's own words, on every route.
GOAL_QUESTIONS = ("goal_1", "goal_2", "goal_3")


class Direction(StrEnum):
    """Which way a step goes; the first tier that is written down is a start."""

    START = "start"
    UP = "up"
    DOWN = "down"


class StepFault(StrEnum):
    """What is missing or wrong in a step."""

    NOT_OFFERED = "not_offered"
    SAME_TIER = "same_tier"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_LAST = "before_last"
    NO_REASON = "no_reason"
    NOT_AGREED = "not_agreed"
    NOBODY_AGREED = "nobody_agreed"
    AGREED_AFTER = "agreed_after"
    NO_NEXT_STEPS = "no_next_steps"


class StepError(PortalError):
    """A step cannot be written down; carries every fault, in the order of the form."""

    def __init__(self, faults: tuple[StepFault, ...]) -> None:
        """Keep what is wrong."""
        self.faults = faults
        super().__init__(", ".join(faults))


@dataclass(frozen=True, slots=True)
class Step:
    """A step as somebody wants to write it down; `agreed_on` is the day on which the family said yes."""

    before: int | None
    after: int
    on: date
    reason: str
    agreed_on: date | None = None
    agreed_by: str = ""
    next_steps: str = ""

    @property
    def direction(self) -> Direction:
        """Tell which way it goes."""
        return direction_of(self.before, self.after)

    @property
    def needs_agreement(self) -> bool:
        """Tell whether the family must agree first: nobody is handed to an assessment behind their back."""
        return needs_agreement(self.before, self.after)


def direction_of(before: int | None, after: int) -> Direction:
    """Tell which way a step between two tiers goes."""
    if before is None:
        return Direction.START
    return Direction.UP if after > before else Direction.DOWN


def needs_agreement(before: int | None, after: int) -> bool:
    """Tell whether the family must agree: for every step up, and for whatever needs an assessment."""
    is_handed_over = after == OfferTier.SPECIALIST and OfferTier.SPECIALIST.needs_assessment
    return direction_of(before, after) is Direction.UP or (before is None and is_handed_over)


def check_step(step: Step, *, offered: Collection[int], last_on: date | None, today: date) -> None:
    """Check a step; `last_on` is the day of the step before. Raises StepError with all that is wrong."""
    faults = tuple(_faults(step, offered, last_on, today))
    if faults:
        raise StepError(faults)


def _faults(step: Step, offered: Collection[int], last_on: date | None, today: date) -> Iterator[StepFault]:
    if step.after not in offered:
        yield StepFault.NOT_OFFERED
    if step.after == step.before:
        yield StepFault.SAME_TIER
    if step.on > today:
        yield StepFault.IN_THE_FUTURE
    if last_on is not None and step.on < last_on:
        yield StepFault.BEFORE_LAST
    if not step.reason.strip():
        yield StepFault.NO_REASON
    if step.needs_agreement:
        yield from _agreement_faults(step)
    if step.direction is Direction.DOWN and not step.next_steps.strip():
        yield StepFault.NO_NEXT_STEPS


def _agreement_faults(step: Step) -> Iterator[StepFault]:
    if not step.agreed_by.strip():
        yield StepFault.NOBODY_AGREED
    if step.agreed_on is None:
        yield StepFault.NOT_AGREED
    elif step.agreed_on > step.on:
        yield StepFault.AGREED_AFTER


class GoalState(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    CHANGED = "changed"
    STOPPED = "stopped"


class Result(StrEnum):
    """What a review of a goal found."""

    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    NOT_YET = "not_yet"
    CHANGED = "changed"
    STOPPED = "stopped"


_AFTER: Mapping[Result, GoalState] = {
    Result.REACHED: GoalState.REACHED,
    Result.ON_THE_WAY: GoalState.OPEN,
    Result.NOT_YET: GoalState.OPEN,
    Result.CHANGED: GoalState.CHANGED,
    Result.STOPPED: GoalState.STOPPED,
}


class ReviewFault(StrEnum):
    """What is missing or wrong in a review."""

    NOT_OPEN = "not_open"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_GOAL = "before_goal"
    NO_NEXT_DATE = "no_next_date"
    NEXT_NOT_LATER = "next_not_later"


class ReviewError(PortalError):
    """A review cannot be written down; carries every fault."""

    def __init__(self, faults: tuple[ReviewFault, ...]) -> None:
        """Keep what is wrong."""
        self.faults = faults
        super().__init__(", ".join(faults))


def state_after(result: Result) -> GoalState:
    """Give where a goal stands after a review."""
    return _AFTER[result]


def check_review(
    state: GoalState, result: Result, *, on: date, set_on: date, next_on: date | None, today: date
) -> None:
    """Check a review: a goal that stays open has the day of its next review. Raises ReviewError."""
    faults = []
    if state is not GoalState.OPEN:
        faults.append(ReviewFault.NOT_OPEN)
    if on > today:
        faults.append(ReviewFault.IN_THE_FUTURE)
    if on < set_on:
        faults.append(ReviewFault.BEFORE_GOAL)
    if state_after(result) is GoalState.OPEN:
        if next_on is None:
            faults.append(ReviewFault.NO_NEXT_DATE)
        elif next_on <= on:
            faults.append(ReviewFault.NEXT_NOT_LATER)
    if faults:
        raise ReviewError(tuple(faults))
