"""Themes are ranked by how many people have them, and a tie keeps the order of the code book."""

import pytest

from portal.surveys.rules.coding import Merge, Tag
from portal.surveys.rules.consultees import Coded, ThemeRow, group_report
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import Theme, ThemeGroup

GROUP = ThemeGroup(
    Audience.PARENTS,
    "positive",
    "Positive",
    ("best_thing",),
    (Theme("one", "One"), Theme("two", "Two"), Theme("three", "Three")),
)


def ranked(*tags: Tag, responses: int = 4, **rest: list[Merge]) -> list[tuple[int, str, int, int]]:
    """Give rank, theme, number and percent."""
    report = group_report(GROUP, Coded(tags, **rest), responses)
    return [(row.rank, row.code, row.count, row.percent) for row in report.rows]


def test_rank_is_by_number_and_ties_keep_the_order() -> None:
    tags = (Tag("a", "three", "x"), Tag("b", "three", "x"), Tag("a", "two", "x"), Tag("b", "one", "x"))
    assert ranked(*tags) == [(1, "three", 2, 50), (2, "one", 1, 25), (3, "two", 1, 25)]


def test_two_coders_of_one_comment_count_one_person() -> None:
    assert ranked(Tag("a", "two", "x"), Tag("a", "two", "y"))[0] == (1, "two", 1, 25)


def test_a_merged_theme_has_no_row_and_its_people_count_once() -> None:
    tags = (Tag("a", "one", "x"), Tag("a", "two", "x"), Tag("b", "two", "x"))
    assert ranked(*tags, merges=[Merge("two", "one")]) == [(1, "one", 2, 50), (2, "three", 0, 0)]


def test_a_theme_that_only_a_tag_names_is_not_lost() -> None:
    assert ranked(Tag("a", "gone", "x"))[0] == (1, "gone", 1, 25)


def test_of_nobody_everything_is_nothing() -> None:
    assert ranked(responses=0) == [(1, "one", 0, 0), (2, "two", 0, 0), (3, "three", 0, 0)]


@pytest.mark.parametrize(
    ("count", "public"), [(0, 0), (1, "fewer than 5"), (4, "fewer than 5"), (5, 5), (14, 14)]
)
def test_small_counts_have_no_number_outside(count: int, public: int | str) -> None:
    assert ThemeRow(1, "one", "One", count, 0).public_count == public


def test_who_wrote_and_was_not_read_is_uncoded() -> None:
    report = group_report(GROUP, Coded(wrote=("a", "b", "c"), read=("b", "z")), 4)
    assert report.uncoded == 2
