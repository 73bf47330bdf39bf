"""Counts of unmet needs put into the words of the code lists, as tables of a page and rows of a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.activities.rules.facets import Facet
from portal.activities.views.choices import Lists
from portal.infra.i18n import _
from portal.voice.rules.needs import KINDS, Counts
from portal.voice.views.choices import areas, kinds

_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A name with its numbers."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under their heads."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def by_area_and_type(counts: Counts, lists: Lists) -> Table:
    """Give how many messages each area sent, and how many of them name each of the most wanted things."""
    labels = dict(kinds(lists)[Facet.TYPE])
    codes = tuple(counts.of_kind(Facet.TYPE))[:_MOST_COLUMNS]
    lines = [
        Line(label, (counts.areas.get(area, 0), *(counts.at(area, Facet.TYPE, code) for code in codes)))
        for area, label in _area_labels(counts, lists).items()
    ]
    whole = Line(_("All areas"), (counts.total, *(counts.of_kind(Facet.TYPE)[code] for code in codes)))
    heads = (_("Messages"), *(labels.get(code, code) for code in codes))
    return Table(_("Areas and what is missing most"), heads, (*lines, whole))


def by_kind(counts: Counts, lists: Lists) -> tuple[Table, ...]:
    """Give what was named of each kind, the most frequent first."""
    offered = kinds(lists)
    return tuple(
        Table(title, (_("Messages"),), tuple(_named(counts.of_kind(kind), dict(offered[kind]))))
        for kind, title in _titles().items()
    )


def rows_of(counts: Counts, lists: Lists) -> Iterator[tuple[str, str, str, int]]:
    """Give area, what it is about, what was named and how often: first all messages, then each code."""
    titles, offered = _titles(), kinds(lists)
    for area, label in _area_labels(counts, lists).items():
        yield label, _("All messages"), "", counts.areas.get(area, 0)
        for kind in KINDS:
            for code in counts.of_kind(kind):
                number = counts.at(area, kind, code)
                if number:
                    yield label, titles[kind], dict(offered[kind]).get(code, code), number


def _titles() -> dict[Facet, str]:
    titles = (
        _("What to do"),
        _("Support needed"),
        _("Age"),
        _("Access"),
        _("Day"),
        _("Time of day"),
        _("Time of year"),
    )
    return dict(zip(KINDS, titles, strict=True))


def _named(numbers: Mapping[str, int], labels: Mapping[str, str]) -> Iterator[Line]:
    return (Line(labels.get(code, code), (number,)) for code, number in numbers.items())


def _area_labels(counts: Counts, lists: Lists) -> dict[str | None, str]:
    """Give every area in order, those of earlier code lists after them, and last the messages without one."""
    known: dict[str | None, str] = dict(areas(lists))
    gone = sorted(area for area in counts.areas if area is not None and area not in known)
    return {**known, **{area: area for area in gone}, None: _("Not said")}
