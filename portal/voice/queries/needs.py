"""Counting and reading unmet needs, for commissioners only."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.activities.rules.facets import Facet
from portal.infra.paging import Paged
from portal.infra.sealing import Opener, SealError
from portal.voice.models import ToldDiagnosis, UnmetNeed, UnmetNeedChoice, UnmetNeedText
from portal.voice.rules.needs import Cell, Counts, Period, SaidBy, ToldCell, ToldCounts

_BATCH = 500
WORDS_ON_A_PAGE = 50


def info_of(need_key: str) -> bytes:
    """Name the place of a sealed text, so that it cannot be moved to another need."""
    return f"unmet_need_text:{need_key}".encode()


def counts(session: Session, period: Period) -> Counts:
    """Count the needs of a period by area, and by area and what was named."""
    by_area = select(UnmetNeed.area, func.count()).where(*_told_in(period)).group_by(UnmetNeed.area)
    areas = dict(session.execute(by_area).all())
    by_choice = (
        select(UnmetNeed.area, UnmetNeedChoice.kind, UnmetNeedChoice.code, func.count())
        .join(UnmetNeed, UnmetNeedChoice.need_key == UnmetNeed.key)
        .where(*_told_in(period))
        .group_by(UnmetNeed.area, UnmetNeedChoice.kind, UnmetNeedChoice.code)
    )
    rows = session.execute(by_choice)
    return Counts(areas, tuple(Cell(area, Facet(kind), code, number) for area, kind, code, number in rows))


def words(session: Session, opener: Opener, period: Period, number: int) -> Paged[str]:
    """Open one page of what people wrote; the order is that of random keys."""
    joined = UnmetNeedText.need_key == UnmetNeed.key
    total = session.scalar(
        select(func.count()).select_from(UnmetNeedText).join(UnmetNeed, joined).where(*_told_in(period))
    )
    rows = session.scalars(
        select(UnmetNeedText)
        .join(UnmetNeed, joined)
        .where(*_told_in(period))
        .order_by(UnmetNeedText.need_key)
        .limit(WORDS_ON_A_PAGE)
        .offset((number - 1) * WORDS_ON_A_PAGE)
    )
    return Paged([_opened(row, opener) for row in rows], total or 0, number, WORDS_ON_A_PAGE)


def all_words(session: Session, opener: Opener, period: Period) -> Iterator[str]:
    """Open everything that people wrote, in pages by key, so that no long cursor stays open."""
    last = ""
    while True:
        rows = session.scalars(
            select(UnmetNeedText)
            .join(UnmetNeed, UnmetNeedText.need_key == UnmetNeed.key)
            .where(UnmetNeedText.need_key > last, *_told_in(period))
            .order_by(UnmetNeedText.need_key)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        yield from (_opened(row, opener) for row in rows)
        last = rows[-1].need_key
        session.expunge_all()


def told_counts(session: Session, period: Period) -> ToldCounts:
    """Count who told families that they need a diagnosis, by month, area and role."""
    table = ToldDiagnosis
    # Days are few and are put into months here, because the databases name months in different ways.
    by_day = select(table.told_on, table.area, table.said_by, func.count()).where(
        *_within(table.told_on, period)
    )
    numbers: dict[tuple[date, str | None, str], int] = {}
    rows = session.execute(by_day.group_by(table.told_on, table.area, table.said_by))
    for day, area, said_by, number in rows:
        place = (day.replace(day=1), area, said_by)
        numbers[place] = numbers.get(place, 0) + number
    ordered = sorted(numbers.items(), key=lambda pair: tuple(str(part or "") for part in pair[0]))
    return ToldCounts(
        tuple(ToldCell(month, area, SaidBy(said_by), number) for (month, area, said_by), number in ordered)
    )


def _told_in(period: Period) -> Iterator[ColumnElement[bool]]:
    return _within(UnmetNeed.told_on, period)


def _within(day: InstrumentedAttribute[date], period: Period) -> Iterator[ColumnElement[bool]]:
    if period.first is not None:
        yield day >= period.first
    if period.last is not None:
        yield day <= period.last


def _opened(row: UnmetNeedText, opener: Opener) -> str:
    try:
        return opener.open(row.sealed, info_of(row.need_key)).decode()
    except SealError:
        # One damaged row must not hide all the others from the person who reads.
        return "(these words cannot be opened)"
