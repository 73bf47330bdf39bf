"""Merges are applied when counting: chains resolve, circles cannot be made, undoing gives back what was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.surveys.rules.coding import (
    Merge,
    MergeFault,
    Tag,
    counted,
    final_codes,
    merge_fault,
    to_keep,
)

CODES = "abcdef"
some_code = st.sampled_from(CODES)
pairs = st.lists(st.builds(Merge, some_code, some_code), max_size=12)
tags = st.lists(st.builds(Tag, st.sampled_from("123456"), some_code, st.sampled_from("xy")), max_size=30)


def allowed(wanted: list[Merge]) -> list[Merge]:
    """Make those merges, one after the other, that may be made."""
    made: list[Merge] = []
    for merge in wanted:
        if merge_fault(merge.from_code, merge.into_code, made, CODES) is None:
            made.append(merge)
    return made


def test_a_chain_counts_as_its_end() -> None:
    assert final_codes([Merge("b", "c"), Merge("a", "b")]) == {"a": "c", "b": "c"}


def test_a_person_counts_once_however_a_theme_was_found() -> None:
    found = [Tag("1", "a", "x"), Tag("1", "a", "y"), Tag("1", "b", "x"), Tag("2", "b", "y")]
    assert counted(found, []) == {"a": 1, "b": 2}
    assert counted(found, [Merge("a", "b")]) == {"b": 2}


@pytest.mark.parametrize(
    ("merge", "fault"),
    [
        (Merge("c", "d"), None),
        (Merge("b", "c"), None),
        (Merge("c", "c"), MergeFault.SAME),
        (Merge("a", "c"), MergeFault.ALREADY_MERGED),
        (Merge("b", "a"), MergeFault.CIRCLE),
        (Merge("z", "a"), MergeFault.UNKNOWN),
        (Merge("a", "z"), MergeFault.UNKNOWN),
    ],
)
def test_which_merges_may_be_made(merge: Merge, fault: MergeFault | None) -> None:
    assert merge_fault(merge.from_code, merge.into_code, [Merge("a", "b")], CODES) is fault


@given(pairs)
def test_merges_that_may_be_made_never_lead_round(wanted: list[Merge]) -> None:
    made = allowed(wanted)
    final = final_codes(made)
    assert final.keys() == {merge.from_code for merge in made}
    assert not set(final.values()) & final.keys()


@given(pairs)
def test_a_circle_in_the_data_ends_all_the_same(wanted: list[Merge]) -> None:
    final_codes(wanted)


@given(pairs, tags)
def test_a_merge_loses_no_person_and_invents_none(wanted: list[Merge], found: list[Tag]) -> None:
    made = allowed(wanted)
    numbers, final = counted(found, made), final_codes(made)
    for code in numbers:
        assert numbers[code] == len({tag.response for tag in found if final.get(tag.code, tag.code) == code})
    assert bool(numbers) == bool(found)


@given(pairs, tags, st.data())
def test_undoing_any_merge_is_as_if_it_had_never_been_made(
    wanted: list[Merge], found: list[Tag], data: st.DataObject
) -> None:
    made = allowed(wanted)
    if not made:
        return
    undone = data.draw(st.sampled_from(made))
    rest = [merge for merge in made if merge != undone]
    assert undone.from_code not in final_codes(rest)
    assert not set(final_codes(rest).values()) & final_codes(rest).keys()
    assert counted(found, [*rest, undone]) == counted(found, made)


@given(pairs, st.sets(some_code), st.sets(some_code))
def test_what_is_kept_counts_as_what_was_ticked(
    wanted: list[Merge], before: set[str], ticked: set[str]
) -> None:
    made = allowed(wanted)
    final = final_codes(made)
    kept = to_keep(before, ticked, made)
    assert {final.get(code, code) for code in kept} == {final.get(code, code) for code in ticked}
    assert kept <= before | ticked


def test_a_theme_chosen_before_its_merge_stays_as_it_was_chosen() -> None:
    merges = [Merge("a", "b")]
    assert to_keep({"a"}, {"b"}, merges) == {"a"}
    assert to_keep({"a"}, {"b", "c"}, merges) == {"a", "c"}
    assert to_keep({"a"}, {"c"}, merges) == {"c"}
    assert to_keep((), {"a"}, merges) == {"a"}
