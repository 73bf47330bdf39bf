"""Files for the council's case systems, on the staff face."""

import csv
import io
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.csv_cells import MARK, safe_cell
from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.referrals.content.case_systems import CaseSystems
from portal.referrals.content.hours import HoursRules
from portal.referrals.queries.export_values import Lookup, values_of
from portal.referrals.queries.exports import BatchRow, batches, changed_count, ids_of_batch
from portal.referrals.rules.layouts import Layout, cell
from portal.referrals.services.exports import make_batch, take_batch

bp = Blueprint("export_batches", __name__)

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class LayoutCard:
    """A layout and how many requests its next batch has."""

    layout: Layout
    changed: int


@dataclass(frozen=True, slots=True)
class ListedBatch:
    """A batch in the list; without its layout it cannot be taken any more."""

    batch: BatchRow
    title: str
    can_take: bool


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """All layouts and the latest batches; `made` is the one that was made just now."""

    layouts: tuple[LayoutCard, ...]
    batches: tuple[ListedBatch, ...]
    made: int | None
    is_empty: bool
    error: str


@bp.get("/exports")
@requires(Role.TRIAGE_OFFICER, fresh=True)
def exports() -> ResponseReturnValue:
    """Show the layouts and the batches."""
    return _shown()


@bp.post("/exports/<layout>")
@requires(Role.TRIAGE_OFFICER, fresh=True)
def make(layout: str) -> ResponseReturnValue:
    """Make a batch of what changed since the last one."""
    chosen = content(CaseSystems).named(layout)
    if chosen is None:
        raise NotFoundError
    form = ActionForm()
    if not form.validate_on_submit():
        return _shown(error=str(form.csrf_token.errors[0]))
    with unit_of_work() as session:
        number = make_batch(session, now=now(), actor=current_actor(), layout=chosen)
    if number is None:
        return see_other("export_batches.exports", made="none")
    return see_other("export_batches.exports", made=number)


@bp.get("/exports/batches/<int:number>.csv")
@requires(Role.TRIAGE_OFFICER, fresh=True)
def take(number: int) -> ResponseReturnValue:
    """Give the file of a batch; taken again it has the same requests. The taking is recorded first."""
    with unit_of_work() as session:
        batch = take_batch(session, now=now(), actor=current_actor(), number=number)
    layout = content(CaseSystems).named(batch.layout)
    if layout is None:
        raise NotFoundError
    response = Response(_file(layout, number), mimetype="text/csv")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{layout.code}-{batch.id}-not-for-publication.csv"'
    )
    return response


def _file(layout: Layout, number: int) -> str:
    """Write a file page by page, each in a transaction of its own, so that none stays open over the export."""
    out = io.StringIO()
    if layout.byte_order_mark:
        out.write(MARK)
    writer = csv.writer(out)
    writer.writerow([safe_cell(column.header) for column in layout.columns])
    lookup = Lookup(keys().vault, content(HoursRules).years, today())
    after = 0
    while True:
        with reading() as session:
            ids = ids_of_batch(session, number, after)
            values = values_of(session, ids, layout, lookup)
        if not ids:
            return out.getvalue()
        for row in values:
            writer.writerow([safe_cell(cell(column, row.get(column.field))) for column in layout.columns])
        after = ids[-1]


def _shown(error: str = "") -> ResponseReturnValue:
    systems = content(CaseSystems)
    with reading() as session:
        cards = tuple(LayoutCard(layout, changed_count(session, layout)) for layout in systems.layouts)
        held = batches(session, _SHOWN)
    listed = []
    for batch in held:
        layout = systems.named(batch.layout)
        title = layout.name if layout else _("%(code)s (no longer in use)", code=batch.layout)
        listed.append(ListedBatch(batch, title, layout is not None))
    made = request.args.get("made", "") if request.method == "GET" else ""
    number = next((one.batch.id for one in listed if str(one.batch.id) == made), None)
    page = ExportsPage(cards, tuple(listed), number, made == "none", error)
    return render_template("referrals/exports.html", page=page)
