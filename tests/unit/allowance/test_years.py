"""Financial years, and which rules count on a day."""

from datetime import date

import pytest

from portal.allowance.rules.allowed import AllowanceRules, YearRules
from portal.allowance.rules.years import FinancialYear


def rules_of(first: int, *, is_decided: bool = True) -> YearRules:
    """Give a year without any rule."""
    return YearRules(FinancialYear(first), is_decided, "", (), "", date(first, 1, 1), 5, (), ())


def files(*firsts: int, undecided: tuple[int, ...] = ()) -> AllowanceRules:
    """Give years that have a file."""
    made = [rules_of(first, is_decided=first not in undecided) for first in firsts]
    return AllowanceRules({one.year: one for one in made})


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 31), "2025-26"),
        (date(2026, 4, 1), "2026-27"),
        (date(2026, 12, 31), "2026-27"),
        (date(2099, 4, 1), "2099-00"),
    ],
)
def test_a_year_runs_from_april_to_march(day: date, code: str) -> None:
    year = FinancialYear.of(day)
    assert year.code == code
    assert year.starts <= day <= year.ends
    assert FinancialYear.parse(code) == year


@pytest.mark.parametrize("text", ["", "2026", "2026-28", "2026/27", "26-27", "2026-27 ", "١٢٣٤-٣٥"])
def test_what_is_no_year_is_none(text: str) -> None:
    assert FinancialYear.parse(text) is None


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2026, 11, 1), 2026), (date(2025, 4, 1), 2025), (date(2029, 1, 1), 2026), (date(2020, 1, 1), 2025)],
)
def test_the_rules_of_today_are_shown_or_the_newest_that_have_begun(day: date, shown: int) -> None:
    rules = files(2025, 2026, 2027, undecided=(2027,)).on(day)
    assert rules is not None
    assert rules.year.first == shown


def test_a_year_that_is_not_decided_is_shown_when_it_has_come() -> None:
    rules = files(2026, 2027, undecided=(2027,)).on(date(2027, 4, 1))
    assert rules is not None
    assert not rules.is_decided


def test_a_council_without_an_allowance_has_no_rules() -> None:
    assert files().on(date(2026, 11, 1)) is None
