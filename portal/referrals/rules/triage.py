"""The moves that triage may make, as a table: what is not here cannot happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.errors import PortalError


class Status(StrEnum):
    """Where a referral stands."""

    SUBMITTED = "submitted"
    IN_TRIAGE = "in_triage"
    MORE_INFO_NEEDED = "more_info_needed"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What triage decided (community impact assessment of 28 April 2021, tiers and routes)."""

    TIER1_INFORMATION_AND_ADVICE = "tier1_information_and_advice"
    TIER2_PLACE = "tier2_place"
    TIER2_ALLOWANCE = "tier2_allowance"
    MOVING_FORWARD = "moving_forward"
    ALTERNATIVE_OFFERED_NO_CAPACITY = "alternative_offered_no_capacity"
    STEP_UP_REQUEST_ASSESSMENT = "step_up_request_assessment"
    PARENT_CARER_NEEDS_ASSESSMENT = "parent_carer_needs_assessment"
    OTHER_SERVICE = "other_service"
    SAFEGUARDING_PASSED_ON = "safeguarding_passed_on"
    NOT_ELIGIBLE_AREA_OR_AGE = "not_eligible_area_or_age"


class Move(StrEnum):
    """What a triage officer does to a referral."""

    START = "start"
    ASK_FOR_MORE = "ask_for_more"
    DECIDE = "decide"


class MoveNotAllowedError(PortalError):
    """This referral cannot be moved so from where it stands; carries its status."""

    def __init__(self, status: Status) -> None:
        """Keep where the referral stands."""
        self.status = status
        super().__init__(f"not from {status.value}")


class ReasonMissingError(PortalError):
    """A decision that gives no short break needs its reason in plain words."""


OPEN = (Status.SUBMITTED, Status.IN_TRIAGE, Status.MORE_INFO_NEEDED, Status.WAITING_LIST)

_MOVES: Mapping[Status, frozenset[Move]] = {
    Status.SUBMITTED: frozenset({Move.START, Move.ASK_FOR_MORE, Move.DECIDE}),
    Status.IN_TRIAGE: frozenset({Move.ASK_FOR_MORE, Move.DECIDE}),
    Status.MORE_INFO_NEEDED: frozenset({Move.START, Move.DECIDE}),
    Status.WAITING_LIST: frozenset({Move.DECIDE}),
    Status.ACCEPTED: frozenset(),
    Status.CLOSED: frozenset(),
}

_AFTER: Mapping[Outcome, Status] = {
    Outcome.TIER1_INFORMATION_AND_ADVICE: Status.CLOSED,
    Outcome.TIER2_PLACE: Status.ACCEPTED,
    Outcome.TIER2_ALLOWANCE: Status.ACCEPTED,
    Outcome.MOVING_FORWARD: Status.ACCEPTED,
    Outcome.ALTERNATIVE_OFFERED_NO_CAPACITY: Status.WAITING_LIST,
    Outcome.STEP_UP_REQUEST_ASSESSMENT: Status.CLOSED,
    Outcome.PARENT_CARER_NEEDS_ASSESSMENT: Status.CLOSED,
    Outcome.OTHER_SERVICE: Status.CLOSED,
    Outcome.SAFEGUARDING_PASSED_ON: Status.CLOSED,
    Outcome.NOT_ELIGIBLE_AREA_OR_AGE: Status.CLOSED,
}

# A family that hears no short break must hear why.
_NEEDS_REASON = frozenset(
    {
        Outcome.NOT_ELIGIBLE_AREA_OR_AGE,
        Outcome.ALTERNATIVE_OFFERED_NO_CAPACITY,
        Outcome.OTHER_SERVICE,
        Outcome.TIER1_INFORMATION_AND_ADVICE,
    }
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision does: the new status, and whether the family is written to."""

    status: Status
    tells_family: bool


def moves_from(status: Status) -> frozenset[Move]:
    """Give the moves that are allowed from a status."""
    return _MOVES[status]


def status_after(status: Status, move: Move) -> Status:
    """Give the status after a move that is no decision; raises MoveNotAllowedError."""
    if move not in _MOVES[status] or move is Move.DECIDE:
        raise MoveNotAllowedError(status)
    return Status.IN_TRIAGE if move is Move.START else Status.MORE_INFO_NEEDED


def decide(status: Status, outcome: Outcome, *, has_reason: bool) -> Decided:
    """Decide; raises MoveNotAllowedError, or ReasonMissingError for an outcome that must be explained.

    What was passed on to protect a child is never told in a message: somebody at home could read it.
    """
    if Move.DECIDE not in _MOVES[status]:
        raise MoveNotAllowedError(status)
    if needs_reason(outcome) and not has_reason:
        raise ReasonMissingError
    return Decided(_AFTER[outcome], outcome is not Outcome.SAFEGUARDING_PASSED_ON)


def needs_reason(outcome: Outcome) -> bool:
    """Tell whether an outcome must be explained to the family."""
    return outcome in _NEEDS_REASON
