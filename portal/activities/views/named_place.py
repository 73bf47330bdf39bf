"""A place among the words of a search: a postcode, the first half of one, or "near" a town."""

import re

from portal.activities.views.homes import home_in, sectors_for_homes, without_homes
from portal.core.places import miles_between
from portal.places.rules import Located, Places, folded_name

_LONGEST_PLACE = 60
# "AB1", "ab1 2". What looks so and is far away is something else, such as the vitamin B12.
_CODE = re.compile(r"(?<![\w-])[A-Z]{1,2}[0-9][0-9A-Z]?(?:\s[0-9])?(?![\w-])", re.IGNORECASE)
_FARTHEST_MILES = 20
# In English and Polish; the town's name may be all that follows, or be followed by other words.
_NEAR = re.compile(
    r"\b(?:near(?:by)?(?: to)?|nr|close to|around|koło|blisko|obok|w pobliżu)\s+", re.IGNORECASE
)
_LONGEST_NAME_IN_WORDS = 4


def words_and_place(words: str, near: str, places: Places) -> tuple[str, str, Located | None]:
    """Give the words without full postcodes, what was typed as a place, and the place itself.

    A place among the words is taken as one when no other is named: "clubs near Oldtown" looks for clubs.
    """
    if near:
        typed = near[:_LONGEST_PLACE]
        return sectors_for_homes(words), typed, places.locate(home_in(near) or typed)
    home = home_in(words)
    if home is not None and (place := places.locate(home)) is not None:
        return without_homes(words), home, place
    words = sectors_for_homes(words)
    named = _code_in(words, places) or _town_in(words, places)
    if named is None:
        return words, "", None
    start, end, place = named
    return " ".join((words[:start] + " " + words[end:]).split()), words[start:end], place


def _code_in(words: str, places: Places) -> tuple[int, int, Located] | None:
    for match in _CODE.finditer(words):
        # "AB1 8 year old" has no sector in it, but the first half of a postcode.
        for text in (match[0], match[0].split()[0]):
            place = places.locate(text)
            if (
                place is not None
                and place.near == " ".join(text.upper().split())
                and _is_in_reach(place, places)
            ):
                return match.start(), match.start() + len(text), place
    return None


def _is_in_reach(place: Located, places: Places) -> bool:
    nearest = places.nearest_district(place.point)
    return miles_between(nearest.centre, place.point) <= _FARTHEST_MILES


def _town_in(words: str, places: Places) -> tuple[int, int, Located] | None:
    for match in _NEAR.finditer(words):
        following = list(re.finditer(r"\S+", words[match.end() :]))[:_LONGEST_NAME_IN_WORDS]
        for count in range(len(following), 0, -1):
            end = match.end() + following[count - 1].end()
            town = places.names.get(folded_name(words[match.end() : end]))
            if town is not None and (place := places.locate(town.code)) is not None:
                return match.start(), end, place
    return None
