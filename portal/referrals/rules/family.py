"""What a family reads of its request, and what it can do about it: codes and plain facts, worded by the page."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.referrals.rules.offers import Answer, OfferWords
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import ENDED, OPEN, Move, Status, moves_from

# Of a phone number that much shows which one it is; of an address its first letter and where it is.
_DIGITS_SHOWN = 3


class ReplyKind(StrEnum):
    """What a family can do on its page."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"
    CONTACT = "contact"
    ACCEPT_PLACE = "accept_place"
    DECLINE_PLACE = "decline_place"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True, slots=True)
class FamilyQuestion:
    """A question of the team with the family's answer, or words that the family wrote unasked (no question)."""

    id: int
    question: str
    asked_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class FamilyOffer:
    """A place that was offered; without an answer the family still has until `answer_by`.

    `is_theirs`: it was taken, and nobody has looked at the request anew since.
    """

    id: int
    words: OfferWords
    answer_by: date
    answer: Answer | None
    is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class FamilyWait:
    """What the family waits for: a programme (code), an activity (its address name), or both."""

    programme: str | None
    activity: str | None
    since: date


@dataclass(frozen=True, slots=True)
class FamilyDecision:
    """A decision in codes of content; `words` are what the team writes to this family alone."""

    outcome: str
    decided_on: date
    reason: str
    alternatives: tuple[str, ...]
    activities: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A request as its family sees it; `next_by` is the day by which the next thing happens, None at the end.

    `first_name` tells the requests of two children apart; `reached_at` are masked addresses.
    """

    reference: str
    kind: Kind
    status: Status
    received_on: date
    since: date
    next_by: date | None
    first_name: str
    reached_at: tuple[str, ...]
    is_written_to: bool
    questions: tuple[FamilyQuestion, ...] = ()
    offers: tuple[FamilyOffer, ...] = ()
    wait: FamilyWait | None = None
    decision: FamilyDecision | None = None

    @property
    def open_questions(self) -> tuple[FamilyQuestion, ...]:
        """Give the questions that wait for an answer."""
        return tuple(one for one in self.questions if one.answered_on is None)

    @property
    def open_offer(self) -> FamilyOffer | None:
        """Give the place that waits for an answer."""
        return next((one for one in self.offers if one.answer is None), None)

    @property
    def place(self) -> FamilyOffer | None:
        """Give the place that the family has taken."""
        return next((one for one in self.offers if one.is_theirs), None)

    def as_bytes(self) -> bytes:
        """Give the form that is encrypted for the family."""
        return json.dumps(asdict(self), default=date.isoformat).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "FamilyView":
        """Read a view."""
        read: dict[str, Any] = json.loads(stored)
        wait, decision = read["wait"], read["decision"]
        return cls(
            **{
                **read,
                "kind": Kind(read["kind"]),
                "status": Status(read["status"]),
                **{name: _day(read[name]) for name in ("received_on", "since", "next_by")},
                "reached_at": tuple(read["reached_at"]),
                "questions": tuple(_question(one) for one in read["questions"]),
                "offers": tuple(_offer(one) for one in read["offers"]),
                "wait": FamilyWait(**{**wait, "since": _day(wait["since"])}) if wait else None,
                "decision": _decision(decision) if decision else None,
            }
        )


def replies_allowed(view: FamilyView) -> frozenset[ReplyKind]:
    """Give what a family can do where its request stands; the worker looks again when it applies a reply."""
    moves = moves_from(view.status, view.kind)
    allowed = set()
    if view.open_questions and view.status in OPEN:
        allowed.add(ReplyKind.ANSWER)
    if view.open_offer and view.status is Status.PLACE_OFFERED:
        allowed |= {ReplyKind.ACCEPT_PLACE, ReplyKind.DECLINE_PLACE}
    if Move.WITHDRAW in moves:
        allowed.add(ReplyKind.WITHDRAW)
    if Move.LOOK_AGAIN in moves and view.status in ENDED:
        allowed.add(ReplyKind.LOOK_AGAIN)
    if view.status is not Status.WITHDRAWN:
        allowed.add(ReplyKind.CONTACT)
    return frozenset(allowed)


def masked(address: str) -> str:
    """Give so much of an address that its owner knows it, and no one else can use it."""
    name, at, where = address.partition("@")
    if at:
        return f"{name[:1]}…@{where}"
    return f"… {address[-_DIGITS_SHOWN:]}"


def view_place(reference: str) -> str:
    """Name the place to which the view of a request is bound."""
    return f"family_status:{reference}:view"


def status_key_place(reference: str) -> str:
    """Name the place to which the key of a family's page is bound."""
    return f"referral:{reference}:status_key"


def session_key_place(reference: str) -> str:
    """Name the place to which that key is bound in a family's session."""
    return f"family_session:{reference}:wrapped_key"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _question(read: Mapping[str, Any]) -> FamilyQuestion:
    days = {name: _day(read[name]) for name in ("asked_on", "answered_on")}
    return FamilyQuestion(**{**read, **days})


def _offer(read: Mapping[str, Any]) -> FamilyOffer:
    return FamilyOffer(
        id=read["id"],
        words=OfferWords(**read["words"]),
        answer_by=date.fromisoformat(read["answer_by"]),
        answer=Answer(read["answer"]) if read["answer"] else None,
        is_theirs=read.get("is_theirs", False),
    )


def _decision(read: Mapping[str, Any]) -> FamilyDecision:
    lists = {name: tuple(read[name]) for name in ("alternatives", "activities")}
    return FamilyDecision(**{**read, **lists, "decided_on": date.fromisoformat(read["decided_on"])})
