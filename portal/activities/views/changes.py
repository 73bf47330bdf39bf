"""What can be changed in a search: what is chosen, how far, in which order, and what would give more."""

from collections.abc import Iterator
from typing import NamedTuple

from portal.activities.rules.criteria import Criteria, Found, SortOrder, Wider
from portal.activities.rules.facets import DISTANCES
from portal.activities.views.asked import EXACT_FOR, Asked
from portal.activities.views.choices import Lists, labels_of
from portal.activities.views.facet_boxes import count_in_words
from portal.activities.views.here import place_in_words
from portal.infra.i18n import _, format_day, format_weekday, ngettext


class Chip(NamedTuple):
    """A choice that is made, and the address without it."""

    label: str
    address: str


class Option(NamedTuple):
    """One option of a list to choose from."""

    value: str
    label: str
    is_chosen: bool


class Kept(NamedTuple):
    """What a form carries along unseen."""

    name: str
    value: str


class Way(NamedTuple):
    """A way to more results, in words, and where it leads."""

    label: str
    address: str


def chips_of(asked: Asked, lists: Lists) -> Iterator[Chip]:
    """Give what is chosen, each with the search without it."""
    if asked.place is not None:
        place = place_in_words(asked.place)
        label = _("Near %(place)s", place=place)
        if asked.within is not None:
            label = _("Within %(miles)s miles of %(place)s", miles=asked.within, place=place)
        yield Chip(label, asked.without_place().address())
    if asked.on is not None:
        yield Chip(format_day(asked.on, weekday=True), asked.on_date(None).address())
    for facet, codes in asked.chosen.items():
        for code in codes:
            yield Chip(labels_of(facet, lists)[code], asked.without(facet, code).address())
    if asked.with_unknown:
        yield Chip(_("Also where it is not known"), asked.without_unknown().address())


def distances_of(asked: Asked, found: Found) -> Iterator[Option]:
    """Give the distances to choose from, near a place with what each would show."""
    yield Option("", _("Any distance"), asked.within is None)
    for limit in DISTANCES:
        label = _("Within %(miles)s miles", miles=limit)
        if asked.place is not None:
            label = f"{label} ({count_in_words(found.within_counts[limit])})"
        yield Option(str(limit), label, asked.within == limit)


def orders_of(criteria: Criteria, asked: Asked) -> Iterator[Option]:
    """Give the orders to choose from."""
    names = {SortOrder.FIT: _("Best match first")}
    if asked.place is not None:
        names[SortOrder.DISTANCE] = _("Nearest first")
    names |= {SortOrder.NEXT_DATE: _("Next date first"), SortOrder.NEWEST_CHECKED: _("Checked last first")}
    for order, name in names.items():
        is_used = criteria.sort is order
        # The usual order is not a choice: whoever names a place next wants the nearest first.
        value = "" if order is asked.usual_order else order.value
        if is_used and asked.waits_for_place:
            # It is only used until the place is put right.
            value = SortOrder.DISTANCE.value
        yield Option(value, name, is_used)


def kept_of(asked: Asked, *, shows_order: bool) -> Iterator[Kept]:
    """Give what was asked for and stands in no field of the form."""
    if asked.exact and asked.words:
        yield Kept(EXACT_FOR, asked.words)
    if asked.sort is not None and not shows_order:
        yield Kept("sort", asked.sort.value)


def ways_of(asked: Asked, found: Found, lists: Lists) -> Iterator[Way]:
    """Give each way to more results with the number that it leads to."""
    for way in found.wider:
        label, wider = _way(way, asked, lists)
        count = ngettext("%(n)s result", "%(n)s results", way.total)
        yield Way(f"{label}: {count}", wider.address())


def _way(way: Wider, asked: Asked, lists: Lists) -> tuple[str, Asked]:
    if way.facet is not None and way.code is not None:
        labels = labels_of(way.facet, lists)
        if way.is_alone:
            return _("Only “%(choice)s”", choice=labels[way.code]), asked.only(way.facet, way.code)
        return _("Take away “%(choice)s”", choice=labels[way.code]), asked.without(way.facet, way.code)
    if way.within is not None:
        if way.within:
            return _("Look within %(miles)s miles", miles=way.within), asked.at_distance(way.within)
        return _("Look at any distance"), asked.at_distance(None)
    if way.on is not None:
        return _("Look on %(day)s", day=format_weekday(way.on)), asked.on_date(way.on)
    if way.travels_to_you:
        return _("Look online and at your home"), asked.at_home()
    return _("Leave out the words you typed"), asked.without_words()
