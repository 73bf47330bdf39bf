"""One line of the queue, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.places.rules import Places
from portal.referrals.queries.rows import QueueRow
from portal.referrals.rules.routes import Kind
from portal.referrals.views.staff_words import FLAGS, ROUTES, STATUSES, in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A request as the queue shows it; `mark` is what the page knew of it, for whoever gives it to somebody."""

    row: QueueRow
    mark: str
    status: str
    district: str
    age: str
    route: str
    flags: tuple[str, ...]
    assignee: str
    is_mine: bool
    is_overdue: bool
    is_unanswered: bool

    @property
    def is_call(self) -> bool:
        """Tell whether a family wants to be rung."""
        return self.row.kind is Kind.CALL


def line_of(row: QueueRow, today: date, people: Mapping[int, str], actor_id: int) -> Line:
    """Put a request into words."""
    districts = {entry.code: _(entry.label) for entry in content(Places).districts}
    return Line(
        row=row,
        mark=f"{row.reference} {row.changes}",
        status=in_words(STATUSES, row.status),
        district=in_words(districts, row.district),
        age=row.age_band.replace("_", " ").replace("-", _(" to ")),
        route=in_words(ROUTES, row.route),
        flags=tuple(in_words(FLAGS, flag) for flag in row.flags if flag != "urgent"),
        assignee=people.get(row.assignee_id or 0, _("Somebody who left") if row.assignee_id else ""),
        is_mine=row.assignee_id == actor_id,
        is_overdue=row.is_overdue(today),
        is_unanswered=row.is_unanswered(today),
    )
