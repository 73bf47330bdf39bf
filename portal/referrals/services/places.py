"""Offering a place, and what ends an offer: the family's answer, the day that is over, staff who take it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portal.infra.clock import in_london
from portal.infra.sealing import Vault
from portal.referrals.models import CaseQuestion, PlaceOffer, Referral, WaitingListEntry
from portal.referrals.queries.places import last_wait, open_offer
from portal.referrals.rules.grounds import Grounds
from portal.referrals.rules.messages import (
    MORE_INFORMATION,
    PLACE_OFFER_LAPSED,
    PLACE_OFFER_REMINDER,
    PLACE_OFFERED,
)
from portal.referrals.rules.offers import Answer, EndOfWait, For, OfferEndedError, OfferWords
from portal.referrals.rules.triage import Move, Status
from portal.referrals.services.casework import keep_decision
from portal.referrals.services.moving import (
    DECLINED,
    LAPSED,
    WORKER,
    Work,
    day_for,
    end_wait,
    held,
    hold,
    move_by_family,
    move_by_staff,
    new_place,
    recorded,
    recorded_by,
    seen,
)
from portal.referrals.services.telling import tell_family


@dataclass(frozen=True, slots=True)
class NewOffer:
    """A place to offer; `outcome` is the decision that it becomes when the family takes it."""

    about: For
    words: OfferWords
    answer_by: date
    outcome: str
    record: str = ""


def offer_place(session: Session, work: Work, *, now: datetime, new: NewOffer) -> bool:
    """Offer a place, and tell whether a message goes out; the time on a waiting list ends with it.

    Raises MoveNotAllowedError or ChangedMeanwhileError.
    """
    found = held(session, work)
    before = Status(found.status)
    move_by_staff(session, found, Move.OFFER_PLACE, now=now, clocks=work.clocks)
    end_wait(session, found, EndOfWait.OFFERED, now)
    place = new_place("place_offer", "words")
    session.add(
        PlaceOffer(
            referral_id=found.id,
            programme=new.about.programme,
            activity=new.about.activity,
            words=work.vault.encrypt(new.words.as_bytes(), place),
            place=place,
            offered_by=work.actor.name,
            offered_at=now,
            answer_by=new.answer_by,
        )
    )
    found.step_due, found.outcome = new.answer_by, new.outcome
    found.programme = new.about.programme or found.programme
    grounds = Grounds(record=new.record)
    keep_decision(session, work, found, before, now=now, outcome=new.outcome, grounds=grounds)
    session.flush()
    told = _tell(session, found, work.vault, PLACE_OFFERED, new.answer_by, now)
    recorded_by(session, now, work, found, "place_offered", "offer", "status")
    return told


def answer_on_phone(session: Session, work: Work, *, now: datetime, answer: Answer, is_end: bool) -> None:
    """Write down what a family said on the phone about its offer, or take the offer back.

    `is_end`: the family wants nothing more, so its request is taken back. Raises OfferEndedError.
    """
    found = held(session, work)
    offer = offer_to_answer(session, found, None)
    if offer is None:
        raise OfferEndedError
    end_offer(session, found, offer, answer, now=now, is_end=is_end)
    seen(found)
    session.flush()
    tell_family(session, now=now, found=found, vault=work.vault, kind=None, values={})
    recorded_by(session, now, work, found, f"place_{answer.value}", "offer", "status")


def offer_to_answer(session: Session, found: Referral, offer_id: int | None) -> PlaceOffer | None:
    """Give the offer that waits for an answer; None when it has ended, or is not the one that was answered."""
    offer = open_offer(session, found.id)
    return offer if offer and offer_id in {None, offer.id} else None


def end_offer(
    session: Session,
    found: Referral,
    offer: PlaceOffer,
    answer: Answer,
    *,
    now: datetime,
    is_end: bool = False,
) -> None:
    """End an offer: taken, or back to where the family waited before, or to triage when it did not wait."""
    offer.answer, offer.answered_at = answer, now
    if answer is Answer.ACCEPTED:
        move_by_family(session, found, Move.TAKE_PLACE, now=now)
        found.decided_at = now
        return
    found.outcome = None
    if is_end:
        move_by_family(session, found, Move.WITHDRAW, now=now)
        return
    waited = last_wait(session, found.id)
    news = {Answer.DECLINED: DECLINED, Answer.LAPSED: LAPSED}.get(answer, "")
    move_by_family(session, found, Move.WAIT_AGAIN if waited else Move.END_OFFER, now=now, news=news)
    if waited:
        # With its old day, so that nobody loses a place in the line by saying no to one offer.
        session.add(
            WaitingListEntry(
                referral_id=found.id,
                programme=waited.programme,
                activity=waited.activity,
                joined_at=waited.joined_at,
            )
        )


def lapse_offers(session: Session, *, now: datetime, vault: Vault, most: int = 50) -> int:
    """End the offers whose day is over, and give how many; the worker runs it, again and again."""
    today, done = in_london(now).date(), 0
    for found, offer in _waiting(session, PlaceOffer.answer_by < today, most):
        if open_offer(session, hold(session, found).id) is not offer:
            continue
        end_offer(session, found, offer, Answer.LAPSED, now=now)
        session.flush()
        _tell(session, found, vault, PLACE_OFFER_LAPSED, None, now)
        recorded(
            session, now=now, actor=WORKER, found=found, action="place_lapsed", fields=["offer", "status"]
        )
        done += 1
    return done


def remind_of_offers(
    session: Session, *, now: datetime, vault: Vault, remind_until: date, most: int = 50
) -> int:
    """Remind once of each offer that is to be answered up to a day, and give how many."""
    is_due = (PlaceOffer.answer_by <= remind_until) & PlaceOffer.reminded_at.is_(None)
    done = 0
    for found, offer in _waiting(session, is_due, most):
        offer.reminded_at = now
        # An offer that was made with less time than that needs no reminder on the same day.
        if in_london(offer.offered_at).date() == in_london(now).date():
            continue
        _tell(session, found, vault, PLACE_OFFER_REMINDER, offer.answer_by, now)
        recorded(session, now=now, actor=WORKER, found=found, action="place_reminded", fields=["offer"])
        done += 1
    return done


def remind_of_questions(
    session: Session, *, now: datetime, vault: Vault, asked_before: datetime, most: int = 50
) -> int:
    """Remind once of questions that were asked before a moment and are still open, and give how many families."""
    is_due = (
        CaseQuestion.answer.is_(None)
        & CaseQuestion.reminded_at.is_(None)
        & (CaseQuestion.asked_at < asked_before)
        & (Referral.status == Status.MORE_INFO_NEEDED)
    )
    found_rows = session.execute(
        select(Referral, CaseQuestion)
        .join(CaseQuestion, CaseQuestion.referral_id == Referral.id)
        .where(is_due)
        .order_by(CaseQuestion.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    families = {}
    for found, question in found_rows:
        question.reminded_at = now
        families[found.id] = found
    for found in families.values():
        tell_family(session, now=now, found=found, vault=vault, kind=MORE_INFORMATION, values={})
        recorded(
            session, now=now, actor=WORKER, found=found, action="question_reminded", fields=["questions"]
        )
    return len(families)


def _waiting(
    session: Session, is_due: ColumnElement[bool], most: int
) -> Iterator[tuple[Referral, PlaceOffer]]:
    rows = session.execute(
        select(Referral, PlaceOffer)
        .join(PlaceOffer, PlaceOffer.referral_id == Referral.id)
        .where(PlaceOffer.answer.is_(None), is_due)
        .order_by(PlaceOffer.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    yield from ((found, offer) for found, offer in rows)


def _tell(
    session: Session, found: Referral, vault: Vault, kind: str, day: date | None, now: datetime
) -> bool:
    values = {"day": day_for(found, day)} if day else {}
    return tell_family(session, now=now, found=found, vault=vault, kind=kind, values=values)
