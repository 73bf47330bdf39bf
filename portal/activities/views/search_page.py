"""The search page: what was asked, what was found, what can be chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from portal.activities.content import Answer
from portal.activities.rules.criteria import PAGE_SIZE, Criteria, Found
from portal.activities.views.after_saving import saved_status
from portal.activities.views.asked import ADDRESS, Asked
from portal.activities.views.canonical import Canonical, canonical_of
from portal.activities.views.changes import (
    Chip,
    Option,
    Way,
    chips_of,
    distances_of,
    kept_of,
    orders_of,
    ways_of,
)
from portal.activities.views.choices import Lists
from portal.activities.views.facet_boxes import facets_html
from portal.activities.views.feed import feed_address
from portal.activities.views.map_address import MAP_ADDRESS
from portal.activities.views.notices import date_error, notices_of, place_error
from portal.activities.views.result_cards import Result
from portal.activities.views.titles import search_description, search_heading, search_name, search_title
from portal.infra.canonical import canonical_tags
from portal.infra.frames import Framed, drawn, drawn_once
from portal.infra.i18n import _, ngettext
from portal.infra.paging import Paged

_TEMPLATE = "activities/list.html"
_PAGE = Framed(
    _TEMPLATE,
    *("asked.with_unknown", "asked.words", "canonical.is_indexed", "found.answers", "found.corrected"),
    *("chips", "date_error", "next_address", "notices", "place_error", "previous_address"),
    *("results", "unknown_text", "ways"),
    from_page=("in_language",),
)
_CHIP = Framed("activities/chip.html")
_KEPT = Framed("activities/kept.html")
_NOTICE = Framed("activities/notice.html")
_OPTION = Framed("activities/option.html", "is_chosen")
_WAY = Framed("activities/way.html")


class Notice(NamedTuple):
    """A sentence above the results."""

    text: str


@dataclass(frozen=True, eq=False)
class SearchPage:
    """All that the template of the search page shows."""

    asked: Asked
    criteria: Criteria
    found: Found
    results: tuple[Result, ...]
    lists: Lists
    all_answers: Sequence[Answer]

    @cached_property
    def _query(self) -> str:
        """Give the part of this search's address that asks."""
        return self.asked.query()

    @cached_property
    def _search_name(self) -> str | None:
        """Give what is chosen as a name."""
        return search_name(self.asked, self.lists)

    @property
    def title(self) -> str:
        """Give the title of the window."""
        return search_title(self._search_name, self.found)

    @property
    def description(self) -> str:
        """Give the sentence for search engines."""
        return search_description(self._search_name, self.found)

    @cached_property
    def canonical(self) -> Canonical:
        """Give the one address of this search."""
        return canonical_of(self.asked, self.found)

    @property
    def canonical_tags(self) -> Markup:
        """Give the links of the head."""
        return canonical_tags(self.canonical.address)

    @property
    def name(self) -> str:
        """Give the heading of the page."""
        return search_heading(self._search_name)

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
        return Markup("".join([result.item for result in self.results]))  # noqa: S704  # Each is markup.

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        """Give what is chosen, each to be taken away."""
        return tuple(chips_of(self.asked, self.lists))

    @property
    def chip_links(self) -> Markup:
        """Give what is chosen, drawn."""
        return _CHIP.all_filled(self.chips)

    @property
    def distances(self) -> Iterator[Option]:
        """Give the distances to choose from."""
        return distances_of(self.asked, self.found)

    @property
    def distance_options(self) -> Markup:
        """Give the distances, drawn; only near a place they have counts."""
        if self.asked.place is None:
            return drawn_once("activities/distances.html", self.asked.within, self)
        return _OPTION.all_filled(self.distances)

    @property
    def orders(self) -> tuple[Option, ...]:
        """Give the orders to choose from."""
        return tuple(orders_of(self.criteria, self.asked))

    @property
    def _has_order(self) -> bool:
        """Tell whether there is something to order."""
        return self.found.total > 1

    @property
    def kept_fields(self) -> Markup:
        """Give what the form carries along unseen, drawn."""
        return _KEPT.all_filled(kept_of(self.asked, shows_order=self._has_order))

    @property
    def order_choices(self) -> Markup:
        """Give the orders, drawn; one result has none."""
        if not self._has_order:
            return Markup()
        asked = self.asked
        key = (self.criteria.sort, asked.usual_order, asked.place is None, asked.waits_for_place)
        return drawn_once("activities/orders.html", key, self)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Give the pages of the offer that answer what was typed."""
        return tuple(self.all_answers[place] for place in self.found.answers)

    @property
    def answer_panels(self) -> Markup:
        """Give these pages, drawn."""
        return drawn("activities/answers.html", self) if self.found.answers else Markup()

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
        return place_error(self.asked)

    @property
    def date_value(self) -> str:
        """Give what stands in the date field."""
        return self.asked.date_problem or (self.asked.on.isoformat() if self.asked.on else "")

    @property
    def date_error(self) -> str | None:
        """Give what is wrong with the date."""
        return date_error(self.asked)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Give each way to more results with the number that it leads to."""
        return tuple(ways_of(self.asked, self.found, self.lists))

    @property
    def way_links(self) -> Markup:
        """Give these ways, drawn."""
        return _WAY.all_filled(self.ways)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Give what a family has to know about these results."""
        return tuple(map(Notice, notices_of(self.asked, self.found)))

    @property
    def notice_texts(self) -> Markup:
        """Give what has to be known, drawn."""
        return _NOTICE.all_filled(self.notices)

    @property
    def exact_address(self) -> str:
        """Give the search for the words as they were typed."""
        return self.asked.exactly().address()

    @cached_property
    def unknown_text(self) -> str | None:
        """Offer what may fit and nobody has said."""
        count = self.found.unknown
        if count <= 0:
            return None
        return ngettext("%(n)s more where this is not known", "%(n)s more where this is not known", count)

    @cached_property
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
        return f"/missing{self._query}"

    @property
    def map_address(self) -> str:
        """Give the map of these results."""
        return f"{MAP_ADDRESS}{self._query}"

    @cached_property
    def feed_address(self) -> str:
        """Give the feed of what is new here."""
        return feed_address(self.asked)

    def in_language(self, code: str) -> str:
        """Give this search in another language; where it was sent with a fault, its own address holds nothing."""
        query = self._query
        return f"{ADDRESS}{query}{'&' if query else '?'}lang={code}"

    @cached_property
    def previous_address(self) -> str | None:
        """Give the address of the page before this one, if there is one."""
        return self.page_address(self.found.page - 1) if self.found.page > 1 else None

    @cached_property
    def next_address(self) -> str | None:
        """Give the address of the page after this one, if there is one."""
        return self.page_address(self.found.page + 1) if self.found.page < self.found.last_page else None

    @property
    def place_in_pages(self) -> str:
        """Give which page this is."""
        return _("Page %(number)s of %(last)s", number=self.found.page, last=self.found.last_page)

    def page_address(self, number: int) -> str:
        """Give the address of another page of these results."""
        return self.asked.address_at(number)


def search_html(page: SearchPage) -> str:
    """Draw the page; one that says what was saved depends on the browser's list, and is drawn for it alone."""
    if saved_status():
        return render_template(_TEMPLATE, page=page, in_language=page.in_language)
    return _PAGE.filled(page)
