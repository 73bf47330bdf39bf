"""A report as headings, sentences and tables, before it becomes a page, a file, a document or plain text."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.infra.i18n import _, format_day, ngettext
from portal.surveys.rules.awareness import AwarenessReport
from portal.surveys.rules.consultees import ConsulteesReport, GroupReport, Survey
from portal.surveys.rules.counting import AnswerCount
from portal.surveys.rules.rounds import Audience

Cell = str | int


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table; `notes` are sentences that stand above it and below its heading."""

    heading: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole report; `warnings` go before everything, in every format."""

    title: str
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    tables: tuple[SheetTable, ...]


def warnings_of(*, is_synthetic: bool) -> tuple[str, ...]:
    """Give what stands on every inside output."""
    inside = _("Not for publication: these figures are exact, and small numbers can point to a family.")
    return (_("Synthetic test data: not findings."), inside) if is_synthetic else (inside,)


def consultees_sheet(report: ConsulteesReport) -> Sheet:
    """Give the consultees report; each table says its N."""
    return Sheet(
        title=_("Consultees"),
        warnings=warnings_of(is_synthetic=report.is_synthetic),
        notes=(
            *map(_responses, report.surveys),
            _("Tiers asked about: %(tiers)s.", tiers=", ".join(map(str, report.tiers))),
            _("One person can have several themes, and each theme counts a person once."),
            _("Percent is of all responses to that survey, those without a comment among them."),
        ),
        tables=tuple(map(_group, report.groups)),
    )


def awareness_sheet(report: AwarenessReport) -> Sheet:
    """Give the report of awareness and barriers; each table says its N."""
    return Sheet(
        title=_("Awareness and barriers"),
        warnings=warnings_of(is_synthetic=report.survey.is_synthetic),
        notes=(
            _responses(report.survey),
            _("Percent is of the people who answered that question. They could choose several answers."),
        ),
        tables=(_aware(report), _hard(report)),
    )


def audience_name(audience: Audience) -> str:
    """Name those whom a survey asks."""
    return {
        Audience.PARENTS: _("Parents and carers"),
        Audience.YOUNG_PEOPLE: _("Children and young people"),
        Audience.PROVIDERS: _("Providers"),
    }[audience]


def _responses(survey: Survey) -> str:
    number = ngettext("%(n)s response", "%(n)s responses", survey.responses)
    parts = [f"{audience_name(survey.audience)}: {number}"]
    if survey.first and survey.last:
        parts.append(_("%(first)s to %(last)s", first=format_day(survey.first), last=format_day(survey.last)))
    parts.append(", ".join(f"{one.name} ({one.code})" for one in survey.rounds) or _("no round"))
    return "; ".join(parts) + "."


def _group(group: GroupReport) -> SheetTable:
    people = ngettext("N = %(n)s response.", "N = %(n)s responses.", group.responses)
    notes = [people]
    if group.uncoded:
        notes.append(
            ngettext(
                "%(n)s person wrote something that nobody has coded yet.",
                "%(n)s people wrote something that nobody has coded yet.",
                group.uncoded,
            )
        )
    return SheetTable(
        heading=f"{audience_name(group.audience)}: {group.heading}",
        notes=tuple(notes),
        head=(_("Rank"), _("Theme"), _("People"), _("Percent")),
        rows=tuple((row.rank, row.label, row.count, f"{row.percent}%") for row in group.rows),
    )


def _aware(report: AwarenessReport) -> SheetTable:
    notes = [_answered(report.aware_answered)]
    if report.mostly_unknown and report.aware_answered:
        names = "; ".join(programme.label for programme in report.mostly_unknown)
        notes.append(_("Most people had not heard of: %(names)s.", names=names))
    rows: Sequence[tuple[Cell, ...]] = [
        (one.label, one.count, f"{one.percent}%") for one in report.programmes
    ]
    return SheetTable(
        heading=_("Had heard of it"),
        notes=tuple(notes),
        head=(_("Programme"), _("People"), _("Percent")),
        rows=(*rows, *_last(report.heard_of_none)),
    )


def _hard(report: AwarenessReport) -> SheetTable:
    rows: Sequence[tuple[Cell, ...]] = [
        (rank, one.label, one.count, f"{one.percent}%") for rank, one in enumerate(report.barriers, 1)
    ]
    return SheetTable(
        heading=_("What made it hard"),
        notes=(_answered(report.barriers_answered),),
        head=(_("Rank"), _("Barrier"), _("People"), _("Percent")),
        rows=(*rows, *(("", *row) for row in _last(report.nothing_hard))),
    )


def _last(answer: AnswerCount | None) -> tuple[tuple[Cell, ...], ...]:
    return () if answer is None else ((answer.label, answer.count, f"{answer.percent}%"),)


def _answered(number: int) -> str:
    return ngettext("N = %(n)s person who answered.", "N = %(n)s people who answered.", number)
