"""Degrees and the national grid; the points are sectors of the ONS Postcode Directory (OGL v3), all over Britain."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.grid import degrees_at, grid_square, parse_grid_square, point_at
from portal.core.places import Point

# Sector, easting, northing, latitude, longitude.
KNOWN = [
    ("CA1 1", 340481, 555725, 54.8927, -2.92948),
    ("CT9 1", 635586, 170798, 51.38729, 1.38459),
    ("EH1 1", 325846, 673756, 55.95109, -3.18905),
    ("HR1 2", 351482, 239961, 52.0559, -2.70901),
    ("HR6 8", 349387, 258818, 52.22523, -2.74238),
    ("HS1 2", 142757, 933203, 58.21227, -6.38141),
    ("IV27 4", 235924, 934917, 58.2722, -4.79917),
    ("LL65 1", 224306, 382627, 53.31135, -4.63864),
    ("NR30 1", 652189, 308088, 52.61196, 1.72366),
    ("PH41 4", 168369, 797211, 57.00774, -5.81644),
    ("SW1A 1", 529259, 179826, 51.5026, -0.13909),
    ("TR19 7", 137970, 31360, 50.12433, -5.66735),
    ("ZE1 0", 446158, 1141057, 60.1514, -1.17048),
]
on_the_grid = st.builds(Point, st.integers(80_000, 655_000), st.integers(5_000, 1_220_000))


@pytest.mark.parametrize(("sector", "easting", "northing", "latitude", "longitude"), KNOWN)
def test_known_places_are_found_to_a_few_metres(
    sector: str, easting: int, northing: int, latitude: float, longitude: float
) -> None:
    point = point_at(latitude, longitude)
    assert point is not None
    assert math.hypot(point.easting - easting, point.northing - northing) < 5
    back = degrees_at(Point(easting, northing))
    assert back == pytest.approx((latitude, longitude), abs=0.00005)


@given(on_the_grid)
def test_there_and_back_is_the_same_place(point: Point) -> None:
    again = point_at(*degrees_at(point))
    assert again is not None
    assert math.hypot(point.easting - again.easting, point.northing - again.northing) < 5


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(0, 0), (48.85, 2.35), (40.7, -74.0), (52.2, 179.0), (-52.2, -2.7), (49.2, -2.1), (math.nan, math.nan)],
)
def test_a_place_off_the_grid_has_no_point(latitude: float, longitude: float) -> None:
    assert point_at(latitude, longitude) is None


@pytest.mark.parametrize(
    ("point", "square"),
    [
        (Point(349550, 258960), "SO4958"),
        (Point(400000, 300000), "SK0000"),
        (Point(0, 0), "SV0000"),
        (Point(325846, 673756), "NT2573"),
        (Point(446158, 1141057), "HU4641"),
        (Point(652189, 308088), "TG5208"),
        (Point(529259, 179826), "TQ2979"),
        (Point(-1, 5), None),
        (Point(700_000, 5), None),
        (Point(5, 1_300_000), None),
    ],
)
def test_a_point_lies_in_its_square(point: Point, square: str | None) -> None:
    assert grid_square(point) == square


@pytest.mark.parametrize("typed", ["SO4959", "so 4959", "SO 49 59", " so49 59 "])
def test_a_square_is_read_however_it_was_typed(typed: str) -> None:
    assert parse_grid_square(typed) == Point(349500, 259500)


@pytest.mark.parametrize(
    "typed", ["", "SO", "SO495", "SO495590", "SI4959", "AA0000", "SO49 5", "4959", "SO4959 NW", "leominster"]
)
def test_what_is_no_square_is_not_read(typed: str) -> None:
    assert parse_grid_square(typed) is None


@given(on_the_grid)
def test_the_middle_of_a_square_is_in_it(point: Point) -> None:
    square = grid_square(point)
    assert square is not None
    middle = parse_grid_square(square)
    assert middle is not None
    assert grid_square(middle) == square
    assert max(abs(middle.easting - point.easting), abs(middle.northing - point.northing)) <= 500
