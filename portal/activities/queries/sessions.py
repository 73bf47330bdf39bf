"""The times of activities, as they were published."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivitySession
from portal.activities.rules.facets import Weekday
from portal.activities.rules.sessions import Timetable

_AT_ONCE = 500
_SESSIONS = select(ActivitySession).order_by(ActivitySession.activity_id, ActivitySession.position)
_SESSIONS_OF = _SESSIONS.where(ActivitySession.activity_id.in_(bindparam("ids", expanding=True)))


def sessions_of(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Timetable, ...]]:
    """Give the sessions of these activities in their order; an activity without any is left out."""
    found: dict[int, tuple[Timetable, ...]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for row in session.scalars(_SESSIONS_OF, {"ids": ids[start : start + _AT_ONCE]}):
            found[row.activity_id] = (*found.get(row.activity_id, ()), _timetable(row))
    return found


def all_sessions(session: Session) -> Mapping[int, tuple[Timetable, ...]]:
    """Give the sessions of all published activities."""
    found: dict[int, tuple[Timetable, ...]] = {}
    for row in session.scalars(_SESSIONS.join(Activity).where(Activity.state == "published")):
        found[row.activity_id] = (*found.get(row.activity_id, ()), _timetable(row))
    return found


def _timetable(row: ActivitySession) -> Timetable:
    return Timetable(
        days=tuple(day for day in Weekday if day in row.days),
        starts=row.starts,
        ends=row.ends,
        when=row.when_text,
        time_bands=tuple(row.time_bands),
        seasons=tuple(row.seasons),
        every_weeks=row.every_weeks,
        weeks_of_month=tuple(row.weeks_of_month),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        dates=tuple(map(date.fromisoformat, row.dates)),
        except_dates=tuple(map(date.fromisoformat, row.except_dates)),
        on_bank_holidays=row.on_bank_holidays,
        by_agreement=row.by_agreement,
    )
