"""The queue in clear: what stands here names or describes no child."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from portal.infra.db import UtcDateTime
from portal.referrals.models import Referral, SealedSubmission
from portal.referrals.queries.rows import COLUMNS, QueueRow, row_of
from portal.referrals.rules.clock import FAMILY_STEPS, TEAM_STEPS
from portal.referrals.rules.triage import OPEN

PAGE_SIZE = 50
OVERDUE, UNANSWERED, NEWS, URGENT = "overdue", "unanswered", "news", "urgent"
NOBODY, MINE = 0, -1


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is shown; empty means all.

    `state` is "open", "ended", "all" or a status; `attention` is what calls for somebody ("overdue", "unanswered",
    "news", "urgent"); `assignee` is the number of an account, 0 for nobody. -1 means whoever reads: the view puts
    the number in.
    """

    state: str = "open"
    district: str = ""
    age_band: str = ""
    tier: int | None = None
    programme: str = ""
    flag: str = ""
    kind: str = ""
    route: str = ""
    attention: str = ""
    assignee: int | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of the queue, by key: what comes before and after is asked for by a reference."""

    rows: Sequence[QueueRow]
    total: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open requests there are, and how many of them call for somebody."""

    open: int
    urgent: int
    overdue: int
    unanswered: int
    news: int
    mine: int
    unassigned: int


def _overdue(today: date) -> ColumnElement[bool]:
    return and_(Referral.status.in_(TEAM_STEPS), Referral.step_due < today)


def _unanswered(today: date) -> ColumnElement[bool]:
    return and_(Referral.status.in_(FAMILY_STEPS), Referral.step_due < today)


def _conditions(wanted: QueueFilter, today: date) -> Iterator[ColumnElement[bool]]:
    if wanted.state == "open":
        yield Referral.status.in_(OPEN)
    elif wanted.state == "ended":
        yield Referral.status.not_in(OPEN)
    elif wanted.state != "all":
        yield Referral.status == wanted.state
    for column, value in (
        (Referral.district, wanted.district),
        (Referral.age_band, wanted.age_band),
        (Referral.programme, wanted.programme),
        (Referral.kind, wanted.kind),
        (Referral.route, wanted.route),
        (Referral.tier, wanted.tier),
    ):
        if value:
            yield column == value
    if wanted.flag:
        # Flags are a short list of plain codes, stored as JSON text on both databases.
        yield cast(Referral.flags, String).contains(f'"{wanted.flag}"', autoescape=True)
    if wanted.assignee is not None:
        # Half of all are nobody's: no index of its own helps there.
        yield func.coalesce(Referral.assignee_id, NOBODY) == wanted.assignee
    if wanted.attention:
        yield _calls(today)[wanted.attention]


def _calls(today: date) -> dict[str, ColumnElement[bool]]:
    return {
        OVERDUE: _overdue(today),
        UNANSWERED: _unanswered(today),
        NEWS: Referral.has_news.is_(True),
        URGENT: Referral.is_urgent.is_(True),
    }


def _rank(today: date) -> tuple[Any, ...]:
    """Give the order of the queue: urgent first, then what is overdue or has news of the family, then oldest."""
    is_raised = or_(_overdue(today), Referral.has_news.is_(True))
    return (
        case((Referral.is_urgent.is_(True), 0), else_=1).label("urgent"),
        case((is_raised, 0), else_=1).label("raised"),
        Referral.received_at.label("received"),
        Referral.id.label("number"),
    )


def _ranked(wanted: QueueFilter, today: date) -> Any:
    """Give the rank of each request that is wanted, and how many there are, by one look over them.

    ix_referral_queue holds all that this needs, but for flags: the rows themselves are wide.
    """
    total = func.count().over().label("total")
    return select(*_rank(today), total).where(*_conditions(wanted, today)).subquery("ranked")


def queue(session: Session, wanted: QueueFilter, today: date, *, after: str = "", before: str = "") -> Slice:
    """Give a page of the queue, the first one or that after or before a reference."""
    ranked = _ranked(wanted, today)
    order = (ranked.c.urgent, ranked.c.raised, ranked.c.received, ranked.c.number)
    key = _key_of(session, before or after, today) if before or after else None
    is_back = bool(before) and key is not None
    query = select(ranked.c.number, ranked.c.total)
    if key is not None:
        place = tuple_(*order)
        query = query.where(place < key if is_back else place > key)
    query = query.order_by(*((part.desc() for part in order) if is_back else order))
    found = session.execute(query.limit(PAGE_SIZE + 1)).all()
    rows = _rows(session, [row.number for row in found[:PAGE_SIZE]])
    if is_back:
        rows.reverse()
    has_more = len(found) > PAGE_SIZE
    first, last = (rows[0].reference, rows[-1].reference) if rows else (None, None)
    return Slice(
        rows=rows,
        total=found[0].total if found else 0,
        before=first if (has_more if is_back else key is not None) else None,
        after=last if is_back or has_more else None,
    )


def _rows(session: Session, numbers: Sequence[int]) -> list[QueueRow]:
    """Give the rows of these numbers, in their order."""
    wanted = select(Referral.id, *COLUMNS).where(Referral.id.in_(numbers))
    found = {row.id: row for row in session.execute(wanted)}
    return [row_of(found[number]) for number in numbers]


def _key_of(session: Session, reference: str, today: date) -> Any:
    """Give where a referral stands in the order; None for one that is not there any more."""
    found = session.execute(select(*_rank(today)).where(Referral.reference == reference)).first()
    if found is None:
        return None
    return tuple_(
        literal(found.urgent),
        literal(found.raised),
        literal(found.received, UtcDateTime()),
        literal(found.number),
    )


def counts(session: Session, today: date, user_id: int) -> Counts:
    """Give what the queue says above its list, by one look over the open requests."""
    calls = _calls(today)
    parts = (
        calls[URGENT],
        calls[OVERDUE],
        calls[UNANSWERED],
        calls[NEWS],
        Referral.assignee_id == user_id,
        Referral.assignee_id.is_(None),
    )
    sums = (func.coalesce(func.sum(case((part, 1), else_=0)), 0) for part in parts)
    found = session.execute(select(func.count(), *sums).where(Referral.status.in_(OPEN))).one()
    return Counts(*map(int, found))


def unopened(session: Session) -> int:
    """Give how many submissions wait for the worker, failed ones included."""
    waiting = select(func.count()).select_from(SealedSubmission).where(SealedSubmission.opened_at.is_(None))
    return session.scalar(waiting) or 0
