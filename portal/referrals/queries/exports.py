"""Reading for case systems: which requests a batch takes, and what goes into its file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.core.tiers import OfferTier
from portal.referrals.models import Child, ExportBatch, ExportRow, Referral, TierChange
from portal.referrals.rules.layouts import Cases, Layout

PAGE_SIZE = 200


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as the page lists it."""

    id: int
    layout: str
    made_at: datetime
    made_by: str
    count: int


def batches(session: Session, most: int) -> tuple[BatchRow, ...]:
    """Give the latest batches, newest first."""
    count = select(func.count()).where(ExportRow.batch_id == ExportBatch.id).scalar_subquery()
    found = session.execute(select(ExportBatch, count).order_by(ExportBatch.id.desc()).limit(most))
    return tuple(BatchRow(row.id, row.layout, row.made_at, row.made_by, number) for row, number in found)


def batch_named(session: Session, number: int) -> BatchRow:
    """Give a batch by its number; raises NotFoundError."""
    row = session.get(ExportBatch, number)
    if row is None:
        raise NotFoundError
    count = session.scalar(select(func.count()).where(ExportRow.batch_id == row.id)) or 0
    return BatchRow(row.id, row.layout, row.made_at, row.made_by, count)


def changed_count(session: Session, layout: Layout) -> int:
    """Count the requests that changed since the last batch of a layout."""
    return session.scalar(select(func.count()).select_from(_changed(layout).subquery())) or 0


def changed_pages(session: Session, layout: Layout) -> Iterator[Sequence[tuple[int, int]]]:
    """Give id and number of changes of the requests that changed since the last batch, page by page."""
    last = 0
    while found := session.execute(
        _changed(layout).where(Referral.id > last).order_by(Referral.id).limit(PAGE_SIZE)
    ).all():
        yield [(number, count) for number, count in found]
        last = found[-1][0]


def ids_of_batch(session: Session, number: int, after: int) -> Sequence[int]:
    """Give a page of the ids of the requests of a batch, those after an id; empty at the end."""
    chosen = select(ExportRow.referral_id).where(ExportRow.batch_id == number, ExportRow.referral_id > after)
    return session.scalars(chosen.order_by(ExportRow.referral_id).limit(PAGE_SIZE)).all()


def _changed(layout: Layout) -> Select[int, int]:
    """Choose what no batch of the layout holds as it is now: a change of the child's record counts too."""
    changes = Referral.changes + func.coalesce(Child.changes, 0)
    newest = (
        select(ExportRow.referral_id, func.max(ExportRow.batch_id).label("batch_id"))
        .join(ExportBatch, ExportBatch.id == ExportRow.batch_id)
        .where(ExportBatch.layout == layout.code)
        .group_by(ExportRow.referral_id)
        .subquery()
    )
    sent = ExportRow
    chosen = (
        select(Referral.id, changes)
        .outerjoin(Child, Child.id == Referral.child_id)
        .outerjoin(newest, newest.c.referral_id == Referral.id)
        .outerjoin(sent, and_(sent.batch_id == newest.c.batch_id, sent.referral_id == newest.c.referral_id))
        .where((sent.changes.is_(None)) | (sent.changes != changes))
    )
    return chosen.where(_is_step_up()) if layout.cases is Cases.STEP_UP else chosen


def _is_step_up() -> ColumnElement[bool]:
    """Tell whether a request was handed over for an assessment, with the family's agreement."""
    return (
        select(TierChange.id)
        .where(
            TierChange.referral_id == Referral.id,
            TierChange.to_tier == OfferTier.SPECIALIST,
            TierChange.family_agreed_on.is_not(None),
        )
        .exists()
    )
