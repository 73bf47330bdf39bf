"""The queue of requests, on the staff face."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.paging import Paged, page_number
from portal.infra.responses import see_other
from portal.places.rules import District, Places
from portal.questionnaires.rules.typed import as_typed
from portal.referrals import queries
from portal.referrals.queries import QueueFilter, QueueRow

bp = Blueprint("referrals_queue", __name__)

_LONGEST_REFERENCE = 60


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue: urgent first, then oldest; `not_found` is a reference that was looked for in vain."""

    rows: Paged[QueueRow]
    wanted: QueueFilter
    districts: tuple[District, ...]
    unopened: int
    today: date
    not_found: str


@bp.get("/referrals")
@requires(Role.TRIAGE_OFFICER)
def queue() -> ResponseReturnValue:
    """Show the queue."""
    return _shown()


@bp.get("/referrals/find")
@requires(Role.TRIAGE_OFFICER)
def find() -> ResponseReturnValue:
    """Open the request of a reference that a family reads out on the telephone, however it was typed."""
    typed = as_typed(request.args.get("reference", ""))[:_LONGEST_REFERENCE]
    try:
        with reading() as session:
            found = queries.referral_of(session, typed).reference
    except NotFoundError:
        return _shown(not_found=typed)
    return see_other("referrals_staff.case", reference=found)


def _shown(not_found: str = "") -> ResponseReturnValue:
    state = request.args.get("state", "open")
    districts = content(Places).districts
    district = request.args.get("district", "")
    wanted = QueueFilter(
        state if state in {"open", "decided", "all"} else "open",
        district if district in {"elsewhere", "not_sure", *(entry.code for entry in districts)} else "",
    )
    with reading() as session:
        rows = queries.queue(session, wanted, page_number(request.args))
        waiting = queries.unopened(session)
    page = QueuePage(rows, wanted, districts, waiting, today(), not_found)
    return render_template("referrals/queue.html", page=page)
