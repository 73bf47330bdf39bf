"""The search page: what was asked, what was found, what can be chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.activities.content import Answer
from portal.activities.rules.criteria import PAGE_SIZE, Criteria, Found, SortOrder
from portal.activities.rules.facets import DISTANCES
from portal.activities.views.asked import ADDRESS, Asked, PlaceProblem
from portal.activities.views.choices import Lists, choices_of
from portal.activities.views.facet_boxes import Group, count_in_words, facet_groups
from portal.activities.views.result_cards import Result
from portal.infra.i18n import _, ngettext
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
        groups=facet_groups(asked, found, lists),
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
            label = f"{label} ({count_in_words(found.within_counts[limit])})"
        yield Option(str(limit), label, asked.within == limit)


def _orders(criteria: Criteria) -> Iterator[Option]:
    yield Option(SortOrder.FIT.value, _("Best match first"), criteria.sort is SortOrder.FIT)
    yield Option(SortOrder.DISTANCE.value, _("Nearest first"), criteria.sort is SortOrder.DISTANCE)


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
