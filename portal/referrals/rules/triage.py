"""The moves of a request, as a table: what is not here cannot happen. docs/triage.md shows it as a picture."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.errors import PortalError
from portal.referrals.rules.routes import Kind


class Status(StrEnum):
    """Where a referral stands."""

    SUBMITTED = "submitted"
    IN_TRIAGE = "in_triage"
    MORE_INFO_NEEDED = "more_info_needed"
    WAITING_LIST = "waiting_list"
    PLACE_OFFERED = "place_offered"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Effect(StrEnum):
    """What a decision does to a referral; which decisions there are is content, as each council has its own."""

    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    CLOSED = "closed"
    PASSED_ON = "passed_on"


class Move(StrEnum):
    """What staff, the family or the calendar do to a referral."""

    START = "start"
    ASK_FOR_MORE = "ask_for_more"
    ACCEPT = "accept"
    WAIT = "wait"
    CLOSE = "close"
    PASS_ON = "pass_on"  # noqa: S105  # A move, not a password
    OFFER_PLACE = "offer_place"
    HANDLE_CALL = "handle_call"
    ANSWER = "answer"
    TAKE_PLACE = "take_place"
    END_OFFER = "end_offer"
    WAIT_AGAIN = "wait_again"
    WITHDRAW = "withdraw"
    LOOK_AGAIN = "look_again"


OPEN = (
    Status.SUBMITTED,
    Status.IN_TRIAGE,
    Status.MORE_INFO_NEEDED,
    Status.WAITING_LIST,
    Status.PLACE_OFFERED,
)
ENDED = (Status.ACCEPTED, Status.CLOSED, Status.WITHDRAWN)
DECISIONS = frozenset({Move.ACCEPT, Move.WAIT, Move.CLOSE, Move.PASS_ON})

# A worry about a child is passed on without moving the request: what the family's page says stays as it was, so
# that nobody at home can read from it that a child is protected.
_DECIDED: Mapping[Move, Status] = {
    Move.ACCEPT: Status.ACCEPTED,
    Move.WAIT: Status.WAITING_LIST,
    Move.CLOSE: Status.CLOSED,
    Move.OFFER_PLACE: Status.PLACE_OFFERED,
    Move.WITHDRAW: Status.WITHDRAWN,
}

_REQUEST: Mapping[Status, Mapping[Move, Status]] = {
    Status.SUBMITTED: {
        Move.START: Status.IN_TRIAGE,
        Move.ASK_FOR_MORE: Status.MORE_INFO_NEEDED,
        **_DECIDED,
        Move.PASS_ON: Status.SUBMITTED,
    },
    Status.IN_TRIAGE: {
        Move.ASK_FOR_MORE: Status.MORE_INFO_NEEDED,
        **_DECIDED,
        Move.PASS_ON: Status.IN_TRIAGE,
    },
    Status.MORE_INFO_NEEDED: {
        Move.START: Status.IN_TRIAGE,
        Move.ANSWER: Status.IN_TRIAGE,
        Move.ASK_FOR_MORE: Status.MORE_INFO_NEEDED,
        **_DECIDED,
        Move.PASS_ON: Status.MORE_INFO_NEEDED,
    },
    # A question to a family that waits leaves it on its list.
    Status.WAITING_LIST: {
        Move.ASK_FOR_MORE: Status.WAITING_LIST,
        Move.ANSWER: Status.WAITING_LIST,
        **_DECIDED,
        Move.PASS_ON: Status.WAITING_LIST,
    },
    Status.PLACE_OFFERED: {
        Move.TAKE_PLACE: Status.ACCEPTED,
        Move.END_OFFER: Status.IN_TRIAGE,
        Move.WAIT_AGAIN: Status.WAITING_LIST,
        Move.ANSWER: Status.PLACE_OFFERED,
        Move.PASS_ON: Status.PLACE_OFFERED,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.ACCEPTED: {Move.LOOK_AGAIN: Status.IN_TRIAGE, Move.PASS_ON: Status.ACCEPTED},
    Status.CLOSED: {Move.LOOK_AGAIN: Status.IN_TRIAGE, Move.PASS_ON: Status.CLOSED},
    Status.WITHDRAWN: {Move.LOOK_AGAIN: Status.IN_TRIAGE, Move.PASS_ON: Status.WITHDRAWN},
}

_CALL: Mapping[Status, Mapping[Move, Status]] = {
    Status.SUBMITTED: {
        Move.START: Status.IN_TRIAGE,
        Move.HANDLE_CALL: Status.CLOSED,
        Move.PASS_ON: Status.SUBMITTED,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.IN_TRIAGE: {
        Move.HANDLE_CALL: Status.CLOSED,
        Move.PASS_ON: Status.IN_TRIAGE,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.CLOSED: {Move.LOOK_AGAIN: Status.IN_TRIAGE, Move.PASS_ON: Status.CLOSED},
    Status.WITHDRAWN: {Move.LOOK_AGAIN: Status.IN_TRIAGE, Move.PASS_ON: Status.WITHDRAWN},
}

TABLE: Mapping[Kind, Mapping[Status, Mapping[Move, Status]]] = {Kind.REQUEST: _REQUEST, Kind.CALL: _CALL}

_MOVE_OF: Mapping[Effect, Move] = {
    Effect.ACCEPTED: Move.ACCEPT,
    Effect.WAITING_LIST: Move.WAIT,
    Effect.CLOSED: Move.CLOSE,
    Effect.PASSED_ON: Move.PASS_ON,
}


class MoveNotAllowedError(PortalError):
    """This referral cannot be moved so from where it stands; carries its status."""

    def __init__(self, status: Status) -> None:
        """Keep where the referral stands."""
        self.status = status
        super().__init__(f"not from {status.value}")


class Lack(StrEnum):
    """What a “no” may not be saved without."""

    REASON = "reason"
    ALTERNATIVE = "alternative"
    LIST = "list"


class DecisionIncompleteError(PortalError):
    """A decision lacks what a family must hear; carries everything that is missing."""

    def __init__(self, lacks: Collection[Lack]) -> None:
        """Keep what is missing."""
        self.lacks = frozenset(lacks)
        super().__init__(", ".join(sorted(self.lacks)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What triage can decide; `is_no` when the family does not get what it asked for, now or at all."""

    code: str
    effect: Effect
    is_no: bool = False

    @property
    def is_silent(self) -> bool:
        """Tell whether no message goes out: somebody at home could read that a child is protected."""
        return self.effect is Effect.PASSED_ON

    @property
    def move(self) -> Move:
        """Give the move that this decision makes."""
        return _MOVE_OF[self.effect]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision does: the new status, and whether the family is written to."""

    status: Status
    tells_family: bool


def moves_from(status: Status, kind: Kind = Kind.REQUEST) -> frozenset[Move]:
    """Give the moves that are allowed from a status."""
    return frozenset(TABLE[kind].get(status, {}))


def status_after(status: Status, move: Move, kind: Kind = Kind.REQUEST) -> Status:
    """Give the status after a move; raises MoveNotAllowedError."""
    after = TABLE[kind].get(status, {}).get(move)
    if after is None:
        raise MoveNotAllowedError(status)
    return after


def decide(
    status: Status, outcome: Outcome, *, has_reason: bool, has_alternative: bool, has_list: bool
) -> Decided:
    """Decide; raises MoveNotAllowedError, or DecisionIncompleteError.

    A “no” needs a plain reason and something else that there is; a waiting list needs its programme or activity.
    How to complain and to ask again stands under every decision (content), so it cannot be left out.
    """
    after = status_after(status, outcome.move)
    lacks = set()
    if outcome.is_no and not has_reason:
        lacks.add(Lack.REASON)
    if outcome.is_no and not has_alternative:
        lacks.add(Lack.ALTERNATIVE)
    if outcome.effect is Effect.WAITING_LIST and not has_list:
        lacks.add(Lack.LIST)
    if lacks:
        raise DecisionIncompleteError(lacks)
    return Decided(after, not outcome.is_silent)
