"""What is hidden and why, case by case; the traps are figures that councils published."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.disclosure.auditor import narrow_cells
from portal.core.disclosure.protector import RefusedError, protect
from portal.core.disclosure.releases import Published, Release
from portal.core.disclosure.shapes import EVERYBODY, Asked, Shape, completed, makes_circle
from portal.settings import PROJECT
from tests.unit.core.disclosure.attacker import Attacker

ROUND = frozenset({"2026"})
FIGURES = json.loads((PROJECT / "tests" / "data" / "published-figures.json").read_text(encoding="utf-8"))
SETS = {one["id"]: one for one in FIGURES["sets"]}


def one_way(numbers: Sequence[int], *, several: int = 0) -> tuple[Shape, dict]:
    """Make a table of one question; the last number is those who did not answer, `several` is how many people."""
    answers = tuple(f"a{place}" for place in range(len(numbers) - 1))
    question = Asked("q", answers, has_several=bool(several))
    counts = {EVERYBODY: several or sum(numbers)}
    counts |= dict(zip(question.cells_of(), numbers, strict=True))
    return Shape("q", question), {"2026": counts}


def shown(numbers: Sequence[int], *, several: int = 0) -> list[int | None]:
    """Give what a table of one question shows."""
    shape, counts = one_way(numbers, several=several)
    (table,) = protect([shape], ROUND, counts).tables
    return [table.values[key] for key in shape.rows.cells_of()]


def test_what_is_not_small_is_shown_with_zero() -> None:
    assert shown([20, 10, 0, 5]) == [20, 10, 0, 5]


def test_one_small_number_is_never_hidden_alone() -> None:
    values = shown([30, 20, 10, 3])
    assert values == [30, 20, None, None]


def test_two_numbers_that_tell_each_other_take_a_third_with_them() -> None:
    # Of 6 people in two cells with somebody in each, nobody is further than 4 from sure.
    assert shown([29, 5, 1]) == [None, None, None]


def test_figures_whose_rest_was_one_person_are_not_published_like_that() -> None:
    found = SETS["lancashire-2024"]
    numbers = [row["_derived_n"][0] for row in found["rows"]]
    assert sum(numbers) == found["base"]
    values = shown(numbers)
    assert values[-1] is None
    assert values.count(None) >= 2


def test_ticks_of_several_answers_add_up_to_more_than_the_people() -> None:
    found = SETS["portsmouth-2023-difficulties"]
    numbers = [(row["percent"] * found["base"] + 50) // 100 for row in found["rows"]]
    assert sum(numbers) > found["base"]
    assert shown([*numbers, 0], several=found["base"]) == [*numbers, 0]


@pytest.mark.parametrize(
    ("chosen", "is_shown"), [(45, True), (44, False), (41, False), (40, True), (4, False)]
)
def test_those_who_did_not_choose_an_answer_are_people_too(chosen: int, is_shown: bool) -> None:
    values = shown([chosen, 30, 30, 0], several=45)
    assert (values[0] == chosen) is is_shown


def test_those_who_answered_something_else_are_people_too() -> None:
    # 35 people, 10 did not answer: 2 answered without choosing what 23 chose.
    values = shown([23, 9, 10], several=35)
    assert values[0] is None or values[2] is None


@pytest.mark.parametrize("number", range(5))
def test_fewer_than_five_people_are_no_release(number: int) -> None:
    with pytest.raises(RefusedError):
        shown([number, 0, 0])


def test_a_small_group_of_whom_all_were_asked_is_seen_through_the_question_before() -> None:
    asked = Asked("told", ("yes", "no"))
    by = Asked("by", ("school", "health"), only_if=("told", "yes"))
    shapes = [Shape("told", asked), Shape("by", by)]
    counts = {EVERYBODY: 60, (("told", "yes"),): 22, (("told", "no"),): 38, (("told", "-"),): 0}
    counts |= {(("by", "school"),): 10, (("by", "health"),): 10, (("by", "-"),): 40}
    release = protect(shapes, ROUND, {"2026": counts})
    # 2 said yes and skipped the next question: one of the three numbers that tell it is hidden.
    told, by_whom = release.tables
    assert None in (*told.values.values(), *by_whom.values.values())


def test_where_every_answer_stands_alone_nobody_ticks_two() -> None:
    asked = Asked("q", ("x",), has_several=True, alone=frozenset({"x"}))
    values = {EVERYBODY: 120, (("q", "x"),): None, (("q", "-"),): 107}
    release = Release(ROUND, (Published(Shape("q", asked), values),))
    assert narrow_cells([release]) == ((ROUND, (("q", "x"),)),)


def test_all_who_answered_a_question_gave_the_answer_on_which_it_depends() -> None:
    used = Asked("used", ("haf", "club"), has_several=True)
    liked = Asked("liked", ("yes", "no"), only_if=("used", "haf"))
    shape = Shape("t", used, liked)
    values: dict = {EVERYBODY: 40, (("used", "haf"),): 20, (("used", "club"),): 20, (("used", "-"),): 5}
    hidden = [(("liked", one),) for one in ("yes", "no", "-")]
    hidden += [(("liked", one), ("used", other)) for one in ("yes", "no") for other in ("haf", "club")]
    values |= dict.fromkeys(hidden)
    values |= {(("liked", "-"), ("used", one)): count for one, count in (("haf", 15), ("club", 15), ("-", 5))}
    values |= {(("liked", "yes"), ("used", "-")): 0, (("liked", "no"), ("used", "-")): 0}
    # 20 used it and 15 of them skipped the question after it: yes and no are 5 together.
    assert (ROUND, (("liked", "yes"),)) in narrow_cells([Release(ROUND, (Published(shape, values),))])


def test_the_same_people_again_show_the_same_cells() -> None:
    shape, counts = one_way([30, 20, 10, 3])
    first = protect([shape], ROUND, counts)
    assert protect([shape], ROUND, counts, [first]) == first


def test_an_earlier_release_that_is_counted_otherwise_now_is_noticed() -> None:
    shape, counts = one_way([30, 20, 10, 7])
    first = protect([shape], ROUND, counts)
    _shape, changed = one_way([31, 19, 10, 7])
    with pytest.raises(ValueError, match="counted otherwise"):
        protect([shape], ROUND, changed, [first])


@pytest.mark.parametrize(("more", "is_refused"), [(0, False), (1, True), (4, True), (30, False)])
def test_a_few_more_people_are_no_second_release(more: int, is_refused: bool) -> None:
    shape, counts = one_way([30, 20, 10, 7])
    first = protect([shape], ROUND, counts)
    _shape, added = one_way([more // 3, more // 3, more - 2 * (more // 3), 0])
    both = {**counts, "2027": added["2026"]}
    if is_refused:
        with pytest.raises(RefusedError, match="more than in an earlier release"):
            protect([shape], ROUND | {"2027"}, both, [first])
    else:
        assert protect([shape], ROUND | {"2027"}, both, [first]).number == 67 + more


def test_tables_that_close_a_circle_are_not_shown_together() -> None:
    one, two, three = (Asked(code, ("x", "y")) for code in "abc")
    shapes = [Shape("ab", one, two), Shape("bc", two, three), Shape("ac", one, three)]
    assert makes_circle(shapes)
    assert not makes_circle(shapes[:2])
    several = Asked("m", ("x", "y"), has_several=True)
    assert makes_circle([Shape("ma", several, one), Shape("mb", several, two)])


def test_what_cannot_be_true_is_noticed() -> None:
    shape, _counts = one_way([5, 5, 5])
    values = {EVERYBODY: 16, **dict.fromkeys(shape.rows.cells_of(), 5)}
    with pytest.raises(ValueError, match="cannot be true"):
        narrow_cells([Release(ROUND, (Published(shape, values),))])
    with pytest.raises(ValueError, match="do not add up"):
        completed(tuple(shape.relations()), {key: count or 0 for key, count in values.items()})


def test_a_cell_that_can_be_worked_out_is_noticed() -> None:
    shape, _counts = one_way([30, 20, 3])
    keys = shape.rows.cells_of()
    values = {EVERYBODY: 53, keys[0]: 30, keys[1]: 20, keys[2]: None}
    assert narrow_cells([Release(ROUND, (Published(shape, values),))]) == ((ROUND, keys[2]),)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=7).filter(lambda numbers: sum(numbers) >= 5))
def test_no_table_of_one_question_can_be_worked_out(numbers: list[int]) -> None:
    shape, counts = one_way(numbers)
    try:
        release = protect([shape], ROUND, counts)
    except RefusedError:
        return
    assert release == protect([shape], ROUND, counts)
    assert Attacker([shape.rows], [release]).recovered() == []


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 60), st.data())
def test_no_table_of_several_answers_can_be_worked_out(number: int, data: st.DataObject) -> None:
    skipped = data.draw(st.integers(0, number))
    some = data.draw(st.lists(st.integers(0, number - skipped), min_size=2, max_size=3))
    shape, counts = one_way([number - skipped, *some, skipped], several=number)
    try:
        release = protect([shape], ROUND, counts)
    except RefusedError:
        return
    assert Attacker([shape.rows], [release]).recovered() == []
