"""Hours of a programme: years, shares of a year, what is left and what goes over."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.ages import age_on
from portal.referrals.rules.hours import (
    Account,
    EarlyEnd,
    HoursError,
    HoursFault,
    ProRata,
    Rounding,
    Span,
    YearRule,
    allowed_minutes,
    check_day,
    check_within,
    last_day_by_age,
    span_in,
    year_of,
)

APRIL = YearRule(date(2024, 4, 1))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
STARTS = DAYS.filter(lambda day: (day.month, day.day) != (2, 29))
RULES = st.builds(
    YearRule,
    valid_from=STARTS,
    pro_rata=st.sampled_from(ProRata),
    counts_started_months=st.booleans(),
    round_to_minutes=st.sampled_from([1, 7, 15, 30, 60, 90]),
    rounding=st.sampled_from(Rounding),
    early_end=st.sampled_from(EarlyEnd),
)
HOURS = st.integers(0, 400)


@given(RULES, st.integers(0, 4000))
def test_a_day_lies_in_the_one_year_that_holds_it(rule: YearRule, days: int) -> None:
    day = rule.valid_from + timedelta(days=days)
    year = year_of(day, [rule])
    assert year is not None
    assert year.days.first <= day <= year.days.last
    assert (year.days.first.month, year.days.first.day) == (rule.valid_from.month, rule.valid_from.day)
    after = year_of(year.days.last + timedelta(days=1), [rule])
    assert after is not None
    assert after.days.first == year.days.last + timedelta(days=1)


@given(RULES)
def test_the_months_of_a_year_follow_on_each_other_and_fill_it(rule: YearRule) -> None:
    year = year_of(rule.valid_from, [rule])
    assert year is not None
    assert len(year.months) == 12
    assert (year.months[0].first, year.months[-1].last) == year.full
    for one, other in zip(year.months, year.months[1:], strict=False):
        assert one.first <= one.last
        assert other.first == one.last + timedelta(days=1)


@given(RULES, HOURS)
def test_a_whole_year_gives_all_of_its_hours(rule: YearRule, hours: int) -> None:
    year = year_of(rule.valid_from, [rule])
    assert year is not None
    assert allowed_minutes(hours, [year.full], year) == hours * 60
    assert allowed_minutes(hours, [], year) == 0


@given(RULES, HOURS, st.data())
def test_a_later_start_never_gives_more_and_a_share_never_more_than_all(
    rule: YearRule, hours: int, data: st.DataObject
) -> None:
    year = year_of(rule.valid_from, [rule])
    assert year is not None
    inside = st.dates(year.full.first, year.full.last)
    early, late = sorted((data.draw(inside), data.draw(inside)))
    more = allowed_minutes(hours, [Span(early, year.full.last)], year)
    less = allowed_minutes(hours, [Span(late, year.full.last)], year)
    assert 0 <= less <= more <= hours * 60


@given(RULES, HOURS, st.data())
def test_a_pause_of_no_day_changes_nothing_and_no_day_counts_twice(
    rule: YearRule, hours: int, data: st.DataObject
) -> None:
    year = year_of(rule.valid_from, [rule])
    assert year is not None
    middle = data.draw(st.dates(year.full.first, year.full.last - timedelta(days=1)))
    whole = [year.full]
    parts = [Span(middle + timedelta(days=1), year.full.last), Span(year.full.first, middle)]
    overlapping = [Span(year.full.first, middle), year.full, Span(middle, year.full.last)]
    assert allowed_minutes(hours, parts, year) == allowed_minutes(hours, whole, year)
    assert allowed_minutes(hours, overlapping, year) == allowed_minutes(hours, whole, year)


@given(st.dates(date(1995, 1, 1), date(2025, 12, 31)), st.integers(0, 30))
def test_the_last_day_by_age_is_the_day_before_the_birthday(born: date, oldest: int) -> None:
    last = last_day_by_age(born, oldest)
    assert age_on(born, last) == oldest
    assert age_on(born, last + timedelta(days=1)) == oldest + 1


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        # 64 hours a year: the month of the start counts, and what is left over is rounded up.
        (date(2026, 4, 1), 64),
        (date(2026, 4, 30), 64),
        (date(2026, 5, 1), 59),
        (date(2026, 10, 15), 32),
        (date(2027, 3, 31), 6),
    ],
)
def test_moving_forward_by_months_as_the_sample_pack_counts(start: date, hours: int) -> None:
    year = year_of(start, [APRIL])
    assert year is not None
    span = span_in(year, start, None, None)
    assert span is not None
    assert allowed_minutes(64, [span], year) == hours * 60


def test_a_leap_year_has_one_day_more_to_share() -> None:
    rule = YearRule(date(2023, 4, 1), pro_rata=ProRata.DAYS, round_to_minutes=1, rounding=Rounding.DOWN)
    leap, plain = year_of(date(2024, 2, 29), [rule]), year_of(date(2025, 2, 28), [rule])
    assert leap is not None
    assert plain is not None
    assert allowed_minutes(366, [Span(date(2024, 2, 29), date(2024, 2, 29))], leap) == 60
    assert allowed_minutes(365, [Span(date(2025, 2, 28), date(2025, 2, 28))], plain) == 60


def test_the_birthday_ends_what_a_year_allows() -> None:
    year = year_of(date(2026, 6, 1), [APRIL])
    assert year is not None
    # 26 on 10 August 2026: April to August are 5 of 12 months.
    span = span_in(year, date(2025, 1, 1), None, last_day_by_age(date(2000, 8, 10), 25))
    assert span == Span(date(2026, 4, 1), date(2026, 8, 9))
    assert allowed_minutes(64, [span], year) == 27 * 60
    assert span_in(year, date(2025, 1, 1), None, date(2026, 3, 31)) is None


def test_an_early_end_keeps_the_share_or_shares_it_as_the_rule_says() -> None:
    kept, shared = (YearRule(date(2024, 4, 1), early_end=one) for one in (EarlyEnd.KEPT, EarlyEnd.SHARED))
    for rule, last in ((kept, date(2027, 3, 31)), (shared, date(2026, 9, 30))):
        year = year_of(date(2026, 4, 1), [rule])
        assert year is not None
        assert span_in(year, date(2026, 4, 1), date(2026, 9, 30), None) == Span(date(2026, 4, 1), last)
        following = year_of(date(2027, 4, 1), [rule])
        assert following is not None
        assert span_in(following, date(2026, 4, 1), date(2026, 9, 30), None) is None


def test_a_new_rule_leaves_the_years_before_it_as_they_were() -> None:
    new = YearRule(date(2027, 9, 1), pro_rata=ProRata.DAYS, hours={"walks": 10})
    before, cut, after = (
        year_of(day, [APRIL, new]) for day in (date(2026, 12, 1), date(2027, 4, 1), date(2027, 9, 1))
    )
    assert before == year_of(date(2026, 12, 1), [APRIL])
    assert cut is not None
    assert cut.days == Span(date(2027, 4, 1), date(2027, 8, 31))
    span = span_in(cut, date(2026, 1, 1), None, None)
    assert span is not None
    assert allowed_minutes(60, [span], cut) == 25 * 60
    assert after is not None
    assert after.days == Span(date(2027, 9, 1), date(2028, 8, 31))
    assert (cut.rule.hours_of("walks", 60), after.rule.hours_of("walks", 60)) == (60, 10)
    assert year_of(date(2024, 3, 31), [APRIL, new]) is None


def test_rules_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="29 February"):
        YearRule(date(2024, 2, 29))
    with pytest.raises(ValueError, match="rounded"):
        YearRule(date(2024, 4, 1), round_to_minutes=0)
    year = year_of(date(2026, 4, 1), [APRIL])
    assert year is not None
    with pytest.raises(ValueError, match="0 hours"):
        allowed_minutes(-1, [], year)


@pytest.mark.parametrize(
    ("minutes", "on", "fault"),
    [
        (0, date(2026, 5, 1), HoursFault.NO_TIME),
        (-5, date(2026, 5, 1), HoursFault.NO_TIME),
        (1441, date(2026, 5, 1), HoursFault.TOO_LONG),
        (60, date(2026, 6, 2), HoursFault.IN_THE_FUTURE),
        (60, date(2026, 3, 31), HoursFault.BEFORE_START),
        (60, date(2026, 5, 21), HoursFault.AFTER_END),
    ],
)
def test_hours_that_cannot_be_are_refused(minutes: int, on: date, fault: HoursFault) -> None:
    with pytest.raises(HoursError) as refused:
        check_day(minutes, on, start=date(2026, 4, 1), end=date(2026, 5, 20), today=date(2026, 6, 1))
    assert refused.value.fault is fault


@given(st.integers(1, 1440), st.integers(0, 1440))
def test_a_day_has_24_hours_in_all(minutes: int, already: int) -> None:
    day, full = date(2026, 5, 1), minutes + already > 24 * 60
    if full:
        with pytest.raises(HoursError) as refused:
            check_day(minutes, day, start=day, end=day, today=day, already=already)
        assert refused.value.fault is HoursFault.TOO_LONG
    else:
        check_day(minutes, day, start=day, end=day, today=day, already=already)


@given(st.integers(0, 4000), st.integers(0, 4000), st.integers(1, 1440))
def test_going_over_asks_for_a_reason_and_is_never_forbidden(allowed: int, used: int, more: int) -> None:
    account = Account(allowed, used)
    over = max(0, used + more - allowed)
    assert check_within(account, more, has_reason=True) == over
    if over:
        with pytest.raises(HoursError) as asked:
            check_within(account, more, has_reason=False)
        assert (asked.value.fault, asked.value.over) == (HoursFault.NEEDS_REASON, over)
    else:
        assert check_within(account, more, has_reason=False) == 0
    assert check_within(Account(None, used), more, has_reason=False) == 0


@given(st.none() | st.integers(0, 4000), st.integers(0, 4000))
def test_left_and_over_are_never_both(allowed: int | None, used: int) -> None:
    account = Account(allowed, used)
    assert not (account.left and account.over)
    if allowed is not None:
        assert allowed - used == (account.left or 0) - account.over
