"""Conditions: what is not known stays not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaires.rules.conditions import (
    All,
    Any,
    Condition,
    Fact,
    Known,
    Not,
    Test,
    Truth,
    facts_of,
    truth,
)

DIAGNOSIS = Fact("diagnosis", Test.ANY_OF, frozenset({"no"}))


def conditions() -> st.SearchStrategy[Condition]:
    """Give conditions of any depth over two choices and a number."""
    codes = st.frozensets(st.sampled_from("abc"), min_size=1)
    facts = st.one_of(
        st.builds(Fact, st.sampled_from(["x", "y"]), st.sampled_from([Test.ANY_OF, Test.NONE_OF]), codes),
        st.builds(lambda low: Fact("age", Test.AT_LEAST, lowest=low), st.integers(0, 30)),
    )
    return st.recursive(
        facts,
        lambda inner: st.one_of(
            st.builds(Not, inner),
            st.builds(All, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
        ),
    )


def test_a_skipped_question_is_never_taken_for_no() -> None:
    assert truth(DIAGNOSIS, {}.get) is Truth.NOT_KNOWN
    assert truth(Not(DIAGNOSIS), {}.get) is Truth.NOT_KNOWN


@pytest.mark.parametrize(
    ("age", "expected"),
    [(15, Truth.NO), (16, Truth.YES), (25, Truth.YES), (26, Truth.NO), (None, Truth.NOT_KNOWN)],
)
def test_both_ends_of_an_age_range_are_inside_it(age: int | None, expected: Truth) -> None:
    assert truth(Fact("age", Test.BETWEEN, lowest=16, highest=25), {"age": age}.get) is expected


def test_one_part_that_holds_is_enough_for_any_whatever_else_is_unknown() -> None:
    known: dict[str, Known] = {"diagnosis": frozenset({"no"})}
    other = Fact("plan", Test.ANY_OF, frozenset({"yes"}))
    assert truth(Any((other, DIAGNOSIS)), known.get) is Truth.YES
    assert truth(All((other, DIAGNOSIS)), known.get) is Truth.NOT_KNOWN


def test_answered_is_always_known() -> None:
    fact = Fact("plan", Test.ANSWERED)
    assert truth(fact, {}.get) is Truth.NO
    assert truth(fact, {"plan": frozenset({"no"})}.get) is Truth.YES


@given(
    conditions(),
    st.dictionaries(st.sampled_from(["x", "y"]), st.frozensets(st.sampled_from("abc"), min_size=1)),
)
def test_learning_more_never_turns_a_certain_answer_round(
    condition: Condition, known: dict[str, frozenset[str]]
) -> None:
    """What is decided with little known stays decided when the rest becomes known: "not sure" is harmless."""
    before = truth(condition, known.get)
    full: dict[str, Known] = {"x": frozenset("a"), "y": frozenset("b"), "age": 7, **known}
    if before is not Truth.NOT_KNOWN:
        assert truth(condition, full.get) is before


@given(conditions())
def test_everything_known_leaves_nothing_unknown(condition: Condition) -> None:
    full: dict[str, Known] = {"x": frozenset("a"), "y": frozenset("bc"), "age": 7}
    assert {fact.question for fact in facts_of(condition)} <= full.keys()
    assert truth(condition, full.get) is not Truth.NOT_KNOWN
