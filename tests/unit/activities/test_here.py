"""A position from a telephone becomes a square of one kilometre, and nothing finer is kept."""

from collections.abc import Iterator

import pytest
from werkzeug.datastructures import MultiDict

from portal.activities.views.here import about_in_words, place_here, place_in_words, with_place_here
from portal.core.places import Point
from portal.infra.i18n import speaking
from portal.places.rules import Located, PlaceKind


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Speak English, whatever a test before spoke."""
    with speaking("en"):
        yield


SQUARE = Located(PlaceKind.GRID_SQUARE, "SO4959", "SO4959", Point(349500, 259500))
SECTOR = Located(PlaceKind.SECTOR, "HR6 8", "HR6 8", Point(349387, 258818))
TOWN = Located(PlaceKind.TOWN, "leominster", "Leominster", Point(349550, 258960))


@pytest.mark.parametrize(
    ("sent", "square"),
    [
        ("52.23,-2.74", "SO4959"),
        (" 52.23, -2.74 ", "SO4959"),
        # A script of another release might send more; it is rounded before it is used.
        ("52.2312345,-2.7398765", "SO4959"),
        ("52,-2", "SP0033"),
        ("48.85,2.35", None),
        ("nan,nan", None),
        ("52.23", None),
        ("52.23,-2.74,1", None),
        ("52.23;-2.74", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_a_position_becomes_its_square(sent: str, square: str | None) -> None:
    assert place_here(sent) == square


def test_the_square_takes_the_place_of_what_was_typed() -> None:
    posted = MultiDict(
        [("q", "swim"), ("near", "ross"), ("type", "a"), ("type", "b"), ("here", "52.23,-2.74")]
    )
    asked = with_place_here(posted)
    assert asked.get("near") == "SO4959"
    assert asked.getlist("type") == ["a", "b"]
    assert "here" not in asked


def test_a_position_abroad_leaves_what_was_typed_and_stays_to_be_told_of() -> None:
    posted = MultiDict([("near", "ross"), ("here", "48.85,2.35")])
    assert with_place_here(posted) is posted


def test_a_form_without_a_position_is_left_alone() -> None:
    posted = MultiDict([("near", "ross")])
    assert with_place_here(posted) is posted


def test_places_are_called_as_families_call_them() -> None:
    assert place_in_words(SQUARE) == "where you are (about 1 km)"
    assert place_in_words(SECTOR) == "HR6 8"
    assert place_in_words(TOWN) == "Leominster"
    assert about_in_words(TOWN) is None
    assert "HR6 8" in (about_in_words(SECTOR) or "")
    assert "SO4959" not in (about_in_words(SQUARE) or "SO4959")
