"""What is kept of an unmet need, and how needs are counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.rules.facets import Facet
from portal.voice.rules.needs import Cell, Counts, Period, Told, form_key, may_reach_somebody, row_key

NOTHING = Told(None, {})
SWIMMING = Told("bromyard", {Facet.TYPE: ("swimming",)}, "")
KEY = "0123456789abcdef" * 2


@pytest.mark.parametrize("area", [None, "not_sure"])
def test_not_being_sure_of_the_area_says_nothing(area: str | None) -> None:
    assert Told(area, {}).is_empty
    assert Told(area, {Facet.TYPE: ()}).is_empty


@pytest.mark.parametrize(
    "told",
    [
        Told("bromyard", {}),
        Told("elsewhere", {}),
        Told(None, {Facet.DAY: ("saturday",)}),
        Told("not_sure", {}, "Trampoline"),
    ],
)
def test_one_thing_is_enough(told: Told) -> None:
    assert not told.is_empty


@pytest.mark.parametrize(
    "text",
    ["anna@example.org", "01632 960001", "ring (01632) 960-001", "+44 1632 960001", "960001", "0 1 6 3 2 9"],
)
def test_what_could_reach_somebody_is_noticed(text: str) -> None:
    assert may_reach_somebody(text)


@pytest.mark.parametrize("text", ["", "swimming for 11 to 18", "1-1 help", "club on 12 December 2026", "A44"])
def test_words_of_a_search_pass(text: str) -> None:
    assert not may_reach_somebody(text)


def test_a_form_keeps_its_key_and_a_strange_one_gets_a_new_one() -> None:
    assert form_key(KEY) == KEY
    for strange in ("", "x" * 32, KEY.upper(), KEY + "\n", "'; --"):
        assert form_key(strange) != strange
        assert form_key(form_key(strange)) != form_key(strange)


def test_the_same_form_has_one_row_and_what_is_added_another() -> None:
    assert row_key(KEY, SWIMMING) == row_key(KEY, Told("bromyard", {Facet.TYPE: ("swimming",)}))
    others = {
        row_key(form_key(""), SWIMMING),
        row_key(KEY, NOTHING),
        row_key(KEY, Told("bromyard", {Facet.TYPE: ("swimming",)}, "With a hoist")),
        row_key(KEY, Told("bromyard", {Facet.NEED: ("swimming",)})),
    }
    assert len({*others, row_key(KEY, SWIMMING)}) == 5


def test_a_row_does_not_name_its_form() -> None:
    assert len(row_key(KEY, SWIMMING)) == 32
    assert KEY[:8] not in row_key(KEY, SWIMMING)


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (Period(), Period()),
        (Period(date(2026, 11, 22), None), Period(date(2026, 11, 1), None)),
        (Period(None, date(2028, 2, 3)), Period(None, date(2028, 2, 29))),
        (Period(date(2026, 12, 31), date(2026, 12, 31)), Period(date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_words_are_read_by_whole_months(period: Period, months: Period) -> None:
    assert period.whole_months == months


@given(st.dates(), st.dates())
def test_whole_months_hold_every_day_that_was_asked_for(first: date, last: date) -> None:
    months = Period(first, last).whole_months
    assert months.first is not None
    assert months.last is not None
    assert months.first <= first
    assert months.last >= last
    assert months.whole_months == months


def test_counts_add_up_over_areas_and_the_most_named_comes_first() -> None:
    counts = Counts(
        {"bromyard": 2, None: 1},
        (
            Cell("bromyard", Facet.TYPE, "cooking", 1),
            Cell("bromyard", Facet.TYPE, "swimming", 2),
            Cell(None, Facet.TYPE, "swimming", 1),
            Cell("bromyard", Facet.DAY, "saturday", 2),
        ),
    )
    assert counts.total == 3
    assert list(counts.of_kind(Facet.TYPE).items()) == [("swimming", 3), ("cooking", 1)]
    assert counts.at(None, Facet.TYPE, "swimming") == 1
    assert counts.at("ledbury", Facet.TYPE, "swimming") == 0
    assert counts.of_kind(Facet.NEED) == {}
