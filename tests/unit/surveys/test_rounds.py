"""What a round may be, and where it stands on a day."""

from dataclasses import replace
from datetime import date

import pytest

from portal.surveys.rules.rounds import (
    Audience,
    Phase,
    Round,
    RoundFault,
    RoundPlan,
    move_faults,
    new_code,
    plan_faults,
)

SPRING = Round(
    id=1,
    code="parents-2026",
    name="Spring",
    questionnaire="parent-survey",
    audience=Audience.PARENTS,
    opens_on=date(2026, 3, 1),
    closes_on=date(2026, 3, 31),
    by_invitation=False,
    compared_with=None,
    is_frozen=False,
)
SUMMER = RoundPlan(Audience.PARENTS, "Summer", date(2026, 6, 1), date(2026, 6, 30))
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2026, 2, 28), Phase.COMING),
        (date(2026, 3, 1), Phase.OPEN),
        (date(2026, 3, 31), Phase.OPEN),
        (date(2026, 4, 1), Phase.OVER),
    ],
)
def test_a_round_is_open_on_its_first_and_its_last_day(day: date, phase: Phase) -> None:
    assert SPRING.phase(day) is phase


def test_a_round_whose_figures_were_released_is_over_on_every_day() -> None:
    frozen = replace(SPRING, is_frozen=True)
    assert {frozen.phase(day) for day in (date(2026, 1, 1), TODAY, date(2026, 5, 1))} == {Phase.OVER}
    assert not frozen.takes_entries(TODAY)


def test_paper_is_typed_in_after_the_last_day_and_not_before_the_first() -> None:
    assert SPRING.takes_entries(date(2026, 5, 1))
    assert not SPRING.takes_entries(date(2026, 2, 28))


@pytest.mark.parametrize(
    ("plan", "faults"),
    [
        (SUMMER, {}),
        (replace(SUMMER, closes_on=date(2026, 5, 31)), {"closes_on": RoundFault.ENDS_BEFORE_START}),
        (
            replace(SUMMER, opens_on=date(2026, 1, 1), closes_on=date(2026, 1, 2)),
            {"closes_on": RoundFault.IS_OVER},
        ),
        (replace(SUMMER, opens_on=date(2026, 3, 31)), {"opens_on": RoundFault.OVERLAPS}),
        (replace(SUMMER, opens_on=date(2026, 3, 31), by_invitation=True), {}),
        (replace(SUMMER, opens_on=date(2026, 3, 31), audience=Audience.PROVIDERS), {}),
        (replace(SUMMER, compared_with="parents-2026"), {}),
        (replace(SUMMER, compared_with="nothing"), {"compared_with": RoundFault.OTHER_SURVEY}),
        (
            replace(SUMMER, compared_with="parents-2026", audience=Audience.YOUNG_PEOPLE),
            {"compared_with": RoundFault.OTHER_SURVEY},
        ),
    ],
)
def test_a_plan_says_at_which_field_it_is_wrong(plan: RoundPlan, faults: dict[str, RoundFault]) -> None:
    assert plan_faults(plan, [SPRING], TODAY) == faults


def test_a_round_is_compared_with_an_earlier_one_only() -> None:
    later = replace(SPRING, code="parents-2027", opens_on=date(2027, 1, 1), closes_on=date(2027, 1, 2))
    plan = replace(SUMMER, compared_with="parents-2027")
    assert plan_faults(plan, [later], TODAY) == {"compared_with": RoundFault.NOT_EARLIER}


def test_two_rounds_by_open_link_may_follow_each_other_on_the_next_day() -> None:
    plan = replace(SUMMER, opens_on=date(2026, 4, 1))
    assert plan_faults(plan, [SPRING], TODAY) == {}


def test_a_round_moves_freely_until_there_are_answers() -> None:
    first, last = date(2026, 2, 1), date(2026, 4, 30)
    assert move_faults(SPRING, first, last, [SPRING], TODAY, has_answers=False) == {}
    faults = move_faults(SPRING, first, last, [SPRING], TODAY, has_answers=True)
    assert faults == {"opens_on": RoundFault.HAS_ANSWERS}
    assert move_faults(SPRING, SPRING.opens_on, last, [SPRING], TODAY, has_answers=True) == {}


def test_codes_are_new_and_tell_the_audience_and_the_year() -> None:
    assert new_code(SUMMER, []) == "parents-2026"
    assert new_code(SUMMER, ["parents-2026", "parents-2026-2"]) == "parents-2026-3"
    assert new_code(replace(SUMMER, audience=Audience.YOUNG_PEOPLE), []) == "young-people-2026"
