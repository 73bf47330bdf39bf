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


class Effect(StrEnum):
    """What a decision does to a referral; which decisions there are is content, as each council has its own."""

    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    CLOSED = "closed"
    PASSED_ON = "passed_on"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What triage can decide; a family that gets no short break must hear why."""

    code: str
    effect: Effect
    needs_reason: bool = False

    @property
    def is_silent(self) -> bool:
        """Tell whether no message goes out: somebody at home could read that a child is protected."""
        return self.effect is Effect.PASSED_ON


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

_AFTER: Mapping[Effect, Status] = {
    Effect.ACCEPTED: Status.ACCEPTED,
    Effect.WAITING_LIST: Status.WAITING_LIST,
    Effect.CLOSED: Status.CLOSED,
    Effect.PASSED_ON: Status.CLOSED,
}


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
    """Decide; raises MoveNotAllowedError, or ReasonMissingError for an outcome that must be explained."""
    if Move.DECIDE not in _MOVES[status]:
        raise MoveNotAllowedError(status)
    if outcome.needs_reason and not has_reason:
        raise ReasonMissingError
    return Decided(_AFTER[outcome.effect], not outcome.is_silent)
