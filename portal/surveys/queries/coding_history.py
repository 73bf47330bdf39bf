"""Who coded, merged and undid what, and when: read from the audit trail and from the merges themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.audit.queries import entries_about
from portal.infra.clock import in_london
from portal.surveys.queries.themes import added_themes, all_merges
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.themes import ThemeGroup

# Under which codings stand in the audit trail; looks have another name, so that nobody reads thousands of them here.
CODING = "survey_coding"


class Act(StrEnum):
    """What somebody did; the first three are named like this in the audit trail."""

    CODED = "survey.coded"
    CHANGED = "survey.coding_changed"
    CLEARED = "survey.coding_cleared"
    ADDED = "added"
    MERGED = "merged"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act with its moment; codings of one person on one day are one line with their number and the last moment.

    `codes` are the themes that were added, or merged: from, into.
    """

    at: datetime
    who: str
    act: Act
    number: int = 1
    codes: tuple[str, ...] = ()


def history(session: Session, round_: Round, group: ThemeGroup) -> Sequence[HistoryLine]:
    """Give what was done in a group: codings of the round, and themes and merges of all rounds; the newest first."""
    lines = [*_codings(session, round_, group), *_themes(session, group)]
    return sorted(lines, key=lambda line: (line.at, line.act), reverse=True)


def coding_subject(round_: Round, group: ThemeGroup) -> str:
    """Name a group of a round for the audit trail, which names no respondent."""
    return f"{round_.id}/{group.code}"


def _codings(session: Session, round_: Round, group: ThemeGroup) -> Iterator[HistoryLine]:
    days: dict[tuple[date, str, str], list[datetime]] = {}
    for entry in entries_about(session, CODING, coding_subject(round_, group)):
        day = in_london(entry.happened_at).date()
        days.setdefault((day, entry.actor, entry.action), []).append(entry.happened_at)
    for (_day, actor, action), moments in days.items():
        yield HistoryLine(max(moments), actor, Act(action), len(moments))


def _themes(session: Session, group: ThemeGroup) -> Iterator[HistoryLine]:
    for added in added_themes(session, group.audience, group.code):
        yield HistoryLine(added.added_at, added.added_by, Act.ADDED, codes=(added.theme.code,))
    for merge in all_merges(session, group.audience, group.code):
        codes = (merge.from_code, merge.into_code)
        yield HistoryLine(merge.merged_at, merge.merged_by, Act.MERGED, codes=codes)
        if merge.undone_at and merge.undone_by:
            yield HistoryLine(merge.undone_at, merge.undone_by, Act.UNDONE, codes=codes)
