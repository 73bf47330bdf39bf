"""Reading the themes of a group: those of the file, those that staff added, and what was merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.surveys.models import AddedTheme, ThemeMerge
from portal.surveys.rules.coding import Merge
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook, Theme, ThemeGroup


@dataclass(frozen=True, slots=True)
class MergeRead:
    """A merge with who made it and who undid it; names are those of the audit trail."""

    id: int
    from_code: str
    into_code: str
    merged_by: str
    merged_at: datetime
    undone_by: str | None
    undone_at: datetime | None

    @property
    def merge(self) -> Merge:
        """Give what the counting needs."""
        return Merge(self.from_code, self.into_code)


@dataclass(frozen=True, slots=True)
class AddedRead:
    """A theme that somebody added."""

    theme: Theme
    added_by: str
    added_at: datetime


def group_here(session: Session, book: CodeBook, audience: Audience, code: str) -> ThemeGroup:
    """Give a group with the themes that staff added; raises NotFoundError when the code book has it not."""
    group = book.group(audience, code)
    if group is None:
        raise NotFoundError
    return group.with_themes(added.theme for added in added_themes(session, audience, code))


def added_themes(session: Session, audience: Audience, group: str) -> Sequence[AddedRead]:
    """Give the themes that staff added to a group, the oldest first."""
    of_group = AddedTheme.audience == audience.value, AddedTheme.group == group
    rows = session.scalars(select(AddedTheme).where(*of_group).order_by(AddedTheme.added_at, AddedTheme.code))
    return [AddedRead(Theme(row.code, row.label), row.added_by, row.added_at) for row in rows]


def all_merges(session: Session, audience: Audience, group: str) -> Sequence[MergeRead]:
    """Give all merges of a group, also those that were undone, the oldest first."""
    of_group = ThemeMerge.audience == audience.value, ThemeMerge.group == group
    return [
        MergeRead(
            id=row.id,
            from_code=row.from_code,
            into_code=row.into_code,
            merged_by=row.merged_by,
            merged_at=row.merged_at,
            undone_by=row.undone_by,
            undone_at=row.undone_at,
        )
        for row in session.scalars(select(ThemeMerge).where(*of_group).order_by(ThemeMerge.id))
    ]


def standing_merges(session: Session, audience: Audience, group: str) -> Sequence[Merge]:
    """Give the merges of a group that count now."""
    return [one.merge for one in all_merges(session, audience, group) if one.undone_at is None]
