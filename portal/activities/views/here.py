"""Where a family is: a telephone's rounded position becomes a square of the map, and the words for it."""

import re

from werkzeug.datastructures import MultiDict

from portal.core.grid import grid_square, point_at
from portal.infra.i18n import _
from portal.places.rules import Located, PlaceKind

_POSITION = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,20})?),(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)")
# Of latitude and longitude: 1.1 by 0.7 km in Britain. The script rounds too, so that nothing finer is ever sent.
_DECIMALS = 2


def place_here(text: str) -> str | None:
    """Give the kilometre square of a position such as "52.23,-2.74"; None when it is not one in Great Britain."""
    match = _POSITION.fullmatch(text[:60].replace(" ", ""))
    if match is None:
        return None
    point = point_at(round(float(match[1]), _DECIMALS), round(float(match[2]), _DECIMALS))
    return grid_square(point) if point is not None else None


def with_place_here(values: MultiDict[str, str]) -> MultiDict[str, str]:
    """Give a posted form with the square of the sent position as its place, and without the position.

    A position that is nowhere in Great Britain stays in the form, so that the family can be told.
    """
    near = place_here(values.get("here", ""))
    if near is None:
        return values
    return MultiDict(
        [pair for pair in values.items(multi=True) if pair[0] not in {"here", "near"}] + [("near", near)]
    )


def place_in_words(place: Located) -> str:
    """Give a place as a family calls it."""
    if place.kind is PlaceKind.GRID_SQUARE:
        return _("where you are (about 1 km)")
    return place.near if place.is_about else place.label


def about_in_words(place: Located) -> str | None:
    """Say from where miles are counted when a place is not known exactly; None when it is."""
    if place.kind is PlaceKind.GRID_SQUARE:
        return _("We know where you are to about 1 km, so miles are about right.")
    if place.is_about:
        return _("We measure from the middle of %(sector)s, so miles are about right.", sector=place.near)
    return None
