"""A place among the words of a search is a place, and all else stays words."""

import pytest

from portal.activities.views.named_place import words_and_place
from portal.pack import load_pack
from portal.places.rules import Places
from portal.settings import PROJECT


@pytest.fixture(scope="module")
def places() -> Places:
    return load_pack(PROJECT / "content").of(Places)


@pytest.mark.parametrize(
    ("typed", "words", "near"),
    [
        ("clubs HR6", "clubs", "HR6"),
        ("things to do near hr9", "things to do near", "HR9"),
        ("HR6 8 swimming", "swimming", "HR6 8"),
        ("HR6 8 year old", "year old", "HR6 8"),
        ("clubs near Bodenham", "clubs", "bodenham"),
        ("swimming near Ross on Wye please", "swimming please", "ross_on_wye"),
        ("nr lemster soft play", "soft play", "leominster"),
        ("basen koło Ledbury", "basen", "ledbury"),
        ("swim HR6 8NW", "swim", "HR6 8"),
    ],
)
def test_a_place_among_the_words_is_where_to_look(places: Places, typed: str, words: str, near: str) -> None:
    left, _typed, place = words_and_place(typed, "", places)
    assert place is not None
    assert (left, place.near) == (words, near)


@pytest.mark.parametrize(
    "typed",
    [
        "vitamin B12",
        "tier 3",
        "KS2 maths",
        "U11 football",
        "Bodenham playgroup",
        "near the woods",
        "somewhere near me",
        "M25",
        "swim HR99 9",
        "near",
        "",
    ],
)
def test_all_else_stays_words(places: Places, typed: str) -> None:
    assert words_and_place(typed, "", places) == (typed, "", None)


def test_a_place_in_its_own_field_goes_before_one_among_the_words(places: Places) -> None:
    left, _typed, place = words_and_place("clubs near Bodenham", "Ledbury", places)
    assert place is not None
    assert (left, place.near) == ("clubs near Bodenham", "ledbury")
