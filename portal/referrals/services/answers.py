"""What a family's reply does to its request; the worker applies it, or staff who are on the phone with it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.infra.sealing import Vault
from portal.referrals.models import CaseQuestion, Referral
from portal.referrals.queries.cases import answer_place
from portal.referrals.rules.messages import WITHDRAWN
from portal.referrals.rules.offers import Answer, EndOfWait
from portal.referrals.rules.triage import Move, MoveNotAllowedError, Status
from portal.referrals.services.moving import (
    ANSWERED,
    ASKED_AGAIN,
    FAMILY,
    end_wait,
    hold,
    move_by_family,
    new_place,
    recorded,
)
from portal.referrals.services.places import end_offer, offer_to_answer
from portal.referrals.services.telling import tell_family


def take_answer(
    session: Session, *, now: datetime, found: Referral, vault: Vault, question_id: int | None, text: str
) -> None:
    """Take the answer to a question; once none is open it is the team's turn, and the queue shows it.

    Without a question, or with one that is not this family's, the words are kept as something the family wrote.
    An answer that comes too late, or twice, is kept too: nothing that a family writes is lost.
    """
    hold(session, found)
    row = _question(session, found, question_id)
    if row is None or row.answer is not None:
        row = _unasked(session, found, now, vault, row)
    row.answer, row.answered_at = vault.encrypt(text.encode(), answer_place(row)), now
    session.flush()
    is_answered = not session.scalars(
        select(CaseQuestion.id).where(CaseQuestion.referral_id == found.id, CaseQuestion.answer.is_(None))
    ).first()
    try:
        if not is_answered:
            raise MoveNotAllowedError(Status(found.status))
        move_by_family(session, found, Move.ANSWER, now=now, news=ANSWERED)
    except MoveNotAllowedError:
        _with_news(found, ANSWERED)
    tell_family(session, now=now, found=found, vault=vault, kind=None, values={})
    recorded(session, now=now, actor=FAMILY, found=found, action="answered", fields=["answer"])


def _question(session: Session, found: Referral, question_id: int | None) -> CaseQuestion | None:
    if question_id is None:
        return None
    return session.scalar(
        select(CaseQuestion).where(CaseQuestion.id == question_id, CaseQuestion.referral_id == found.id)
    )


def _unasked(
    session: Session, found: Referral, now: datetime, vault: Vault, asked: CaseQuestion | None
) -> CaseQuestion:
    """Give a row for words to which no question is open: what was asked stands above them, if anything was."""
    place = new_place("case_question", "question")
    question = vault.decrypt(asked.question, asked.place) if asked else b""
    row = CaseQuestion(
        referral_id=found.id,
        asked_by=asked.asked_by if asked else FAMILY,
        asked_at=asked.asked_at if asked else now,
        question=vault.encrypt(question, place),
        place=place,
    )
    session.add(row)
    return row


def withdraw(session: Session, *, now: datetime, found: Referral, vault: Vault, by: str) -> None:
    """Take a request back; `by` is "family", or the number of an officer whom the family told on the phone.

    A second time, or after the end, changes nothing.
    """
    hold(session, found)
    try:
        move_by_family(session, found, Move.WITHDRAW, now=now)
    except MoveNotAllowedError:
        return
    end_wait(session, found, EndOfWait.WITHDRAWN, now)
    if offer := offer_to_answer(session, found, None):
        offer.answer, offer.answered_at = Answer.DECLINED, now
    session.flush()
    tell_family(session, now=now, found=found, vault=vault, kind=WITHDRAWN, values={})
    recorded(session, now=now, actor=by, found=found, action="withdrawn", fields=["status"])


def answer_offer(
    session: Session, *, now: datetime, found: Referral, vault: Vault, offer_id: int, is_accepted: bool
) -> None:
    """Take or decline a place; an offer that has ended meanwhile stays so, and staff see that the family wrote."""
    hold(session, found)
    offer = offer_to_answer(session, found, offer_id)
    answer = Answer.ACCEPTED if is_accepted else Answer.DECLINED
    if offer is None:
        _with_news(found, ANSWERED)
    else:
        end_offer(session, found, offer, answer, now=now)
    session.flush()
    tell_family(session, now=now, found=found, vault=vault, kind=None, values={})
    recorded(session, now=now, actor=FAMILY, found=found, action=f"place_{answer.value}", fields=["offer"])


def look_again(session: Session, *, now: datetime, found: Referral, vault: Vault, text: str) -> None:
    """Look at a request again because the family asks for it; its words stand with the answers."""
    hold(session, found)
    row = _unasked(session, found, now, vault, None)
    row.answer, row.answered_at = vault.encrypt(text.encode(), answer_place(row)), now
    try:
        move_by_family(session, found, Move.LOOK_AGAIN, now=now, news=ASKED_AGAIN)
    except MoveNotAllowedError:
        _with_news(found, ASKED_AGAIN)
    session.flush()
    tell_family(session, now=now, found=found, vault=vault, kind=None, values={})
    recorded(session, now=now, actor=FAMILY, found=found, action="look_again", fields=["words", "status"])


def _with_news(found: Referral, news: str) -> None:
    found.has_news = True
    found.changes += 1
    if news not in found.flags:
        found.flags = [*found.flags, news]
