"""What the search finds and counts equals what a person would find and count by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.activities.rules.criteria import PAGE_SIZE, Criteria, SortOrder, Unsaid
from portal.activities.rules.facets import DISTANCES, ActivityFacts, Facet
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.patched_facts import patched_facts
from portal.activities.search.row_sets import DAYS_AHEAD
from portal.activities.search.tables import Tables, write_tables
from portal.core.places import Point
from portal.core.tiers import OfferTier
from tests.unit.activities.any_directory import (
    DAYS,
    LIST_CODES,
    TODAY,
    asked,
    assert_counts,
    by_hand,
    directories,
    facts,
    fits,
    indexed,
    points,
    searched,
    searches,
)

A_DANCE = ActivityFacts(0, OfferTier.TARGETED, types=frozenset({"dance"}), dates=frozenset(DAYS[:2]))


@settings(max_examples=150, deadline=None)
@given(directories, searches)
def test_results_are_those_that_fit(directory: list[ActivityFacts], criteria: Criteria) -> None:
    expected = by_hand(directory, criteria)
    shown = searched(directory, criteria)
    assert shown.total == len(expected)
    assert list(shown.ids) == [place for place in shown.ids if place in expected][:PAGE_SIZE]


@settings(max_examples=100, deadline=None)
@given(directories, searches)
def test_every_count_is_what_a_click_shows(directory: list[ActivityFacts], criteria: Criteria) -> None:
    assert_counts(directory, criteria, searched(directory, criteria))


@settings(max_examples=10, deadline=None)
@given(st.lists(facts, min_size=5, max_size=10), searches)
def test_few_results_in_a_large_directory_are_counted_the_same(
    few: list[ActivityFacts], criteria: Criteria
) -> None:
    nothing_known = ActivityFacts(0, OfferTier.SPECIALIST, delivery="in_person")
    directory = few + [nothing_known] * 3_500
    narrow = replace(criteria, chosen={**criteria.chosen, Facet.ASSESSMENT: ("no",)})
    assert_counts(directory, narrow, searched(directory, narrow))


@settings(max_examples=60, deadline=None)
@given(directories, searches, points)
def test_distances_are_counted_and_ordered(
    directory: list[ActivityFacts], criteria: Criteria, near: Point
) -> None:
    criteria = replace(criteria, near=near, within=None, sort=SortOrder.DISTANCE)
    shown = searched(directory, criteria)
    for limit in DISTANCES:
        assert shown.within_counts[limit] == len(by_hand(directory, replace(criteria, within=limit)))
    miles = [99_999.0 if away is None else away for away in shown.miles]
    assert miles == sorted(miles)


@settings(max_examples=60, deadline=None)
@given(directories, searches)
def test_the_next_dates_come_first_and_no_date_last(
    directory: list[ActivityFacts], criteria: Criteria
) -> None:
    shown = searched(directory, replace(criteria, sort=SortOrder.NEXT_DATE))
    soonest = [min(directory[place].dates, default=date.max) for place in shown.ids]
    assert soonest == sorted(soonest)


def test_what_is_over_today_is_not_next() -> None:
    monday = TODAY - timedelta(days=TODAY.weekday())
    tomorrow = monday + timedelta(days=1)
    weekly = frozenset({monday, monday + timedelta(days=7)})
    directory = [
        ActivityFacts(0, OfferTier.UNIVERSAL, dates=weekly, over_by={0: 12, 1: 9}),
        ActivityFacts(0, OfferTier.UNIVERSAL, dates=weekly, over_by={0: 18}),
        ActivityFacts(0, OfferTier.UNIVERSAL, dates=frozenset({tomorrow}), over_by={1: 10}),
        ActivityFacts(0, OfferTier.UNIVERSAL, dates=weekly),
    ]
    numbered = [replace(one, activity_id=place) for place, one in enumerate(directory)]
    index = FacetIndex.from_facts(7, numbered, LIST_CODES, monday)

    def order(hour: int) -> tuple[int, ...]:
        return asked(index, Criteria(today=monday, hour=hour, sort=SortOrder.NEXT_DATE)).ids

    assert order(0) == order(11) == (0, 1, 3, 2)
    assert order(12) == order(17) == (1, 3, 2, 0)
    assert order(18) == order(23) == (3, 2, 0, 1)


def test_of_a_day_too_far_ahead_nothing_is_known() -> None:
    directory = [
        ActivityFacts(0, OfferTier.UNIVERSAL, dates=frozenset({TODAY})),
        ActivityFacts(0, OfferTier.UNIVERSAL),
    ]
    far = Criteria(on=TODAY + timedelta(days=DAYS_AHEAD), today=TODAY)
    assert (searched(directory, far).total, searched(directory, far).unknown) == (0, 2)
    near = replace(far, on=TODAY + timedelta(days=DAYS_AHEAD - 1))
    assert (searched(directory, near).total, searched(directory, near).unknown) == (0, 1)


@settings(max_examples=60, deadline=None)
@given(directories, searches)
def test_what_was_checked_last_comes_first(directory: list[ActivityFacts], criteria: Criteria) -> None:
    shown = searched(directory, replace(criteria, sort=SortOrder.NEWEST_CHECKED))
    checked = [directory[place].checked_on or date.min for place in shown.ids]
    assert checked == sorted(checked, reverse=True)


@settings(max_examples=100, deadline=None)
@given(directories, searches)
def test_not_known_is_offered_and_never_mixed_in(directory: list[ActivityFacts], criteria: Criteria) -> None:
    shown = searched(directory, criteria)
    wider = searched(directory, replace(criteria, with_unknown=True))
    assert wider.total == shown.total + shown.unknown
    assert wider.unknown == 0


@settings(max_examples=100, deadline=None)
@given(directories, searches)
def test_what_has_to_be_asked_is_named(directory: list[ActivityFacts], criteria: Criteria) -> None:
    shown = searched(directory, replace(criteria, with_unknown=True))
    sure = by_hand(directory, criteria)
    for place, open_choices in zip(shown.ids, shown.open_choices, strict=True):
        assert bool(open_choices) is (place not in sure)
        one = directory[place]
        for asked_for, code in open_choices:
            if isinstance(asked_for, Facet):
                assert not fits(one, asked_for, code)
            else:
                assert not (one.dates if asked_for is Unsaid.DATE else one.point)


@settings(max_examples=100, deadline=None)
@given(directories, searches)
def test_each_way_to_more_results_keeps_its_word(directory: list[ActivityFacts], criteria: Criteria) -> None:
    shown = searched(directory, criteria)
    for way in shown.wider:
        asked_for = criteria
        if way.is_alone and way.facet is not None and way.code is not None:
            asked_for = Criteria(chosen={way.facet: (way.code,)})
        elif way.facet is not None:
            left = tuple(code for code in criteria.chosen[way.facet] if code != way.code)
            asked_for = replace(criteria, chosen={**criteria.chosen, way.facet: left})
        elif way.within is not None:
            asked_for = replace(criteria, within=way.within or None)
        elif way.on is not None:
            asked_for = replace(criteria, on=way.on)
        elif way.travels_to_you:
            about_place = (Facet.DISTRICT, Facet.TRAVEL)
            chosen = {facet: codes for facet, codes in criteria.chosen.items() if facet not in about_place}
            asked_for = replace(criteria, chosen={**chosen, Facet.DELIVERY: ("online", "at_home")})
        assert way.total == len(by_hand(directory, asked_for)) > shown.total


@settings(max_examples=100, deadline=None)
@given(st.lists(facts, max_size=15), st.lists(facts, max_size=6), st.sets(st.integers(0, 14)), searches)
def test_a_patched_index_answers_as_one_built_anew(
    before: list[ActivityFacts], changes: list[ActivityFacts], gone: set[int], criteria: Criteria
) -> None:
    changed = [replace(one, activity_id=number * 3) for number, one in enumerate(changes)]
    gone_ids = sorted(gone - {one.activity_id for one in changed})
    # One change after another, as edits come.
    patched = indexed(before)
    for number, one in enumerate(changed):
        patched, _row_of = patched_facts(patched, 8 + number, [one], ())
    patched, _row_of = patched_facts(patched, 100, [], gone_ids)
    assert len(set(patched.tally.names)) == len(patched.tally.names)
    after = dict(enumerate(before)) | {one.activity_id: one for one in changed}
    kept = [one for number, one in sorted(after.items()) if number not in gone_ids]
    found = asked(patched, criteria)
    numbers = [number for number in sorted(after) if number not in gone_ids]
    assert found.total == len(by_hand(kept, criteria))
    assert set(found.ids) <= {numbers[place] for place in by_hand(kept, criteria)}
    assert_counts(kept, criteria, found)


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 40])
def test_an_index_is_read_as_it_was_written(size: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = [replace(A_DANCE, activity_id=number, point=Point(number, 5)) for number in range(size)]
    folder = tmp_path_factory.mktemp("tables")
    index = indexed(directory)
    write_tables(folder / "tables.bin", index.tables())
    write_tables(folder / "rows.bin", index.row_tables())
    tables, row_tables = (Tables((folder / name).read_bytes()) for name in ("tables.bin", "rows.bin"))
    read = FacetIndex.from_tables(tables, row_tables)
    criteria = Criteria(chosen={Facet.TYPE: ("dance",)}, near=Point(0, 0), on=DAYS[1], today=TODAY)
    assert asked(read, criteria) == asked(index, criteria)
    assert read.names == index.names


def test_pages_follow_each_other_and_a_page_too_far_is_the_last() -> None:
    directory = [ActivityFacts(0, OfferTier.UNIVERSAL)] * 45
    pages = [searched(directory, Criteria(page=number)) for number in (1, 2, 3, 10**6)]
    assert [len(page.ids) for page in pages] == [20, 20, 5, 5]
    assert [page.page for page in pages] == [1, 2, 3, 3]
    assert sorted(key for page in pages[:3] for key in page.ids) == list(range(45))
