"""Putting together what a family reads of its request, on the staff side, where it can be read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.infra.clock import in_london
from portal.infra.sealing import Vault
from portal.referrals.models import Referral
from portal.referrals.queries.cases import decisions_of, details_of, questions_of
from portal.referrals.queries.places import Offer, offers_of, open_wait
from portal.referrals.rules.family import (
    FamilyDecision,
    FamilyOffer,
    FamilyQuestion,
    FamilyView,
    FamilyWait,
    masked,
)
from portal.referrals.rules.offers import Answer
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import Status

_DECIDED = frozenset({Status.ACCEPTED, Status.CLOSED, Status.WAITING_LIST})


def family_view(session: Session, found: Referral, vault: Vault) -> FamilyView:
    """Give what the family may read; nothing of notes, flags, colleagues or worries about a child is in it."""
    details = details_of(found, vault)
    view = first_view(found, details["answers"] if details else {})
    offers = offers_of(session, found.id, vault)
    return replace(
        view,
        questions=tuple(
            FamilyQuestion(
                id=one.id,
                question=one.question,
                asked_on=_day(one.asked_at),
                answer=one.answer,
                answered_on=_day(one.answered_at) if one.answered_at else None,
            )
            for one in questions_of(session, found.id, vault)
        ),
        offers=tuple(_offer(one, found) for one in offers),
        wait=_wait(session, found),
        decision=_decision(session, found, vault) if view.status in _DECIDED else None,
    )


def first_view(found: Referral, said: Mapping[str, Any]) -> FamilyView:
    """Give what the family may read before the team has written anything to it."""
    status = Status(found.status)
    return FamilyView(
        reference=found.reference,
        kind=Kind(found.kind),
        status=status,
        received_on=_day(found.received_at),
        since=_day(found.step_since),
        next_by=_next_by(found, status),
        first_name=str(said.get("child_first_name") or ""),
        reached_at=tuple(masked(str(said[name])) for name in ("email", "phone") if said.get(name)),
        is_written_to=said.get("safe_message") == "yes",
        questions=(),
        offers=(),
        wait=None,
        decision=None,
    )


def _next_by(found: Referral, status: Status) -> date | None:
    """Give the day that the family was promised, or the one by which it is to answer."""
    if status is Status.SUBMITTED:
        return found.contact_due
    return found.step_due


def _offer(one: Offer, found: Referral) -> FamilyOffer:
    is_taken = one.answer is Answer.ACCEPTED and Status(found.status) is Status.ACCEPTED
    is_theirs = is_taken and one.answered_at is not None and one.answered_at >= found.step_since
    return FamilyOffer(one.id, one.words, one.answer_by, one.answer, is_theirs)


def _wait(session: Session, found: Referral) -> FamilyWait | None:
    row = open_wait(session, found.id)
    return FamilyWait(row.programme, row.activity, _day(row.joined_at)) if row else None


def _decision(session: Session, found: Referral, vault: Vault) -> FamilyDecision | None:
    """Give the decision on which the request stands: the last one with its outcome, so never one that is silent."""
    same = [one for one in decisions_of(session, found.id, vault) if one.outcome == found.outcome]
    if not same or found.outcome is None:
        return None
    last = same[-1]
    return FamilyDecision(
        outcome=last.outcome,
        decided_on=_day(last.decided_at),
        reason=last.grounds.reason,
        alternatives=last.grounds.alternatives,
        activities=last.grounds.activities,
        words=last.grounds.family,
    )


def _day(moment: datetime) -> date:
    return in_london(moment).date()
