"""Reading answers for everybody, and questions for editors only."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.allowance.models import AllowanceAnswer, AllowanceQuestion
from portal.allowance.rules.allowed import AllowanceRules, Allowed, Answered
from portal.allowance.rules.questions import OpenQuestion, State
from portal.allowance.rules.years import FinancialYear
from portal.infra.clock import in_london
from portal.infra.paging import Paged
from portal.infra.sealing import Opener, SealError

QUESTIONS_ON_A_PAGE = 50
# More answers than this belong into the file; a page that shows them all stays readable.
MOST_ANSWERS = 200


def info_of(question_key: str) -> bytes:
    """Name the place of sealed words, so that they cannot be moved to another question."""
    return f"allowance_question:{question_key}".encode()


def answers_shown(session: Session, rules: AllowanceRules, year: FinancialYear) -> tuple[Answered, ...]:
    """Give the answers of a year that its file does not have yet, the newest first."""
    file = rules.years.get(year)
    return tuple(answer for answer in _on_the_page(session, year) if not answer.is_in(file))


def all_answers(session: Session) -> tuple[Answered, ...]:
    """Give all answers that an editor has not taken off the page, those of the latest year first."""
    return tuple(_on_the_page(session, None))


def answer_to(session: Session, question_key: str) -> Answered | None:
    """Give the answer that somebody gave to a question."""
    wanted = select(AllowanceAnswer).where(AllowanceAnswer.question_key == question_key)
    row = session.scalar(wanted)
    return _answered(row) if row else None


def state_of(session: Session, question_key: str) -> State | None:
    """Tell where a question stands; None when there is no such question."""
    state = session.scalar(select(AllowanceQuestion.state).where(AllowanceQuestion.key == question_key))
    return State(state) if state else None


def open_question(session: Session, opener: Opener, question_key: str) -> OpenQuestion | None:
    """Open one question; None when it is closed or not there."""
    row = session.get(AllowanceQuestion, question_key)
    return _opened(row, opener) if row and row.sealed is not None else None


def open_questions(session: Session, opener: Opener, number: int) -> Paged[OpenQuestion]:
    """Open one page of the questions that wait, the oldest day first; within a day the order is random."""
    waiting = select(AllowanceQuestion).where(AllowanceQuestion.state == State.OPEN)
    total = session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
    rows = session.scalars(
        waiting.order_by(AllowanceQuestion.asked_on, AllowanceQuestion.key)
        .limit(QUESTIONS_ON_A_PAGE)
        .offset((number - 1) * QUESTIONS_ON_A_PAGE)
    )
    return Paged([_opened(row, opener) for row in rows], total, number, QUESTIONS_ON_A_PAGE)


def all_open_questions(session: Session, opener: Opener) -> Iterator[OpenQuestion]:
    """Open every question that waits, in pages by key, so that no long cursor stays open."""
    last = ""
    waiting = select(AllowanceQuestion).where(AllowanceQuestion.state == State.OPEN)
    while rows := session.scalars(
        waiting.where(AllowanceQuestion.key > last).order_by(AllowanceQuestion.key).limit(QUESTIONS_ON_A_PAGE)
    ).all():
        yield from (_opened(row, opener) for row in rows)
        last = rows[-1].key
        session.expunge_all()


def _on_the_page(session: Session, year: FinancialYear | None) -> Sequence[Answered]:
    wanted = select(AllowanceAnswer).where(AllowanceAnswer.off_at.is_(None)).limit(MOST_ANSWERS)
    if year is not None:
        wanted = wanted.where(AllowanceAnswer.year == year.code)
    ordered = wanted.order_by(
        AllowanceAnswer.year.desc(), AllowanceAnswer.answered_at.desc(), AllowanceAnswer.id.desc()
    )
    return [_answered(row) for row in session.scalars(ordered)]


def _answered(row: AllowanceAnswer) -> Answered:
    year = FinancialYear.parse(row.year)
    assert year is not None, "only an editor's form writes the year, as a code"
    return Answered(
        id=row.id,
        year=year,
        question=row.question,
        allowed=Allowed(row.allowed),
        reason=row.reason,
        item_code=row.item_code,
        answered_on=in_london(row.answered_at).date(),
    )


def _opened(row: AllowanceQuestion, opener: Opener) -> OpenQuestion:
    try:
        words = opener.open(row.sealed or b"", info_of(row.key)).decode()
    except SealError:
        # One damaged row must not hide all the others from the person who reads.
        words = "(these words cannot be opened)"
    return OpenQuestion(row.key, FinancialYear.parse(row.year or ""), row.asked_on, words)
