"""Who tells families that they need a diagnosis: for commissioners, exact, and each look is on record."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.i18n import _, format_month
from portal.voice.queries import needs as queries
from portal.voice.rules.needs import SaidBy, ToldCounts
from portal.voice.services.needs import note_look_at_told
from portal.voice.views.choices import areas, lists_here, roles
from portal.voice.views.export import told_csv
from portal.voice.views.staff_period import PeriodAsked, in_words, read_period
from portal.voice.views.staff_tables import Line, Table

bp = Blueprint("told_staff", __name__)
ADDRESS, _FILE = "/told-a-diagnosis", "/told-a-diagnosis.csv"


@dataclass(frozen=True, slots=True)
class ToldPage:
    """All counts of a period."""

    asked: PeriodAsked
    days: str
    total: int
    table: Table
    file: str


@bp.get(ADDRESS)
@requires(Role.COMMISSIONER)
def told() -> ResponseReturnValue:
    """Show who tells families so, by month."""
    asked = read_period(request.args)
    counts = _counts(asked, "counts_seen")
    page = ToldPage(asked, in_words(asked.period), counts.total, _by_role(counts), asked.address(_FILE))
    return render_template("voice/told_counts.html", page=page)


@bp.get(_FILE)
@requires(Role.COMMISSIONER)
def told_file() -> ResponseReturnValue:
    """Give the counts as a file."""
    counts = _counts(read_period(request.args), "counts_exported")
    answer = Response(told_csv(_rows(counts)), mimetype="text/csv")
    name = "told-a-diagnosis-not-for-publication.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _counts(asked: PeriodAsked, what: str) -> ToldCounts:
    """Record the look before anything is read: when it cannot be recorded, nothing is shown."""
    with unit_of_work() as session:
        note_look_at_told(session, now=now(), actor=str(current_actor().user_id), what=what)
    with reading() as session:
        return queries.told_counts(session, asked.period)


def _by_role(counts: ToldCounts) -> Table:
    """Give how often each role said it, in each month and altogether."""
    months = counts.months
    lines = [
        Line(label, (counts.at(role), *(counts.at(role, month) for month in months)))
        for role, label in ((SaidBy(code), label) for code, label in roles())
    ]
    whole = Line(_("Everybody"), (counts.total, *(counts.at(month=month) for month in months)))
    heads = (_("All months"), *(format_month(month) for month in months))
    return Table(_("Who said it"), heads, (*lines, whole))


def _rows(counts: ToldCounts) -> Iterator[tuple[str, str, str, int]]:
    """Give month, role, area and number."""
    said, places = dict(roles()), dict(areas(lists_here()))
    for cell in counts.cells:
        area = places.get(cell.area, cell.area) if cell.area else _("Not said")
        yield f"{cell.month:%Y-%m}", said[cell.said_by], area, cell.number
