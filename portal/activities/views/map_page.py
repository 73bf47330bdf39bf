"""The map of a search, and the same results in a list beside it that is complete without the map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from portal.activities.queries import Spot
from portal.activities.rules.criteria import Found
from portal.activities.rules.facets import Delivery
from portal.activities.views.asked import Asked
from portal.activities.views.changes import Chip
from portal.activities.views.choices import Lists, unsaid_in_words
from portal.activities.views.map_address import MAP_ADDRESS, on_map
from portal.activities.views.map_drawing import Drawing, corners_of, drawing_of, rings_of
from portal.activities.views.map_frame import is_within
from portal.activities.views.map_markers import Marker
from portal.activities.views.result_cards import Result
from portal.activities.views.search_page import SearchPage
from portal.activities.views.wording import listing_language
from portal.core.places import Point
from portal.infra.i18n import _, ngettext

# More than this are no help on a map, and a page that a telephone loads for long.
MOST_ON_MAP = 500
# What is further outside of the area than this would make everything in it too small to see.
_FAR_OUTSIDE_METRES = 30_000
_ASKED_BY_FORM = {"near", "within", "page"}
# The form asks for a date only where one has to be put right.
_ASKED_WITH_DATE = {*_ASKED_BY_FORM, "date"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A result beside the map; `number` stands on the map, None when it is not there."""

    number: int | None
    result: Result
    # What is not known of it, and the family has to ask; empty when all is.
    to_ask: str


@dataclass(frozen=True, slots=True)
class NotOnMap:
    """Results that a map cannot show, and why."""

    reason: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class LinkedMarker:
    """A marker with where it leads to; several at one place lead to a short list of them below the map."""

    shape: Marker
    address: str
    name: str
    # The numbers with their names, for a marker of several.
    inside: tuple[tuple[int, str], ...]

    @property
    def key(self) -> str:
        """Give the id of its list."""
        return f"marker-{self.shape.numbers[0]}"

    @property
    def left(self) -> float:
        """Give where the room that can be hit starts, from the middle."""
        return round(-self.shape.target_width / 2, 1)

    @property
    def pin_left(self) -> float:
        """Give where the shape starts, from the middle."""
        return round(-self.shape.width / 2, 1)


@dataclass(frozen=True, slots=True)
class MapPage:
    """All that the template of the map shows."""

    search: SearchPage
    drawing: Drawing
    markers: tuple[LinkedMarker, ...]
    listed: tuple[Listed, ...]
    not_on_map: tuple[NotOnMap, ...]
    chips: tuple[Chip, ...]
    kept: tuple[tuple[str, str], ...]
    list_address: str
    others: str | None
    # The language of names, where the page has another.
    language: str | None
    address: str = MAP_ADDRESS

    def in_language(self, code: str) -> str:
        """Give this map in another language; where it was sent with a fault, its own address holds nothing."""
        return on_map(self.search.in_language(code))

    def page_address(self, number: int) -> str:
        """Give the address of the map of another page of these results."""
        return on_map(self.search.page_address(number))


def map_page(
    search: SearchPage,
    found: Found,
    drawn: Mapping[int, Result],
    spots: Sequence[Spot],
    lists: Lists,
) -> MapPage:
    """Put the page together; `spots` are the results of this page and, after them, all others."""
    asked = search.asked
    here = [spot for spot in spots if spot.activity_id in drawn]
    corners = (*corners_of(lists.places), *([asked.place.point] if asked.place else []))
    points = {
        spot.activity_id: spot.point
        for spot in spots
        if spot.point is not None and _why_not(spot, corners) is None
    }
    on_it = [spot for spot in here if spot.activity_id in points]
    numbers = {spot.activity_id: number for number, spot in enumerate(on_it, start=1)}
    others = [point for key, point in points.items() if key not in drawn]
    drawing = drawing_of(
        {number: points[key] for key, number in numbers.items()},
        others,
        asked.place,
        rings_of(asked.place, asked.within),
        lists.places,
    )
    to_ask = _to_ask(found, lists)
    names = {numbers[spot.activity_id]: spot.name for spot in on_it}
    return MapPage(
        search=search,
        drawing=drawing,
        markers=tuple(_linked(marker, names) for marker in drawing.markers),
        listed=tuple(Listed(number, drawn[key], to_ask.get(key, "")) for key, number in numbers.items()),
        not_on_map=tuple(_not_on_map(here, drawn, to_ask, corners)),
        chips=tuple(Chip(chip.label, on_map(chip.address)) for chip in search.chips),
        kept=_kept(asked),
        list_address=asked.address(),
        others=_others(len(others), found),
        language=listing_language(),
    )


def _to_ask(found: Found, lists: Lists) -> dict[int, str]:
    return {
        key: unsaid_in_words(unsaid, lists)
        for key, unsaid in zip(found.ids, found.open_choices, strict=False)
    }


def _why_not(spot: Spot, corners: Sequence[Point]) -> str | None:
    """Say why an activity is not on the map; None when it is."""
    if spot.delivery == Delivery.ONLINE:
        return _("These are online.")
    if spot.delivery == Delivery.AT_HOME:
        return _("These come to your home.")
    if spot.point is None:
        return _("We do not know where these are. Ask them.")
    if not is_within(spot.point, corners, _FAR_OUTSIDE_METRES):
        return _("These are further away than the map shows.")
    return None


def _not_on_map(
    spots: Sequence[Spot], drawn: Mapping[int, Result], to_ask: Mapping[int, str], corners: Sequence[Point]
) -> Iterator[NotOnMap]:
    groups: dict[str, list[Listed]] = {}
    for spot in spots:
        if (reason := _why_not(spot, corners)) is not None:
            key = spot.activity_id
            groups.setdefault(reason, []).append(Listed(None, drawn[key], to_ask.get(key, "")))
    for reason, listed in groups.items():
        yield NotOnMap(reason, tuple(listed))


def _linked(marker: Marker, names: Mapping[int, str]) -> LinkedMarker:
    inside = tuple((number, names[number]) for number in marker.numbers)
    spoken = "; ".join(name for _number, name in inside)
    linked = LinkedMarker(marker, f"#result-{marker.numbers[0]}", f"{marker.text}: {spoken}", ())
    if len(inside) == 1:
        return linked
    return LinkedMarker(marker, f"#{linked.key}", linked.name, inside)


def _kept(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Give what the small form of the map carries along: all that was asked for and has no field in it."""
    pairs = parse_qsl(urlsplit(asked.address()).query)
    fields = _ASKED_BY_FORM if asked.date_problem is None else _ASKED_WITH_DATE
    return tuple((name, value) for name, value in pairs if name not in fields)


def _others(count: int, found: Found) -> str | None:
    if not count:
        return None
    told = ngettext(
        "The grey dot is %(n)s more thing to do. It is on another page.",
        "The grey dots are %(n)s more things to do. They are on other pages.",
        count,
    )
    if found.total <= MOST_ON_MAP:
        return told
    return told + " " + _("The map shows the first %(most)s.", most=MOST_ON_MAP)
