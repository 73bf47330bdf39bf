"""The address of a search: read, checked and written again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import quote_plus

from werkzeug.datastructures import MultiDict

from portal.activities.rules.criteria import Criteria, SortOrder
from portal.activities.rules.facets import DISTANCES, Delivery, Facet
from portal.activities.search.query import cleaned
from portal.activities.views.choices import Lists, known_codes
from portal.activities.views.here import with_place_here
from portal.activities.views.homes import has_home, home_in
from portal.activities.views.named_place import words_and_place
from portal.core.places import sector_of
from portal.infra.clock import in_london, now
from portal.infra.paging import page_number
from portal.places.rules import Located

ADDRESS = "/activities"
# A field of forms: the words whose spelling was to be left alone.
EXACT_FOR = "exact_for"
_LONGEST_DATE = 60
_ISO_DATE = re.compile(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})", re.ASCII)
_WRITTEN_DATE = re.compile(
    r"(?P<day>[0-9]{1,2})[/. -](?P<month>[0-9]{1,2})[/. -](?P<year>20[0-9]{2})", re.ASCII
)
_PLAIN = re.compile(r"[a-z0-9_-]*", re.ASCII)
_TRAVELLING = (Delivery.ONLINE.value, Delivery.AT_HOME.value)
_ANY_DISTANCE = {"", "any"}
_FACETS = {facet.value: facet for facet in Facet}
_WITHIN = {str(limit): limit for limit in DISTANCES}
_ORDERS = {order.value: order for order in SortOrder}


class PlaceProblem(StrEnum):
    """Why a place could not be used as it was typed, or as a telephone told it."""

    UNKNOWN = "unknown"
    UNLISTED = "unlisted"
    # A distance was chosen, and nothing from which to measure it.
    MISSING = "missing"
    # The telephone is not in Great Britain.
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; what was typed as a place stays out of addresses when it is a whole postcode."""

    words: str
    exact: bool
    chosen: Mapping[Facet, tuple[str, ...]]
    place_typed: str
    place: Located | None
    place_problem: PlaceProblem | None
    within: int | None
    # Only what runs on this date; what was typed as one while it cannot be used.
    on: date | None
    date_problem: str | None
    with_unknown: bool
    sort: SortOrder | None
    page: int
    has_ignored: bool

    @property
    def usual_order(self) -> SortOrder:
        """Give the order where nobody chose one: the nearest come first unless words say what fits."""
        return SortOrder.DISTANCE if self.place and not self.words else SortOrder.FIT

    @property
    def has_problem(self) -> bool:
        """Tell whether something cannot be used as it was typed, which is said at its field."""
        return self.place_problem is not None or self.date_problem is not None

    @property
    def waits_for_place(self) -> bool:
        """Tell whether the nearest were asked for first, and nobody can tell yet which those are."""
        return self.sort is SortOrder.DISTANCE and self.place is None

    def criteria(self) -> Criteria:
        """Give the search."""
        moment = in_london(now())
        return Criteria(
            words=self.words,
            exact=self.exact,
            chosen=self.chosen,
            near=self.place.point if self.place else None,
            within=self.within if self.place else None,
            on=self.on,
            today=moment.date(),
            hour=moment.hour,
            with_unknown=self.with_unknown,
            sort=self.usual_order if self.sort is None or self.waits_for_place else self.sort,
            page=self.page,
        )

    def address(self) -> str:
        """Give the address that asks for just this; no full postcode ever stands in it."""
        return f"{ADDRESS}{self.query()}"

    def query(self) -> str:
        """Give the part of the address that asks, with its question mark; empty when nothing is asked."""
        return query_of(self._pairs(self.page))

    def address_at(self, page: int) -> str:
        """Give the address of the same search at another page."""
        return f"{ADDRESS}{query_of(self._pairs(page))}"

    def without(self, facet: Facet, code: str) -> "Asked":
        """Give the same search with one choice less."""
        left = tuple(other for other in self.chosen[facet] if other != code)
        return replace(self, chosen={**self.chosen, facet: left}, page=1)

    def only(self, facet: Facet, code: str) -> "Asked":
        """Give a search for one choice and nothing else."""
        alone = {other: (code,) if other is facet else () for other in Facet}
        return replace(self.without_place(), words="", exact=False, chosen=alone, on=None, with_unknown=False)

    def without_place(self) -> "Asked":
        """Give the same search anywhere."""
        sort = None if self.sort is SortOrder.DISTANCE else self.sort
        return replace(self, place=None, place_typed="", within=None, sort=sort, page=1)

    def at_distance(self, within: int | None) -> "Asked":
        """Give the same search at another distance; None is any."""
        return replace(self, within=within, page=1)

    def on_date(self, day: date | None) -> "Asked":
        """Give the same search on another date; None is any."""
        return replace(self, on=day, page=1)

    def without_words(self) -> "Asked":
        """Give the same search whatever the words."""
        return replace(self, words="", exact=False, page=1)

    def at_home(self) -> "Asked":
        """Give the same search for what is online or comes home, wherever the family lives."""
        chosen = {**self.chosen, Facet.DISTRICT: (), Facet.TRAVEL: (), Facet.DELIVERY: _TRAVELLING}
        return replace(self, chosen=chosen, page=1)

    def exactly(self) -> "Asked":
        """Give the same search with the words as they were typed."""
        return replace(self, exact=True, page=1)

    def including_unknown(self) -> "Asked":
        """Give the same search with activities of which it is not known whether they fit."""
        return replace(self, with_unknown=True, page=1)

    def without_unknown(self) -> "Asked":
        """Give the same search with only what is known to fit."""
        return replace(self, with_unknown=False, page=1)

    def _pairs(self, page: int) -> Iterator[tuple[str, str]]:
        if self.words:
            yield "q", self.words
        if self.exact:
            yield "exact", "1"
        for facet, codes in self.chosen.items():
            for code in codes:
                yield facet.value, code
        if near := self.place.near if self.place else _without_home(self.place_typed):
            yield "near", near
        if self.within is not None:
            yield "within", str(self.within)
        if self.on is not None:
            yield "date", self.on.isoformat()
        elif self.date_problem and home_in(self.date_problem) is None:
            yield "date", self.date_problem
        if self.with_unknown:
            yield "unknown", "1"
        if self.sort is not None:
            yield "sort", self.sort.value
        if page > 1:
            yield "page", str(page)


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Write the part of an address that asks, with its question mark; empty when nothing is asked."""
    written = "&".join([f"{name}={_quoted(value)}" for name, value in pairs])
    return f"?{written}" if written else ""


def _quoted(value: str) -> str:
    """Write a value into an address; codes, which are most of them, need no quoting."""
    return value if _PLAIN.fullmatch(value) else quote_plus(value)


def read_asked(values: MultiDict[str, str], lists: Lists) -> Asked:
    """Read an address or a posted form; what is not known in it is left out and noted."""
    values = with_place_here(values)
    # A plain dictionary: most names are missing, for which the library's own makes an error each time.
    first = values.to_dict()
    words, typed, place = words_and_place(
        cleaned(first.get("q", "")), cleaned(first.get("near", "")), lists.places
    )
    chosen, has_ignored = _chosen(values, first, lists)
    typed_date = first.get("date", "").strip()
    on = _date(typed_date)
    within, sort = first.get("within", "").strip(), first.get("sort", "").strip()
    return Asked(
        words=words,
        exact=_is_exact(first, words),
        chosen=chosen,
        place_typed=typed,
        place=place,
        place_problem=_problem(first, typed, place),
        within=_WITHIN.get(within),
        on=on,
        date_problem=typed_date[:_LONGEST_DATE] if typed_date and on is None else None,
        with_unknown=first.get("unknown") == "1",
        sort=_ORDERS.get(sort),
        page=page_number(values) if "page" in first else 1,
        has_ignored=has_ignored
        or (within not in _ANY_DISTANCE and within not in _WITHIN)
        or (sort != "" and sort not in _ORDERS),
    )


def address_instead(values: MultiDict[str, str], lists: Lists) -> str | None:
    """Give the address to ask at instead when a full postcode stands anywhere in this one, or None."""
    if not has_home(text for pair in values.items(multi=True) for text in pair):
        return None
    return clean_address(values, lists)


def clean_address(values: MultiDict[str, str], lists: Lists) -> str:
    """Give the address that asks for the same, with the sector of a full postcode."""
    home = home_in(cleaned(values.get("near", "")))
    if home is not None:
        values = MultiDict(values)
        values["near"] = sector_of(home)
    return read_asked(values, lists).address()


def _chosen(
    values: MultiDict[str, str], names: Iterable[str], lists: Lists
) -> tuple[dict[Facet, tuple[str, ...]], bool]:
    """Give the choices that are known, and whether others were left out."""
    chosen: dict[Facet, tuple[str, ...]] = dict.fromkeys(Facet, ())
    has_ignored = False
    for name in names:
        if (facet := _FACETS.get(name)) is not None:
            codes = tuple(dict.fromkeys(code for code in values.getlist(name) if code))
            known = known_codes(facet, lists)
            chosen[facet] = tuple(code for code in codes if code in known)
            has_ignored = has_ignored or len(chosen[facet]) < len(codes)
    return chosen, has_ignored


def _is_exact(first: Mapping[str, str], words: str) -> bool:
    """Tell whether the words stay as they were typed; other words in the same form are put right again."""
    if first.get("exact") == "1":
        return True
    return words != "" and cleaned(first.get(EXACT_FOR, "")) == words


def _without_home(typed: str) -> str:
    """Give what was typed as a place, and only the sector of a full postcode."""
    home = home_in(typed)
    return typed if home is None else sector_of(home)


def _date(text: str) -> date | None:
    """Read a date of this century as browsers send it, or as people write it: 2026-12-12, 12/12/2026."""
    match = _ISO_DATE.fullmatch(text) or _WRITTEN_DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _problem(first: Mapping[str, str], typed: str, place: Located | None) -> PlaceProblem | None:
    # A position that can be used has become the place before.
    if first.get("here"):
        return PlaceProblem.OUTSIDE
    if place is not None:
        return PlaceProblem.UNLISTED if place.is_unlisted else None
    if typed:
        return PlaceProblem.UNKNOWN
    return PlaceProblem.MISSING if first.get("within", "").strip() in _WITHIN else None
