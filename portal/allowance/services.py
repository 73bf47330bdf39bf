"""Asking the council, answering, setting aside, and taking an answer off the page."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.allowance.models import AllowanceAnswer, AllowanceQuestion
from portal.allowance.queries import answer_to, info_of
from portal.allowance.rules.questions import Answer, State, WhyAside, WhyOff, question_key
from portal.allowance.rules.years import FinancialYear
from portal.audit.services import record
from portal.core.errors import PortalError
from portal.infra.clock import in_london

# Seals words for the staff side: plain text and the name of its place.
Seal = Callable[[bytes, bytes], bytes]
_QUESTION, _QUESTIONS, _ANSWER = "allowance_question", "allowance-questions", "allowance_answer"


class QuestionClosedError(PortalError):
    """Somebody else has answered the question, or set it aside."""


def ask_council(
    session: Session, *, now: datetime, form_key: str, words: str, year: FinancialYear | None, seal: Seal
) -> bool:
    """Keep a question with its date only, once however often a form is sent; tell whether it is new."""
    key = question_key(form_key, words, year)
    row = AllowanceQuestion(
        key=key,
        year=year.code if year else None,
        asked_on=in_london(now).date(),
        state=State.OPEN,
        sealed=seal(words.encode(), info_of(key)),
    )
    try:
        # The families' role may not read the table, so the key itself says that this form was here before.
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    record(session, now=now, action="allowance.asked", subject_type=_QUESTION, subject=_QUESTIONS)
    return True


def answer_question(session: Session, *, now: datetime, actor: str, key: str, answer: Answer) -> None:
    """Publish an answer and forget the family's words; raises QuestionClosedError when somebody was faster.

    The same answer a second time is the same press of the button, and changes nothing.
    """
    if not _closed(session, key, State.ANSWERED, None):
        if _is_same(session, key, answer):
            return
        raise QuestionClosedError("the question is closed")
    row = AllowanceAnswer(
        question_key=key,
        year=answer.year.code,
        question=answer.question,
        allowed=answer.allowed.value,
        reason=answer.reason,
        item_code=answer.item_code,
        answered_at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        now=now,
        action="allowance.answered",
        subject_type=_ANSWER,
        subject=str(row.id),
        actor=actor,
        fields=("question", "allowed", "reason", "year"),
    )


def set_aside(session: Session, *, now: datetime, actor: str, key: str, why: WhyAside) -> None:
    """Close a question without an answer and forget its words; raises QuestionClosedError when it is closed."""
    if not _closed(session, key, State.SET_ASIDE, why):
        raise QuestionClosedError("the question is closed")
    action = f"allowance.set_aside.{why.value}"
    record(session, now=now, action=action, subject_type=_QUESTION, subject=_QUESTIONS, actor=actor)


def take_off_page(session: Session, *, now: datetime, actor: str, number: int, why: WhyOff) -> bool:
    """Take an answer off the page; tell whether it still stood there."""
    standing = AllowanceAnswer.id == number, AllowanceAnswer.off_at.is_(None)
    changed = session.execute(
        update(AllowanceAnswer)
        .where(*standing)
        .values(off_at=now, why_off=why.value)
        .returning(AllowanceAnswer.id)
    ).scalar()
    if changed is None:
        return False
    action = f"allowance.off_page.{why.value}"
    record(session, now=now, action=action, subject_type=_ANSWER, subject=str(number), actor=actor)
    return True


def note_look(session: Session, *, now: datetime, actor: str, what: str) -> None:
    """Record that somebody read or took away questions; without this record nothing is shown."""
    action = f"allowance.questions_{what}"
    record(session, now=now, action=action, subject_type=_QUESTION, subject=_QUESTIONS, actor=actor)


def _closed(session: Session, key: str, state: State, why: WhyAside | None) -> bool:
    """Close an open question; of two people at once, the database lets one do it."""
    changed = session.execute(
        update(AllowanceQuestion)
        .where(AllowanceQuestion.key == key, AllowanceQuestion.state == State.OPEN.value)
        .values(state=state.value, why_aside=why.value if why else None, sealed=None)
        .returning(AllowanceQuestion.key)
        .execution_options(synchronize_session=False)
    ).scalar()
    return changed is not None


def _is_same(session: Session, key: str, answer: Answer) -> bool:
    given = answer_to(session, key)
    if given is None:
        return False
    said = Answer(given.year, given.question, given.allowed, given.reason, given.item_code)
    return said == answer
