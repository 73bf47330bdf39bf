"""The search page: what was asked, what was found, what can be chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from portal.activities.content import Answer
from portal.activities.rules.criteria import PAGE_SIZE, Criteria, Found, SortOrder, Wider
from portal.activities.rules.facets import DISTANCES
from portal.activities.views.asked import ADDRESS, Asked, PlaceProblem
from portal.activities.views.canonical import Canonical, canonical_of
from portal.activities.views.choices import Lists, choices_of
from portal.activities.views.facet_boxes import count_in_words, facets_html
from portal.activities.views.feed import feed_address
from portal.activities.views.here import about_in_words, place_in_words
from portal.activities.views.map_address import on_map
from portal.activities.views.result_cards import Result
from portal.activities.views.titles import search_description, search_heading, search_title
from portal.infra.i18n import _, format_day, format_weekday, ngettext
from portal.infra.paging import Paged


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is made, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a list to choose from."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A way to more results, in words, and where it leads."""

    label: str
    address: str


@dataclass(frozen=True, eq=False)
class SearchPage:
    """All that the template of the search page shows."""

    asked: Asked
    criteria: Criteria
    found: Found
    results: tuple[Result, ...]
    lists: Lists
    all_answers: Sequence[Answer]

    @property
    def title(self) -> str:
        """Give the title of the window."""
        return search_title(self.asked, self.found, self.lists)

    @property
    def description(self) -> str:
        """Give the sentence for search engines."""
        return search_description(self.asked, self.found, self.lists)

    @cached_property
    def canonical(self) -> Canonical:
        """Give the one address of this search."""
        return canonical_of(self.asked, self.found)

    @property
    def name(self) -> str:
        """Give the heading of the page."""
        return search_heading(self.asked, self.lists)

    @cached_property
    def heading(self) -> str:
        """Give how many results there are."""
        return ngettext("%(n)s result", "%(n)s results", self.found.total)

    @property
    def paged(self) -> Paged[Result]:
        """Give the results as one page of many."""
        return Paged(self.results, self.found.total, self.found.page, PAGE_SIZE)

    @cached_property
    def facets(self) -> Markup:
        """Give the boxes to tick, drawn."""
        return facets_html(self.asked, self.found, self.lists)

    @property
    def items(self) -> Markup:
        """Give the results, drawn."""
        return Markup().join(result.item for result in self.results)

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        """Give what is chosen, each to be taken away."""
        return tuple(_chips(self.asked, self.lists))

    @property
    def distances(self) -> tuple[Option, ...]:
        """Give the distances to choose from."""
        return tuple(_distances(self.asked, self.found))

    @cached_property
    def orders(self) -> tuple[Option, ...]:
        """Give the orders to choose from; one result has none."""
        return tuple(_orders(self.criteria, self.asked)) if self.found.total > 1 else ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Give the pages of the offer that answer what was typed."""
        return tuple(self.all_answers[place] for place in self.found.answers)

    @property
    def place_value(self) -> str:
        """Give what stands in the place field: what was typed while it is wrong, else the place itself."""
        place = self.asked.place
        if self.asked.place_problem is not None or place is None:
            return self.asked.place_typed
        return place.near if place.is_about else place.label

    @cached_property
    def place_error(self) -> str | None:
        """Give what is wrong with the place."""
        return _place_error(self.asked)

    @property
    def date_value(self) -> str:
        """Give what stands in the date field."""
        return self.asked.date_problem or (self.asked.on.isoformat() if self.asked.on else "")

    @property
    def date_error(self) -> str | None:
        """Give what is wrong with the date."""
        if self.asked.date_problem is None:
            return None
        return _("Write the date with day, month and year, such as 12/12/2026.")

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Give each way to more results with the number that it leads to."""
        return tuple(_ways(self.asked, self.found, self.lists))

    @property
    def notices(self) -> tuple[str, ...]:
        """Give what a family has to know about these results."""
        return tuple(_notices(self.asked, self.found))

    @property
    def exact_address(self) -> str:
        """Give the search for the words as they were typed."""
        return self.asked.exactly().address()

    @property
    def unknown_text(self) -> str | None:
        """Offer what may fit and nobody has said."""
        count = self.found.unknown
        if count <= 0:
            return None
        return ngettext("%(n)s more where this is not known", "%(n)s more where this is not known", count)

    @property
    def unknown_address(self) -> str:
        """Give the search with these too."""
        return self.asked.including_unknown().address()

    @property
    def clear_address(self) -> str:
        """Give the search for everything."""
        return ADDRESS

    @property
    def missing_address(self) -> str:
        """Give where a family says what is missing; that page belongs to another part of the house."""
        return f"/missing{self.asked.query()}"

    @property
    def map_address(self) -> str:
        """Give the map of these results."""
        return on_map(self.asked.address())

    @cached_property
    def feed_address(self) -> str:
        """Give the feed of what is new here."""
        return feed_address(self.asked)

    def language_address(self, code: str) -> str:
        """Give this search in another language; where it was sent with a fault, its own address holds nothing."""
        query = self.asked.query()
        return f"{ADDRESS}{query}{'&' if query else '?'}lang={code}"

    def page_address(self, number: int) -> str:
        """Give the address of another page of these results."""
        return self.asked.at_page(number).address()


