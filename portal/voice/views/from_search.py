"""What a search already tells of a need, so that nobody says it twice."""

from werkzeug.datastructures import MultiDict

from portal.activities.rules.facets import Facet, Weekday
from portal.activities.views.asked import Asked, read_asked
from portal.activities.views.choices import Lists
from portal.activities.views.homes import has_home
from portal.core.places import miles_between
from portal.voice.rules.needs import KINDS, LONGEST_WORDS, Told, may_reach_somebody

# A search near a place further out than this is about none of the county's areas.
_FURTHEST_MILES = 15
_DAYS = frozenset(day.value for day in Weekday)


def told_by(values: MultiDict[str, str], lists: Lists) -> Told:
    """Give what the address of a search says; words that may point to a home or a person are left out."""
    asked = read_asked(values, lists)
    chosen = {kind: asked.chosen[kind] for kind in KINDS}
    chosen[Facet.ACCESS] = tuple(dict.fromkeys((*asked.chosen[Facet.ACCESS], *asked.chosen[Facet.TRAVEL])))
    # A time band that is a whole day is ticked as the day.
    whole_days = tuple(code for code in chosen[Facet.TIME] if code in _DAYS)
    chosen[Facet.DAY] = tuple(dict.fromkeys((*chosen[Facet.DAY], *whole_days)))
    typed = values.get("q", "")
    points_to_somebody = has_home([typed]) or may_reach_somebody(typed)
    words = "" if points_to_somebody else asked.words[:LONGEST_WORDS]
    return Told(_area(asked, lists), chosen, words)


def search_in(values: MultiDict[str, str], lists: Lists) -> str:
    """Give the address of the search that led here; no full postcode ever stands in it."""
    return read_asked(values, lists).address()


def _area(asked: Asked, lists: Lists) -> str | None:
    """Give the one area that was chosen, or the one around the place that was named."""
    districts = asked.chosen[Facet.DISTRICT]
    if districts or asked.place is None:
        return districts[0] if len(districts) == 1 else None
    nearest = lists.places.nearest_district(asked.place.point)
    is_near = miles_between(nearest.centre, asked.place.point) <= _FURTHEST_MILES
    return nearest.code if is_near else None
