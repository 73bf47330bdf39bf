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
        ("swim HR6:8NW", "HR6 8NW", "swim HR6 8"),
        ("café ＨＲ６ ８ＮＷ, żółw и 泳", "HR6 8NW", "café HR6 8 żółw и 泳"),
        ("ﬁt ① swim HR6 8NW", "HR6 8NW", "ﬁt ① swim HR6 8"),
        ("HR٦ ٨NW", "HR6 8NW", "HR6 8"),
        ("swim H R 6 8 N W", "HR6 8NW", "swim HR6 8"),
        ("swim\u200eHR6 8NW", "HR6 8NW", "swim HR6 8"),
        ("sw1a 1aa", "SW1A 1AA", "SW1A 1"),
        ("W 1 A 0 A X", "W1A 0AX", "W1A 0"),
        ("swim (HR6 8NW), today", "HR6 8NW", "swim HR6 8 today"),
        ('"swim HR6 8NW"', "HR6 8NW", '"swim HR6 8 "'),
        (" JR6-8NW.", "JR6 8NW", "JR6 8"),
        ("swim ZZ9 9ZZ", "ZZ9 9ZZ", "swim ZZ9 9"),
        ("swim HR6 8NO", "HR6 8NO", "swim HR6 8"),
        ("HR6 8TH, swim", "HR6 8TH", "HR6 8 swim"),
        ("m1 1ae", "M1 1AE", "M1 1"),
        ("a child’s home, S 6 8 AT", "S6 8AT", "a child’s home, S6 8"),
        ("age 11 to 18 at 6pm", None, "age 11 to 18 at 6pm"),
        ("ages 5 8 years, 1:1", None, "ages 5 8 years, 1:1"),
        ("HR6 8", None, "HR6 8"),
        ("", None, ""),
    ],
)
def test_full_postcodes_become_sectors(text: str, home: str | None, sector_text: str) -> None:
    assert home_in(text) == home
    assert sectors_for_homes(text) == sector_text


SIGNS = "():;|=~*'’`#\\&?!\"<>[]{}%^$£@·−–—‑/+-_., "
UNSEEN = "\u00a0\u00ad\u200b\u200e\u2060\u2800\ufe0f\ufeff"


@pytest.mark.parametrize("gap", SIGNS + UNSEEN)
def test_whatever_stands_between_its_parts_a_postcode_is_found(gap: str) -> None:
    for written in (
        f"HR6{gap}8NW",
        f"hr6{gap * 3}8nw",
        f"H{gap}R{gap}6{gap}8{gap}N{gap}W",
        f"HR{gap}68{gap}NW",
    ):
        assert home_in(written) == "HR6 8NW"
        assert home_in(f"swim{gap}{written}{gap} today") == "HR6 8NW"
        assert sectors_for_homes(f"swim {written} today") == "swim HR6 8 today"


@pytest.mark.parametrize(
    "text",
    [
        "KS2 4pm",
        "KS2 4pm club",
        "U11 6pm football",
        "E17 4pm",
        "Y5 6th form",
        "KS2 1hr a week",
        "me 8, 10 at home",
        "so 8:30 at the latest",
        "so 8-4 at school",
        "a PA: 3-4 hr a week",
        "w/ 6-8 yr olds",
        "my child's 7 8 at most",
        "ages 5 (8 at most), 1:1",
        "boys 8 & 10 at home",
        "need 2:1 support, 4 hr",
        "p6 4th year",
    ],
)
def test_ages_and_times_stay_words(text: str) -> None:
    assert home_in(text) is None
    assert sectors_for_homes(text) == text


@given(st.text(alphabet=st.sampled_from("HRB68 NWA-1Ｈ８:\u00ad'"), max_size=40))
def test_nothing_is_left(text: str) -> None:
    assert home_in(sectors_for_homes(text)) is None
    assert home_in(without_homes(text)) is None


def test_long_texts_are_read_at_once() -> None:
    assert home_in("hr6 " + " " * 50_000 + "hr 6" + "_" * 50_000) is None
    assert home_in("so 8 " * 20_000 + "h r " * 20_000 + "6" + " " * 50_000 + "8aa1") is None
