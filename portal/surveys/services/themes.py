"""Adding a theme, merging one into another, and undoing a merge."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import NotFoundError, PortalError
from portal.surveys.models import AddedTheme, ThemeMerge
from portal.surveys.queries.themes import group_here, standing_merges
from portal.surveys.rules.coding import MergeFault, merge_fault
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook, Theme, ThemeGroup, new_code

_THEMES = "survey_themes"


class MergeError(PortalError):
    """A theme cannot be merged like that; `fault` says why."""

    def __init__(self, fault: MergeFault) -> None:
        """Keep the reason."""
        super().__init__(fault.value)
        self.fault = fault


def add_theme(
    session: Session, *, now: datetime, actor: str, book: CodeBook, group: ThemeGroup, label: str
) -> tuple[Theme, bool]:
    """Add a theme and tell whether it is new; one with the same label is given as it is.

    Two people who add the same theme at once both get the one that came first.
    """
    while (found := group.labelled(label)) is None:
        theme = Theme(new_code(label, group.codes), label)
        if _added(session, now, actor, group, theme):
            record(
                session,
                now=now,
                action="survey.theme_added",
                subject_type=_THEMES,
                subject=_subject(group),
                actor=actor,
                fields=(theme.code,),
            )
            return theme, True
        group = group_here(session, book, group.audience, group.code)
    return found, False


def merge_themes(
    session: Session, *, now: datetime, actor: str, group: ThemeGroup, from_code: str, into_code: str
) -> None:
    """Count a theme as another from now on, in all rounds of the audience; raises MergeError."""
    # First, because here the second of two people waits for the first, and so sees what the first has merged: without
    # it, one could merge A into B while another merges B into A.
    record(
        session,
        now=now,
        action="survey.themes_merged",
        subject_type=_THEMES,
        subject=_subject(group),
        actor=actor,
        fields=(from_code, into_code),
    )
    merges = standing_merges(session, group.audience, group.code)
    fault = merge_fault(from_code, into_code, merges, group.codes)
    if fault:
        raise MergeError(fault)
    session.add(
        ThemeMerge(
            audience=group.audience.value,
            group=group.code,
            from_code=from_code,
            into_code=into_code,
            merged_by=actor,
            merged_at=now,
        )
    )


def undo_merge(
    session: Session, *, now: datetime, actor: str, audience: Audience, group: str, merge_id: int
) -> bool:
    """Count a merged theme for itself again; tell whether the merge still stood. Raises NotFoundError."""
    row = session.get(ThemeMerge, merge_id)
    if row is None or (row.audience, row.group) != (audience.value, group):
        raise NotFoundError
    undone = session.execute(
        update(ThemeMerge)
        .where(ThemeMerge.id == merge_id, ThemeMerge.undone_at.is_(None))
        .values(undone_by=actor, undone_at=now)
        .returning(ThemeMerge.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    if undone is None:
        return False
    record(
        session,
        now=now,
        action="survey.merge_undone",
        subject_type=_THEMES,
        subject=f"{audience.value}/{group}",
        actor=actor,
        fields=(row.from_code, row.into_code),
    )
    return True


def _subject(group: ThemeGroup) -> str:
    return f"{group.audience.value}/{group.code}"


def _added(session: Session, now: datetime, actor: str, group: ThemeGroup, theme: Theme) -> bool:
    """Add the row; tell whether its code was still free."""
    row = AddedTheme(
        audience=group.audience.value,
        group=group.code,
        code=theme.code,
        label=theme.label,
        added_by=actor,
        added_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
