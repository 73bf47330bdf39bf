"""Steps between tiers and reviews of goals: what must be there first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referrals.rules.steps import (
    Direction,
    GoalState,
    Result,
    ReviewError,
    ReviewFault,
    Step,
    StepError,
    StepFault,
    check_review,
    check_step,
    direction_of,
    needs_agreement,
    state_after,
)

TODAY = date(2026, 11, 26)
UP = Step(2, 3, TODAY, "Needs nights too.", TODAY, "Anna Example")
DOWN = Step(3, 2, TODAY, "Goals are reached.", next_steps="The club on Saturdays.")


def _faults(
    step: Step, last_on: date | None = None, offered: frozenset[int] = frozenset({1, 2, 3})
) -> set[StepFault]:
    try:
        check_step(step, offered=offered, last_on=last_on, today=TODAY)
    except StepError as error:
        return set(error.faults)
    return set()


def _with(step: Step, **changes: object) -> Step:
    held = {name: getattr(step, name) for name in step.__slots__}
    return Step(**{**held, **changes})


def test_whole_steps_both_ways_are_taken() -> None:
    assert not _faults(UP)
    assert not _faults(DOWN)
    assert (UP.direction, DOWN.direction) == (Direction.UP, Direction.DOWN)


@pytest.mark.parametrize(
    ("step", "faults"),
    [
        (_with(UP, agreed_on=None), {StepFault.NOT_AGREED}),
        (_with(UP, agreed_by="  "), {StepFault.NOBODY_AGREED}),
        (_with(UP, agreed_on=TODAY + timedelta(days=1)), {StepFault.AGREED_AFTER}),
        (_with(UP, on=TODAY + timedelta(days=1)), {StepFault.IN_THE_FUTURE}),
        (_with(UP, reason=" \n"), {StepFault.NO_REASON}),
        (_with(DOWN, next_steps=""), {StepFault.NO_NEXT_STEPS}),
        (_with(DOWN, after=3), {StepFault.SAME_TIER}),
        (
            _with(UP, reason="", agreed_by="", agreed_on=None),
            {StepFault.NO_REASON, StepFault.NOBODY_AGREED, StepFault.NOT_AGREED},
        ),
    ],
)
def test_what_is_missing_is_named_all_at_once(step: Step, faults: set[StepFault]) -> None:
    assert _faults(step) == faults


def test_a_tier_that_the_council_does_not_offer_and_a_day_before_the_last_step_are_refused() -> None:
    assert _faults(UP, offered=frozenset({1, 2})) == {StepFault.NOT_OFFERED}
    assert _faults(UP, last_on=TODAY + timedelta(days=1)) == {StepFault.BEFORE_LAST}
    assert not _faults(UP, last_on=TODAY)


@given(st.none() | st.integers(1, 3), st.integers(1, 3))
def test_no_child_goes_up_without_agreement_and_none_to_an_assessment(before: int | None, after: int) -> None:
    if before is not None and after > before:
        assert needs_agreement(before, after)
    if after == 3 and before is None:
        assert needs_agreement(before, after)
    if before is not None and after < before:
        assert not needs_agreement(before, after)
        assert direction_of(before, after) is Direction.DOWN


@given(st.sampled_from(Result))
def test_a_goal_goes_on_exactly_while_it_is_neither_reached_changed_nor_stopped(result: Result) -> None:
    assert (state_after(result) is GoalState.OPEN) == (result in {Result.ON_THE_WAY, Result.NOT_YET})


@pytest.mark.parametrize(
    ("state", "result", "on", "next_on", "faults"),
    [
        (GoalState.OPEN, Result.ON_THE_WAY, TODAY, TODAY + timedelta(days=90), ()),
        (GoalState.OPEN, Result.REACHED, TODAY, None, ()),
        (GoalState.OPEN, Result.ON_THE_WAY, TODAY, None, (ReviewFault.NO_NEXT_DATE,)),
        (GoalState.OPEN, Result.NOT_YET, TODAY, TODAY, (ReviewFault.NEXT_NOT_LATER,)),
        (GoalState.REACHED, Result.REACHED, TODAY, None, (ReviewFault.NOT_OPEN,)),
        (GoalState.OPEN, Result.REACHED, TODAY + timedelta(days=1), None, (ReviewFault.IN_THE_FUTURE,)),
        (GoalState.OPEN, Result.REACHED, TODAY - timedelta(days=9), None, (ReviewFault.BEFORE_GOAL,)),
    ],
)
def test_reviews(
    state: GoalState, result: Result, on: date, next_on: date | None, faults: tuple[ReviewFault, ...]
) -> None:
    found: tuple[ReviewFault, ...] = ()
    try:
        check_review(state, result, on=on, set_on=TODAY - timedelta(days=1), next_on=next_on, today=TODAY)
    except ReviewError as error:
        found = error.faults
    assert found == faults
