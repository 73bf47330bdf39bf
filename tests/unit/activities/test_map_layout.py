"""The layout of the map: true shapes, room at the edges, markers and names that do not touch."""

import itertools
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.views.map_drawing import corners_of, drawing_of, rings_of
from portal.activities.views.map_frame import SIZE, Box, Ring, frame_around, is_within
from portal.activities.views.map_labels import LabelKind, Name, labels_of
from portal.activities.views.map_markers import TARGET, Pin, markers_of
from portal.core.places import METRES_IN_A_MILE, Point
from portal.places import content
from portal.places.rules import Places
from portal.settings import PROJECT

in_the_area = st.builds(Point, st.integers(322_000, 378_000), st.integers(213_000, 272_000))


@cache
def _known() -> Places:
    return content.load(PROJECT / "content")


@pytest.fixture
def places() -> Places:
    """Give the places of the sample pack."""
    return _known()


@given(st.lists(in_the_area, min_size=1, max_size=20))
def test_everything_is_on_the_map_with_room_for_its_marker(points: list[Point]) -> None:
    frame = frame_around(points, ())
    for point in points:
        assert all(TARGET / 2 <= part <= SIZE - TARGET / 2 for part in frame.place(point))


def test_a_mile_is_as_long_north_as_east() -> None:
    frame = frame_around([Point(340_000, 240_000), Point(360_000, 250_000)], ())
    x, y = frame.place(Point(350_000, 245_000))
    assert frame.place(Point(351_000, 245_000)) == (pytest.approx(x + frame.length(1000), abs=0.11), y)
    assert frame.place(Point(350_000, 246_000)) == (x, pytest.approx(y - frame.length(1000), abs=0.11))


def test_one_place_alone_keeps_towns_around_it() -> None:
    frame = frame_around([Point(350_000, 250_000)], ())
    assert frame.place(Point(350_000, 250_000)) == (SIZE / 2, SIZE / 2)
    assert frame.shows(Point(357_000, 250_000))


def test_rings_are_wholly_on_the_map() -> None:
    ring = Ring(Point(350_000, 250_000), 20)
    frame = frame_around([ring.middle], [ring])
    x, _y = frame.place(ring.middle)
    assert x - frame.length(ring.metres) > 0
    assert x + frame.length(ring.metres) < SIZE


def test_the_scale_is_true(places: Places) -> None:
    frame = frame_around(corners_of(places), ())
    miles, length = frame.scale()
    assert length == pytest.approx(miles * METRES_IN_A_MILE / frame.metres, abs=0.1)
    assert 10 < length < SIZE / 3


@pytest.mark.parametrize(
    ("point", "expected"),
    [(Point(5, 5), True), (Point(15, 5), True), (Point(20, 5), False), (Point(-8, -8), False)],
)
def test_far_outside_is_told_from_near(point: Point, expected: bool) -> None:
    assert is_within(point, [Point(0, 0), Point(10, 10)], 6) is expected


def test_things_at_one_place_share_a_marker() -> None:
    pins = [Pin(1, 50, 50), Pin(2, 200, 200), Pin(3, 50, 50), Pin(4, 55, 50)]
    assert [marker.numbers for marker in markers_of(pins)] == [(1, 3, 4), (2,)]


@given(st.lists(st.tuples(st.integers(30, 290), st.integers(30, 290)), max_size=20))
def test_no_marker_touches_another_and_none_is_lost(places_of_pins: list[tuple[int, int]]) -> None:
    markers = markers_of([Pin(number, x, y) for number, (x, y) in enumerate(places_of_pins, start=1)])
    for one, other in itertools.combinations(markers, 2):
        assert not one.box.touches(other.box)
    assert sorted(number for marker in markers for number in marker.numbers) == list(
        range(1, len(places_of_pins) + 1)
    )
    assert all(marker.target_width >= TARGET for marker in markers)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((3,), "3"),
        ((3, 4), "3, 4"),
        ((3, 4, 5), "3–5"),
        ((1, 2, 3, 6), "1–3, 6"),
        ((1, 3, 5, 7), "1 +3"),
        (tuple(range(1, 21)), "1–20"),
    ],
)
def test_a_marker_says_what_it_holds(numbers: tuple[int, ...], text: str) -> None:
    [marker] = markers_of([Pin(number, 50, 50) for number in numbers])
    assert marker.text == text


def test_names_stand_on_nothing_and_the_important_come_first() -> None:
    taken = [Box(90, 90, 110, 110)]
    names = [Name("Hereford", LabelKind.CENTRE, 100, 100), Name("Belmont", LabelKind.TOWN, 101, 101)]
    first, *others = labels_of(names, taken)
    assert first.name.text == "Hereford"
    assert not first.has_dot
    for label in (first, *others):
        assert not label.box.touches(taken[0])
        assert label.box.is_inside()


def test_a_name_without_room_is_left_out() -> None:
    assert labels_of([Name("Hereford", LabelKind.CENTRE, 100, 100)], [Box(0, 0, SIZE, SIZE)]) == ()


@given(st.lists(in_the_area, max_size=20), in_the_area, st.sampled_from([None, 5, 10, 20]))
def test_the_whole_drawing_has_no_collision(points: list[Point], place: Point, within: int | None) -> None:
    known = _known()
    located = known.locate("leominster")
    drawing = drawing_of(dict(enumerate(points, start=1)), [place], located, rings_of(located, within), known)
    boxes = [label.box for label in drawing.labels] + [marker.box for marker in drawing.markers]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.touches(other)
    assert len(drawing.rings) == {None: 0, 5: 1, 10: 2, 20: 3}[within]


def test_the_centres_of_districts_are_named_first(places: Places) -> None:
    drawing = drawing_of({}, [], None, (), places)
    named = {label.name.text for label in drawing.labels}
    assert {district.label for district in places.districts} <= named
    assert len(named) > len(places.districts)


def test_a_pack_without_an_outline_draws_its_towns(places: Places) -> None:
    plain = Places(places.districts, places.towns, places.postcodes, places.sectors, places.names)
    drawing = drawing_of({1: places.towns[0].point}, [], None, (), plain)
    assert drawing.outline == ""
    assert drawing.labels
    assert corners_of(plain) == tuple(town.point for town in places.towns)


def test_a_chosen_town_is_named_once(places: Places) -> None:
    located = places.locate("leominster")
    drawing = drawing_of({}, [], located, rings_of(located, 10), places)
    assert [label.name.text for label in drawing.labels].count("Leominster") == 1
