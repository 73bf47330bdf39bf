"""The search page: what was asked, what was found, what can be chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.activities.content import Answer
from portal.activities.rules.criteria import PAGE_SIZE, Criteria, Found, SortOrder
from portal.activities.rules.facets import DISTANCES, Facet
from portal.activities.views.asked import ADDRESS, Asked, PlaceProblem
from portal.activities.views.choices import Lists, choices_of
from portal.activities.views.result_cards import Result
from portal.infra.i18n import _, format_number, ngettext
from portal.infra.paging import Paged

# The groups of the page, in order; those with True are open before anything is chosen in them.
_GROUPS = (
    ((Facet.TIER, Facet.ASSESSMENT), True),
    ((Facet.AGE,), True),
    ((Facet.TYPE,), False),
    ((Facet.NEED,), False),
    ((Facet.DISTRICT,), False),
    ((Facet.DAY,), False),
    ((Facet.TIME,), False),
    ((Facet.COST,), False),
    ((Facet.DELIVERY,), False),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A choice that can be ticked."""

    name: str
    code: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes under one heading."""

    title: str
    boxes: tuple[Box, ...]
    is_open: bool


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
class SearchPage:
    """All that the template of the search page shows."""

    asked: Asked
    found: Found
    heading: str
    results: tuple[Result, ...]
    paged: Paged[Result]
    groups: tuple[Group, ...]
    chips: tuple[Chip, ...]
    distances: tuple[Option, ...]
    orders: tuple[Option, ...]
    answers: tuple[Answer, ...]
    place_value: str
    place_error: str | None
    notices: tuple[str, ...]
    exact_address: str | None
    unknown_text: str | None
    unknown_address: str | None
    clear_address: str = field(default=ADDRESS)

    def page_address(self, number: int) -> str:
        """Give the address of another page of these results."""
        return self.asked.at_page(number).address()


def search_page(
    asked: Asked,
    criteria: Criteria,
    found: Found,
    results: tuple[Result, ...],
    lists: Lists,
    answers: Sequence[Answer],
) -> SearchPage:
    """Put the page together from an answer."""
    chips = tuple(_chips(asked, lists))
    has_more = found.unknown > 0
    return SearchPage(
        asked=asked,
        found=found,
        heading=ngettext("%(n)s result", "%(n)s results", found.total),
        results=results,
        paged=Paged(results, found.total, found.page, PAGE_SIZE),
        groups=tuple(_groups(asked, found, lists)),
        chips=chips,
        distances=tuple(_distances(asked, found)),
        orders=tuple(_orders(criteria)) if asked.place else (),
        answers=tuple(answers[place] for place in found.answers),
        place_value=_place_value(asked),
        place_error=_place_error(asked),
        notices=tuple(_notices(asked, found)),
        exact_address=asked.exactly().address() if found.corrected else None,
        unknown_text=_more(found.unknown) if has_more else None,
        unknown_address=asked.including_unknown().address() if has_more else None,
    )


def _groups(asked: Asked, found: Found, lists: Lists) -> Iterator[Group]:
    titles = {
        Facet.TIER: _("Short breaks tier"),
        Facet.AGE: _("Age"),
        Facet.TYPE: _("What to do"),
        Facet.NEED: _("Good for"),
        Facet.DISTRICT: _("Area"),
        Facet.DAY: _("Day"),
        Facet.TIME: _("Time"),
        Facet.COST: _("Cost"),
        Facet.DELIVERY: _("Where it happens"),
    }
    for facets, starts_open in _GROUPS:
        boxes = tuple(box for facet in facets for box in _boxes(facet, asked, found, lists))
        if boxes:
            yield Group(titles[facets[0]], boxes, starts_open or any(box.is_chosen for box in boxes))
        if facets[0] is Facet.NEED:
            yield from _access_groups(asked, found, lists)


def _access_groups(asked: Asked, found: Found, lists: Lists) -> Iterator[Group]:
    """Give the access features under the headings of the taxonomy: together they would be a wall."""
    boxes = {box.code: box for box in _boxes(Facet.ACCESS, asked, found, lists)}
    for group in lists.taxonomy.access_groups:
        some = tuple(boxes[feature.code] for feature in group.features if feature.code in boxes)
        if some:
            yield Group(_(group.label), some, any(box.is_chosen for box in some))


def _boxes(facet: Facet, asked: Asked, found: Found, lists: Lists) -> Iterator[Box]:
    """Give the boxes that lead somewhere, and those that are ticked, so that each can be taken back."""
    counts, chosen = found.counts[facet], asked.chosen[facet]
    for choice in choices_of(facet, lists):
        count, is_chosen = counts.get(choice.code, 0), choice.code in chosen
        if count or is_chosen:
            yield Box(facet.value, choice.code, choice.label, _shown(count), is_chosen)


def _chips(asked: Asked, lists: Lists) -> Iterator[Chip]:
    if asked.place is not None:
        label = _("Near %(place)s", place=asked.place.near if asked.place.is_about else asked.place.label)
        if asked.within is not None:
            label = _("Within %(miles)s miles of %(place)s", miles=asked.within, place=asked.place.label)
        yield Chip(label, asked.without_place().address())
    for facet, codes in asked.chosen.items():
        labels = {choice.code: choice.label for choice in choices_of(facet, lists)} if codes else {}
        for code in codes:
            yield Chip(labels[code], asked.without(facet, code).address())


def _distances(asked: Asked, found: Found) -> Iterator[Option]:
    yield Option("", _("Any distance"), asked.within is None)
    for limit in DISTANCES:
        label = _("Within %(miles)s miles", miles=limit)
        if asked.place is not None:
            label = f"{label} ({_shown(found.within_counts[limit])})"
        yield Option(str(limit), label, asked.within == limit)


def _orders(criteria: Criteria) -> Iterator[Option]:
    yield Option(SortOrder.FIT.value, _("Best match first"), criteria.sort is SortOrder.FIT)
    yield Option(SortOrder.DISTANCE.value, _("Nearest first"), criteria.sort is SortOrder.DISTANCE)


def _shown(count: int) -> str:
    """Give a count; small ones look the same in every language, and there are a hundred of them on the page."""
    return str(count) if count < 1_000 else format_number(count)


def _place_value(asked: Asked) -> str:
    """Give what stands in the place field: what was typed while it is wrong, else the place itself."""
    if asked.place_problem is not None or asked.place is None:
        return asked.place_typed
    return asked.place.near if asked.place.is_about else asked.place.label


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
    if asked.place is not None and asked.place.is_about and asked.place_problem is None:
        yield _(
            "We measure from the middle of %(sector)s, so miles are about right.", sector=asked.place.near
        )


def _more(count: int) -> str:
    return ngettext("%(n)s more where this is not known", "%(n)s more where this is not known", count)
