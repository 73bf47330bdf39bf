"""A full postcode is found however it stands in a text, and ages and times are not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.views.homes import home_in, sectors_for_homes, without_homes


@pytest.mark.parametrize(
    ("text", "home", "sector_text"),
    [
        ("4 Etnam Street HR6 8NW", "HR6 8NW", "4 Etnam Street HR6 8"),
        ("swim hr68nw today", "HR6 8NW", "swim HR6 8 today"),
        ("swim HR 6 8 NW", "HR6 8NW", "swim HR6 8"),
        ("swim h.r.6", None, "swim h.r.6"),
        ("HR6\u200b8NW", "HR6 8NW", "HR6 8"),
        ("flat4HR6 8NW", "HR6 8NW", "flat4 HR6 8"),
        ("w1a-1hq", "W1A 1HQ", "W1A 1"),
        ("HR6 8NW HR6 8NX", "HR6 8NW", "HR6 8 HR6 8"),
        ("go B1 1AA 2BB", "B1 1AA", "go B11 2"),
        ("age 11 to 18 at 6pm", None, "age 11 to 18 at 6pm"),
        ("ages 5 8 years, 1:1", None, "ages 5 8 years, 1:1"),
        ("HR6 8", None, "HR6 8"),
        ("", None, ""),
    ],
)
def test_full_postcodes_become_sectors(text: str, home: str | None, sector_text: str) -> None:
    assert home_in(text) == home
    assert sectors_for_homes(text) == sector_text


@given(st.text(alphabet=st.sampled_from("HRB68 NWA-1"), max_size=40))
def test_nothing_is_left(text: str) -> None:
    assert home_in(sectors_for_homes(text)) is None
    assert home_in(without_homes(text)) is None


def test_long_texts_are_read_at_once() -> None:
    assert home_in("hr6 " + " " * 50_000 + "hr 6" + "_" * 50_000) is None
