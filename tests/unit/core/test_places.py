"""Postcodes as people type them, and distances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.places import Point, miles_between, parse_postcode, parse_sector, sector_of


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("HR6 8NW", "HR6 8NW"),
        ("hr68nw", "HR6 8NW"),
        (" H R 6 8 n w ", "HR6 8NW"),
        ("HR6-8NW", "HR6 8NW"),
        ("EC1A1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
        ("HR6", None),
        ("HR6 8", None),
        ("Leominster", None),
        ("", None),
        ("HR6 8NW HR6 8NW", None),
        ("ＨＲ６ ８ＮＷ", "HR6 8NW"),
        ("HR٦ ٨NW", "HR6 8NW"),
        ("(HR6: 8NW)", "HR6 8NW"),
        ("HR6\u00ad\u200e8\ufeffNW", "HR6 8NW"),
        ("HR6 8NW              4 Etnam Street", None),
        ("HR6 8NẄ", None),
    ],
)
def test_a_postcode_is_understood_however_it_was_typed(typed: str, postcode: str | None) -> None:
    assert parse_postcode(typed) == postcode


@pytest.mark.parametrize(
    ("typed", "sector"),
    [("HR6 8", "HR6 8"), ("hr68", "HR6 8"), ("HR6", None), ("HR6 8NW", None), ("EC1A 1", "EC1A 1")],
)
def test_a_sector_is_understood(typed: str, sector: str | None) -> None:
    assert parse_sector(typed) == sector


def test_the_sector_of_a_postcode_names_no_home() -> None:
    assert sector_of("HR6 8NW") == "HR6 8"
    assert sector_of("EC1A 1BB") == "EC1A 1"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_postcodes(text: str) -> None:
    found = parse_postcode(text)
    assert found is None or parse_postcode(found) == found
    sector = parse_sector(text)
    assert sector is None or parse_sector(sector) == sector


def test_miles_are_measured_on_the_grid() -> None:
    assert miles_between(Point(0, 0), Point(0, 1609)) == pytest.approx(1, abs=0.001)
    assert miles_between(Point(350_000, 240_000), Point(350_000, 240_000)) == 0