def _chips(asked: Asked, lists: Lists) -> Iterator[Chip]:
    if asked.place is not None:
        place = place_in_words(asked.place)
        label = _("Near %(place)s", place=place)
        if asked.within is not None:
            label = _("Within %(miles)s miles of %(place)s", miles=asked.within, place=place)
        yield Chip(label, asked.without_place().address())
    if asked.on is not None:
        yield Chip(format_day(asked.on, weekday=True), asked.on_date(None).address())
    for facet, codes in asked.chosen.items():
        labels = {choice.code: choice.label for choice in choices_of(facet, lists)} if codes else {}
        for code in codes:
            yield Chip(labels[code], asked.without(facet, code).address())
    if asked.with_unknown:
        yield Chip(_("Also where it is not known"), asked.without_unknown().address())


def _distances(asked: Asked, found: Found) -> Iterator[Option]:
    yield Option("", _("Any distance"), asked.within is None)
    for limit in DISTANCES:
        label = _("Within %(miles)s miles", miles=limit)
        if asked.place is not None:
            label = f"{label} ({count_in_words(found.within_counts[limit])})"
        yield Option(str(limit), label, asked.within == limit)


def _orders(criteria: Criteria, asked: Asked) -> Iterator[Option]:
    names = {SortOrder.FIT: _("Best match first")}
    if asked.place is not None:
        names[SortOrder.DISTANCE] = _("Nearest first")
    names |= {SortOrder.NEXT_DATE: _("Next date first"), SortOrder.NEWEST_CHECKED: _("Checked last first")}
    for order, name in names.items():
        # The usual order is not a choice: whoever names a place next wants the nearest first.
        yield Option("" if order is asked.usual_order else order.value, name, criteria.sort is order)


def _ways(asked: Asked, found: Found, lists: Lists) -> Iterator[Way]:
    """Give each way to more results with the number that it leads to."""
    for way in found.wider:
        label, wider = _way(way, asked, lists)
        count = ngettext("%(n)s result", "%(n)s results", way.total)
        yield Way(f"{label}: {count}", wider.address())


def _way(way: Wider, asked: Asked, lists: Lists) -> tuple[str, Asked]:
    if way.facet is not None and way.code is not None:
        labels = {choice.code: choice.label for choice in choices_of(way.facet, lists)}
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


def _place_error(asked: Asked) -> str | None:
    if asked.place_problem is PlaceProblem.UNKNOWN:
        return _("We do not know this place or postcode. Check it, or type a town.")
    if asked.place_problem is PlaceProblem.UNLISTED and asked.place is not None:
        return _(
            "We do not know this postcode. We measure from the middle of %(sector)s.", sector=asked.place.near
        )
    return None


def _notices(asked: Asked, found: Found) -> Iterator[str]:
    if asked.has_ignored:
        yield _("We left out a filter that we do not know.")
    if found.is_partial:
        yield _("Nothing has all of these words. This has some of them.")
    if asked.place is not None and asked.place_problem is None and (about := about_in_words(asked.place)):
        yield about
    if asked.place is not None and asked.within is not None and found.total:
        yield _("Things online and at your home are here too, however far you live.")
