"""Released tables in words: one text for each cell, from which page, chart, CSV and document are made alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.core.disclosure.shapes import NOT_ANSWERED
from portal.infra.i18n import _, format_day, format_number, ngettext
from portal.surveys.rules.releases import (
    Axis,
    ReleasedTable,
    ReleaseRead,
    TablePlan,
    is_of_themes,
    percent_in,
    value_of,
)
from portal.surveys.rules.rounds import Audience
from portal.surveys.views.charts import Chart, Row, chart_of


@dataclass(frozen=True, slots=True)
class ShownCell:
    """The number and the percent of one cell, or the one mark of all hidden ones in both."""

    number: str
    percent: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row; the first row of a table is everybody."""

    label: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table as everybody sees it; one that is withheld has no rows."""

    id: str
    title: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    charts: tuple[Chart, ...]

    @property
    def has_hidden(self) -> bool:
        """Tell whether the mark needs to be explained here."""
        return any(cell.is_hidden for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """A whole release in words."""

    code: str
    title: str
    who: str
    days: str
    people: str
    released: str
    tables: tuple[ShownTable, ...]


def shown_release(release: ReleaseRead, *, with_tables: bool = True) -> ShownRelease:
    """Put a release into words of the current language."""
    return ShownRelease(
        code=release.code,
        title=_(release.title),
        who=who_answered(release.audience),
        days=_(
            "%(first)s to %(last)s", first=format_day(release.first_day), last=format_day(release.last_day)
        ),
        people=ngettext("%(n)s person answered.", "%(n)s people answered.", release.people),
        released=format_day(release.released_at.date()),
        tables=tuple(map(shown_table, release.tables)) if with_tables else (),
    )


def who_answered(audience: Audience) -> str:
    """Name those who answered."""
    return {
        Audience.PARENTS: _("Parents and carers of disabled children"),
        Audience.YOUNG_PEOPLE: _("Children and young people"),
        Audience.PROVIDERS: _("Organisations that run short breaks"),
    }[audience]


def hidden_mark() -> str:
    """Give what stands in place of every hidden number, whatever the reason."""
    return _("hidden")


def why_hidden() -> tuple[str, ...]:
    """Explain the mark in plain words."""
    return (
        _("Some numbers are hidden, so that nobody can be found in them."),
        _(
            "We hide every number from 1 to 4. We hide some other numbers too, so that nobody can work out a small one."
        ),
        _("All of them look the same. 0 is always shown where a table is."),
    )


def columns_of(plan: TablePlan) -> list[tuple[str | None, str]]:
    """Give the code and the words of each column; the first is everybody."""
    return [(None, _("Everybody")), *(_answers(plan.columns) if plan.columns else ())]


def rows_of(plan: TablePlan) -> list[tuple[str | None, str]]:
    """Give the code and the words of each row; the first is everybody."""
    return [(None, _("Everybody")), *_answers(plan.rows)]


def shown_table(table: ReleasedTable) -> ShownTable:
    """Put one table into words; nothing else decides what is shown."""
    plan = table.plan
    if table.published.is_withheld:
        return ShownTable(plan.code, _(plan.title), (_withheld(),), (), (), ())
    columns = columns_of(plan)
    rows = tuple(
        ShownRow(label, tuple(_cell(table, code, column) for column, _name in columns))
        for code, label in rows_of(plan)
    )
    charts = tuple(_charts(table, columns, rows[1:]))
    return ShownTable(
        plan.code, _(plan.title), tuple(_notes(plan)), tuple(name for _code, name in columns), rows, charts
    )


def _answers(axis: Axis) -> Iterator[tuple[str, str]]:
    yield from ((code, _(label)) for code, label in zip(axis.asked.answers, axis.labels, strict=True))
    yield NOT_ANSWERED, _("Said nothing about this") if is_of_themes(axis) else _("Did not answer")


def _cell(table: ReleasedTable, row: str | None, column: str | None) -> ShownCell:
    number = value_of(table, row, column)
    if number is None:
        return ShownCell(hidden_mark(), hidden_mark(), is_hidden=True)
    percent = None if row is None else percent_in(table, row, column)
    return ShownCell(format_number(number), "" if percent is None else f"{percent}%", is_hidden=False)


def _notes(plan: TablePlan) -> Iterator[str]:
    if is_of_themes(plan.rows):
        yield _("People wrote this in their own words. We read all of it and put together what is alike.")
    if plan.rows.asked.has_several:
        yield _("A person could say several things, so the percentages can add up to more than 100.")
    yield (
        _("Percent is of everybody in the column.")
        if plan.columns
        else _("Percent is of everybody who took part.")
    )


def _withheld() -> str:
    return _(
        "We do not show this table. Too few people said some of these things, and somebody could be found in it."
    )


def _charts(
    table: ReleasedTable, columns: Sequence[tuple[str | None, str]], rows: Sequence[ShownRow]
) -> Iterator[Chart]:
    codes = [code for code, _label in rows_of(table.plan)[1:]]
    for place, (column, name) in enumerate(columns):
        shown = ((row.label, row.cells[place], code) for row, code in zip(rows, codes, strict=True))
        yield chart_of(
            (
                Row(label, percent_in(table, code or "", column), cell.percent or cell.number)
                for label, cell, code in shown
            ),
            name,
        )
