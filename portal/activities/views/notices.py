"""What a family has to know of its results, and of what it typed; the list and the map say the same."""

from collections.abc import Iterator

from portal.activities.rules.criteria import Found
from portal.activities.views.asked import Asked, PlaceProblem
from portal.activities.views.here import about_in_words
from portal.infra.i18n import _


def notices_of(asked: Asked, found: Found) -> Iterator[str]:
    """Give the sentences above the results."""
    if asked.has_ignored:
        yield _("We left out a filter that we do not know.")
    if found.is_partial:
        yield _("Nothing has all of these words. This has some of them.")
    if asked.place is not None and asked.place_problem is None and (about := about_in_words(asked.place)):
        yield about
    if asked.place is not None and asked.within is not None and found.total:
        yield _("Things online and at your home are here too, however far you live.")


def place_error(asked: Asked) -> str | None:
    """Give what is wrong with the place, and what to do."""
    match asked.place_problem:
        case PlaceProblem.UNKNOWN:
            return _("We do not know this place or postcode. Check it, or type a town.")
        case PlaceProblem.MISSING:
            return _("Type a town or postcode, so that we know where to measure from.")
        case PlaceProblem.OUTSIDE:
            return _("We could not find where you are in Great Britain. Type a town or postcode instead.")
        case PlaceProblem.UNLISTED if asked.place is not None:
            sector = asked.place.near
            return _("We do not know this postcode. We measure from the middle of %(sector)s.", sector=sector)
    return None


def date_error(asked: Asked) -> str | None:
    """Give what is wrong with the date, and what to do."""
    if asked.date_problem is None:
        return None
    return _("Write the date with day, month and year, such as 12/12/2026.")
