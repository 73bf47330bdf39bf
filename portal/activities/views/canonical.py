"""The one address of a search among all that show the same, and whether search engines should know it."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.activities.rules.criteria import Found
from portal.activities.views.asked import ADDRESS, Asked, query_of

_MOST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Canonical:
    """An address inside the portal, and whether it is worth finding from outside."""

    address: str
    is_indexed: bool


def canonical_of(asked: Asked, found: Found) -> Canonical:
    """Give the canonical address of a search.

    Choices stand in one order. Order of results, "not known" and distance are left out: they show the same
    activities, and a place is what one family typed. Words and a date stay, because without them it would be
    another search.

    Search engines should know what many people look for: one or two choices that have results. Words, a date,
    which is soon over, more choices and empty answers are not for them. Later pages are: each has other
    activities than the first, and links on a page that is not indexed are in time no longer followed.
    """
    choices = [(facet.value, code) for facet, codes in asked.chosen.items() for code in sorted(codes)]
    return Canonical(
        address=f"{ADDRESS}{query_of([*_words(asked), *choices, *_date(asked), *_page(asked, found)])}",
        is_indexed=not asked.words and asked.on is None and len(choices) <= _MOST_CHOICES and found.total > 0,
    )


def _words(asked: Asked) -> Iterator[tuple[str, str]]:
    if asked.words:
        yield "q", asked.words


def _date(asked: Asked) -> Iterator[tuple[str, str]]:
    if asked.on is not None:
        yield "date", asked.on.isoformat()


def _page(asked: Asked, found: Found) -> Iterator[tuple[str, str]]:
    """Give the page, but not of a search whose canonical one has its results in another order."""
    is_reordered = asked.place is not None or asked.sort is not None or asked.with_unknown
    if found.page > 1 and not is_reordered:
        yield "page", str(found.page)
