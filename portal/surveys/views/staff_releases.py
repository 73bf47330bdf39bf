"""Releasing figures, for commissioners: choose rounds, see exact beside published, release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.disclosure.shapes import EVERYBODY, Key, both
from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _, format_number
from portal.infra.i18n import lazy as _l
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.surveys.queries.releases import releases
from portal.surveys.queries.rounds import responses_by_channel, rounds
from portal.surveys.rules.releases import (
    Layout,
    Refusal,
    ReleasedTable,
    ReleaseLayouts,
    ReleaseRefusedError,
    refusal_of,
)
from portal.surveys.rules.rounds import Channel, Round
from portal.surveys.rules.themes import CodeBook
from portal.surveys.services.releases import Prepared, note_preview, prepare, publish
from portal.surveys.views.release_tables import ShownRelease, columns_of, rows_of, shown_release, shown_table

bp = Blueprint("survey_releasing", __name__, url_prefix="/surveys/releases")

REFUSALS: Mapping[Refusal, str] = {
    Refusal.NO_ROUND: _l("Choose at least one round of this survey."),
    Refusal.OPEN: _l("A round is still open. Figures can be released from the day after its last day."),
    Refusal.IMPORTED: _l(
        "Answers of a round came from a file. They may be made up for testing, so they are never released as findings."
    ),
    Refusal.TOO_FEW: _l("Fewer than 5 people answered. Nothing is released of so few."),
    Refusal.NOT_SAFE: _l(
        "These figures beside those of earlier releases would tell what a few people said. "
        "Release them with more rounds."
    ),
    Refusal.COUNTED_OTHERWISE: _l(
        "The answers of a round that was released are counted otherwise now. Ask the people who run the portal to look."
    ),
    Refusal.CHANGED: _l("Somebody answered or released figures in between. Look at the figures again."),
}


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One layout with the rounds that can be chosen for it; `imported` are over too, and are never released."""

    layout: Layout
    rounds: tuple[Round, ...]
    imported: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One table with the exact number and what is published of it, cell by cell."""

    code: str
    title: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What would be released, or why nothing is."""

    layout: Layout
    codes: tuple[str, ...]
    people: int
    tables: tuple[PreviewTable, ...]
    refusal: str
    form: ActionForm
    seen: str = ""
    unread: tuple[str, ...] = ()


@bp.get("")
@requires(Role.COMMISSIONER)
def overview() -> ResponseReturnValue:
    """List what can be released and what was."""
    with reading() as session:
        known, channels, earlier = rounds(session), responses_by_channel(session), releases(session)
    rows = [_layout_row(layout, known, channels) for layout in content(ReleaseLayouts).layouts]
    found: list[ShownRelease] = [shown_release(one, with_tables=False) for one in earlier]
    return render_template("surveys/releasing/list.html", rows=rows, releases=found)


@bp.get("/<layout_code>/preview")
@requires(Role.COMMISSIONER, fresh=True)
def preview(layout_code: str) -> ResponseReturnValue:
    """Show exact numbers beside what would be published; the look is on record before anything is shown."""
    layout, codes = _layout(layout_code), request.args.getlist("round")
    with unit_of_work() as session:
        note_preview(session, now=now(), actor=str(current_actor().user_id), layout=layout)
    return _shown(layout, codes)


@bp.post("/<layout_code>/release")
@requires(Role.COMMISSIONER, fresh=True)
def release(layout_code: str) -> ResponseReturnValue:
    """Release the figures; somebody who has not confirmed sees them again."""
    layout, codes = _layout(layout_code), request.form.getlist("round")
    if not ActionForm().validate_on_submit() or "sure" not in request.form:
        return _shown(layout, codes, _l("Tick that you have looked at every table."))
    try:
        prepared = _prepared(layout, codes)
        if request.form.get("seen") != prepared.seen:
            raise ReleaseRefusedError(Refusal.CHANGED)
        with unit_of_work() as session:
            publish(session, now=now(), actor=str(current_actor().user_id), prepared=prepared)
    except ReleaseRefusedError as error:
        return _shown(layout, codes, REFUSALS[error.reason])
    return see_other("survey_releasing.overview")


def _shown(layout: Layout, codes: Sequence[str], fault: str = "") -> ResponseReturnValue:
    try:
        prepared = _prepared(layout, codes)
    except ReleaseRefusedError as error:
        page = PreviewPage(layout, tuple(codes), 0, (), REFUSALS[error.reason], ActionForm())
        return render_template("surveys/releasing/preview.html", page=page), 409
    tables = tuple(_preview_table(table, prepared) for table in prepared.tables)
    unread = tuple(_(one.title) for one in layout.tables if one.themes in prepared.unread)
    page = PreviewPage(
        layout, tuple(codes), prepared.people, tables, fault, ActionForm(), prepared.seen, unread
    )
    return render_template("surveys/releasing/preview.html", page=page), 422 if fault else 200


def _prepared(layout: Layout, codes: Sequence[str]) -> Prepared:
    """Count and protect; it takes some seconds and holds no lock meanwhile."""
    questionnaire = content(Questionnaires).named(layout.questionnaire)
    with reading() as session:
        return prepare(
            session,
            today=today(),
            questionnaire=questionnaire,
            book=content(CodeBook),
            layout=layout,
            codes=codes,
        )


def _preview_table(table: ReleasedTable, prepared: Prepared) -> PreviewTable:
    plan, shown = table.plan, shown_table(table)
    published = [[cell.number for cell in row.cells] for row in shown.rows]
    rows, columns = rows_of(plan), columns_of(plan)
    cells = []
    for place, (row, label) in enumerate(rows):
        line = []
        for number, (column, _name) in enumerate(columns):
            row_key: Key = EVERYBODY if row is None else ((plan.rows.asked.code, row),)
            by = plan.columns.asked.code if plan.columns else ""
            key = row_key if column is None else both(row_key, ((by, column),))
            line.append((format_number(prepared.exact[key]), published[place][number] if published else "–"))
        cells.append((label, tuple(line)))
    return PreviewTable(
        plan.code, shown.title, shown.notes, tuple(name for _code, name in columns), tuple(cells)
    )


def _layout(code: str) -> Layout:
    found = content(ReleaseLayouts).named(code)
    if found is None:
        raise NotFoundError
    return found


def _layout_row(
    layout: Layout, known: Sequence[Round], channels: Mapping[int, Mapping[Channel, int]]
) -> LayoutRow:
    by_refusal: dict[Refusal | None, list[Round]] = {}
    for one in known:
        by_refusal.setdefault(refusal_of([one], channels, layout, today()), []).append(one)
    # Too few answers of one round can be enough together with those of another.
    offered = (*by_refusal.get(None, ()), *by_refusal.get(Refusal.TOO_FEW, ()))
    return LayoutRow(layout, offered, tuple(by_refusal.get(Refusal.IMPORTED, ())))
