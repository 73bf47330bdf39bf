"""The hours of one young person over programmes and years."""

from datetime import date

import pytest

from portal.referrals.rules.accounts import Person, Spent, StayHours, account_in, accounts
from portal.referrals.rules.hours import HoursError, HoursFault, YearRule

RULES = (YearRule(date(2024, 4, 1)),)
NOBODY = Person(None, {})


def test_hours_of_one_year_do_not_count_in_the_next() -> None:
    spent = (Spent(date(2027, 3, 31), 120), Spent(date(2027, 4, 1), 60))
    stay = StayHours("skills", 64, date(2026, 4, 1), None, spent)
    found = accounts([stay], RULES, NOBODY, date(2027, 5, 1))
    assert [(one.year.days.first, one.account.used, one.account.allowed) for one in found] == [
        (date(2027, 4, 1), 60, 64 * 60),
        (date(2026, 4, 1), 120, 64 * 60),
    ]


def test_a_pause_in_a_programme_gives_no_second_allowance() -> None:
    stays = [
        StayHours("skills", 64, date(2026, 4, 1), date(2026, 6, 30), (Spent(date(2026, 5, 1), 600),)),
        StayHours("skills", 64, date(2026, 9, 1), None, (Spent(date(2026, 9, 2), 60),)),
    ]
    [found] = accounts(stays, RULES, NOBODY, date(2026, 12, 1))
    assert (found.account.allowed, found.account.used) == (64 * 60, 660)


def test_programmes_have_accounts_of_their_own_and_some_have_no_limit() -> None:
    stays = [
        StayHours("skills", 64, date(2026, 10, 1), None, (Spent(date(2026, 10, 5), 30),)),
        StayHours("club", None, date(2026, 5, 1), None, (Spent(date(2026, 5, 2), 90),)),
    ]
    found = {one.programme: one.account for one in accounts(stays, RULES, NOBODY, date(2026, 12, 1))}
    assert (found["skills"].allowed, found["skills"].left) == (32 * 60, 32 * 60 - 30)
    assert (found["club"].allowed, found["club"].left, found["club"].over) == (None, None, 0)


def test_the_age_limit_shortens_only_the_year_in_which_it_falls() -> None:
    stay = StayHours("skills", 64, date(2025, 4, 1), None)
    person = Person(date(2000, 8, 10), {"skills": 25})
    now, before = accounts([stay], RULES, person, date(2026, 6, 1))
    assert (now.last_day, now.account.allowed) == (date(2026, 8, 9), 27 * 60)
    assert (before.last_day, before.account.allowed) == (None, 64 * 60)


def test_a_programme_that_ended_years_ago_has_no_account_today() -> None:
    stay = StayHours("skills", 64, date(2024, 5, 1), date(2024, 8, 1))
    assert [one.year.days.first for one in accounts([stay], RULES, NOBODY, date(2026, 6, 1))] == [
        date(2024, 4, 1)
    ]


def test_before_the_first_rule_nothing_can_be_counted() -> None:
    stay = StayHours("skills", 64, date(2020, 1, 1), None)
    with pytest.raises(HoursError) as refused:
        account_in("skills", date(2024, 3, 31), [stay], RULES, NOBODY)
    assert refused.value.fault is HoursFault.NO_RULES
    found = accounts([stay], RULES, NOBODY, date(2024, 12, 1))
    assert [one.account.allowed for one in found] == [64 * 60]
    assert accounts([stay], (), NOBODY, date(2024, 12, 1)) == ()
