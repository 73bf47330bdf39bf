"""Ages in whole years, and ranges of them."""

from datetime import date

import pytest

from portal.core.ages import AgeRange, age_on


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2016, 3, 27), date(2026, 3, 26), 9),
        (date(2016, 3, 27), date(2026, 3, 27), 10),
        (date(2016, 2, 29), date(2026, 2, 28), 9),
        (date(2016, 2, 29), date(2026, 3, 1), 10),
        (date(2016, 2, 29), date(2028, 2, 29), 12),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_a_birthday_makes_older_on_its_day(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((5, 7), (7, 9), True),
        ((5, 7), (8, 9), False),
        ((None, 7), (0, 2), True),
        ((5, None), (18, 25), True),
        ((None, None), (3, 4), True),
        ((5, 5), (5, 5), True),
    ],
)
def test_ranges_overlap_when_one_age_lies_in_both(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], overlap: bool
) -> None:
    assert AgeRange(*one).overlaps(AgeRange(*other)) is overlap
    assert AgeRange(*other).overlaps(AgeRange(*one)) is overlap


def test_a_range_knows_its_ages_and_whether_it_says_anything() -> None:
    assert AgeRange(5, 7).includes(7)
    assert not AgeRange(5, 7).includes(8)
    assert not AgeRange(None, None).is_known
    assert AgeRange(None, 7).is_known
