"""Points, school years, shares of a year, clocks and windows, at their edges."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from portal.eligibility.content.checking import Surroundings, opened
from portal.eligibility.content.trying import read_answers
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.dated import clock_dates, renewal_date, window_on
from portal.eligibility.rules.decisions import decide
from portal.eligibility.rules.particulars import (
    Amount,
    AmountCase,
    Clock,
    ClockUnit,
    DayKind,
    Period,
    ProRata,
    Renewal,
    Rounding,
    Unit,
    Window,
    YearDay,
)
from portal.eligibility.rules.shares import share_of
from portal.eligibility.rules.telling import told_decision
from portal.eligibility.rules.values import DateNumber, Reading, number_of
from portal.infra.working_days import working_day_after
from portal.questionnaires.rules.conditions import ALWAYS, Fact, Known, Test, Truth, Within, truth
from tests.unit.eligibility.writing import REST, part, rule, whole

BORN = date(2008, 10, 15)


def nothing(_name: str) -> Known:
    """Know nothing."""
    return None


def day(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("born", "on", "year"),
    [
        ("2021-08-31", "2026-09-01", 1),
        ("2021-09-01", "2026-09-01", 0),
        ("2021-09-01", "2027-08-31", 0),
        ("2021-09-01", "2027-09-01", 1),
        ("2008-09-01", "2027-08-31", 13),
        ("2024-02-29", "2026-09-01", -2),
    ],
)
def test_school_years_change_on_1_september(born: str, on: str, year: int) -> None:
    assert number_of(DateNumber("v", "", "born", Reading.SCHOOL_YEAR), day(born), day(on)) == year


@pytest.mark.parametrize(
    ("reading", "on", "number"),
    [(Reading.AGE, None, 17), (Reading.MONTHS_SINCE, None, 12 * 18 - 1), (Reading.DAYS_SINCE, None, 6573)],
)
def test_time_since_a_date(reading: Reading, on: YearDay | None, number: int) -> None:
    assert number_of(DateNumber("v", "", "born", reading, on), BORN, date(2026, 10, 14)) == number


def test_the_age_on_the_last_1_september() -> None:
    value = DateNumber("v", "", "born", Reading.AGE, YearDay(9, 1))
    assert number_of(value, BORN, date(2026, 11, 1)) == 17
    assert number_of(value, date(2008, 9, 1), date(2026, 9, 1)) == 18


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        (Fact("n", Test.AT_LEAST, lowest=4), Truth.YES),
        (Fact("n", Test.AT_LEAST, lowest=5), Truth.NOT_KNOWN),
        (Fact("n", Test.AT_LEAST, lowest=9), Truth.NO),
        (Fact("n", Test.BETWEEN, lowest=4, highest=8), Truth.YES),
        (Fact("n", Test.BETWEEN, lowest=1, highest=3), Truth.NO),
        (Fact("n", Test.AT_MOST, highest=7), Truth.NOT_KNOWN),
    ],
)
def test_points_between_4_and_8(fact: Fact, holds: Truth) -> None:
    assert truth(fact, {"n": Within(4, 8)}.get) is holds


def told(
    folder: Path, text: str, answers: Mapping[str, Any], on: date = date(2026, 11, 20)
) -> dict[str, Any]:
    """Decide with a text as a file that stands alone."""
    path = folder / "planted.yaml"
    path.write_text(text, encoding="utf-8")
    rules = opened(path, Surroundings({}, None, {}))
    case = case_of(rules.rule_set, rules.questionnaire, read_answers(rules.questionnaire, answers, on), on)
    return told_decision(rules.rule_set, decide(rules.rule_set, case.known), case, working_day_after)


SUM = """\
values:
  - id: points
    sum:
      - {question: plan, points: {"yes": 4, "no": 0}}
      - {question: proof, points: {dla: 2, letter: 1}}
      - {question: age, times: 1}
      - {when: {question: age, at_most: 4}, points: 10}
"""


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({"plan": "yes", "proof": ["dla", "letter"], "age": 5}, 12),
        ({"plan": "no", "proof": ["none"], "age": 4}, 14),
        ({"plan": "not_sure", "proof": ["pip"], "age": 5}, [5, 9]),
        ({"plan": "no", "age": 5}, [5, 8]),
        ({"plan": "no", "proof": ["none"]}, [0, 40]),
    ],
)
def test_points_are_summed_and_what_is_missing_leaves_two_ends(
    tmp_path: Path, answers: dict[str, Any], points: object
) -> None:
    text = whole(part(rule("many", "{question: points, at_least: 12}"), REST), SUM)
    assert told(tmp_path, text, answers)["values"] == {"points": points}


@pytest.mark.parametrize(
    ("ticked", "found"),
    [(["none"], 0), (["dla", "pip"], 2), (["letter"], 1), ([], [0, 3])],
)
def test_none_of_these_is_not_one_of_these(tmp_path: Path, ticked: list[str], found: object) -> None:
    count = "values:\n  - {id: count, sum: [{question: proof, each: 1}]}\n"
    text = whole(part(rule("some", "{question: count, at_least: 1}"), REST), count)
    result = told(tmp_path, text, {"proof": ticked})
    assert result["values"] == {"count": found}
    assert result["outcome"] == ("other_help" if ticked == ["none"] else "can" if ticked else "not_known")


def amount(**changes: Any) -> Amount:
    """Make 120 hours of a financial year, until the 18th birthday."""
    plain: dict[str, Any] = {
        "id": "hours",
        "title": "Hours",
        "unit": Unit.HOURS,
        "each": Period.FINANCIAL_YEAR,
        "cases": (AmountCase(ALWAYS, Fraction(120)),),
        "pro_rata": ProRata.BY_MONTH,
        "until_birthday": 18,
        "born": "born",
    }
    return Amount(**{**plain, **changes})


@pytest.mark.parametrize(
    ("changes", "on", "hours", "ends"),
    [
        ({}, "2025-04-01", 120, "2026-03-31"),
        ({}, "2026-03-31", 10, "2026-03-31"),
        ({}, "2026-04-01", 70, "2026-10-14"),
        ({"pro_rata": None}, "2026-04-01", 120, "2026-10-14"),
        ({"pro_rata": ProRata.BY_DAY, "until_birthday": None}, "2026-03-31", 0.33, "2026-03-31"),
        ({"pro_rata": ProRata.BY_WEEK, "until_birthday": None}, "2026-03-24", 4.62, "2026-03-31"),
        ({"each": Period.SCHOOL_YEAR}, "2025-08-31", 10, "2025-08-31"),
        ({"round_to": Fraction(25), "rounding": Rounding.UP}, "2026-04-01", 75, "2026-10-14"),
        ({"round_to": Fraction(25), "rounding": Rounding.DOWN}, "2026-04-01", 50, "2026-10-14"),
        ({}, "2026-10-15", 0, "2026-10-15"),
    ],
)
def test_a_share_of_the_year(changes: dict[str, Any], on: str, hours: float, ends: str) -> None:
    share = share_of(amount(**changes), {"born": BORN}, nothing, day(on))
    assert share is not None
    assert float(share.most) == pytest.approx(hours, abs=0.005)
    assert (share.starts, share.ends) == (day(on), day(ends))


@pytest.mark.parametrize(
    ("changes", "joined", "on", "hours", "starts", "ends"),
    [
        # Joined last autumn, asked again in June: this year's hours are whole.
        ({}, "2024-10-01", "2025-06-01", 120, "2025-04-01", "2026-03-31"),
        ({}, "2024-10-01", "2025-03-31", 60, "2024-10-01", "2025-03-31"),
        ({}, "2020-10-01", "2026-06-01", 70, "2026-04-01", "2026-10-14"),
        ({}, "2026-10-01", "2026-06-01", 10, "2026-10-01", "2026-10-14"),
        ({"each": Period.YEAR}, "2024-02-29", "2025-02-28", 120, "2025-02-28", "2026-02-27"),
        ({"each": Period.YEAR}, "2024-05-02", "2026-05-01", 120, "2025-05-02", "2026-05-01"),
        ({"each": Period.YEAR}, "2024-05-02", "2026-05-02", 60, "2026-05-02", "2026-10-14"),
    ],
)
def test_who_joined_in_an_earlier_period_has_the_whole_of_this_one(
    changes: dict[str, Any], joined: str, on: str, hours: float, starts: str, ends: str
) -> None:
    answers = {"born": BORN, "begins": day(joined)}
    share = share_of(amount(joined="begins", **changes), answers, nothing, day(on))
    assert share is not None
    assert (float(share.most), share.starts, share.ends) == (hours, day(starts), day(ends))


@pytest.mark.parametrize(
    ("known", "least", "most"),
    [(3, 60, 60), (0, 0, 0), (-1, 0, 0), (Within(1, 4), 20, 80), (Within(-2, 2), 0, 40)],
)
def test_an_amount_is_given_as_many_times_as_there_are_points(known: Known, least: int, most: int) -> None:
    cases = (AmountCase(ALWAYS, Fraction(20)),)
    money = amount(times="kids", cases=cases, pro_rata=None, until_birthday=None, born=None)
    share = share_of(money, {}, {"kids": known}.get, day("2026-04-01"))
    assert share is not None
    assert (share.least, share.most, share.whole_most) == (least, most, most)


def test_a_birthday_that_is_not_known_is_said() -> None:
    share = share_of(amount(), {}, nothing, date(2026, 4, 1))
    assert share is not None
    assert share.birthday_unknown
    # It was told as 120 for certain, until the end of March.
    assert (float(share.least), float(share.most), share.ends) == (0, 120, None)


@pytest.mark.parametrize(
    ("on", "is_open", "opens", "closes"),
    [
        ("2026-10-01", True, "2026-10-01", "2027-01-15"),
        ("2027-01-15", True, "2026-10-01", "2027-01-15"),
        ("2027-01-16", False, "2027-10-01", "2028-01-15"),
        ("2026-09-30", False, "2026-10-01", "2027-01-15"),
    ],
)
def test_a_window_over_the_new_year(on: str, is_open: bool, opens: str, closes: str) -> None:
    now = window_on(Window("w", "W", YearDay(10, 1), YearDay(1, 15)), day(on))
    assert (now.is_open, now.opens, now.closes) == (is_open, day(opens), day(closes))


def test_a_window_that_comes_once() -> None:
    window = Window("w", "W", date(2026, 10, 1), date(2026, 10, 31))
    assert window_on(window, date(2026, 10, 31)).is_open
    assert window_on(window, date(2026, 9, 1)).opens == date(2026, 10, 1)
    assert window_on(window, date(2026, 11, 1)).opens is None


def test_clocks_count_working_days_and_follow_each_other() -> None:
    read = Clock("read", "Read", 10, ClockUnit.DAYS, DayKind.WORKING, asked="sent")
    answer = Clock("answer", "Answer", 1, ClockUnit.WEEKS, DayKind.CALENDAR, after="read")
    month = Clock("month", "Month", 1, ClockUnit.MONTHS, DayKind.CALENDAR)
    found = clock_dates(
        (read, answer, month), {"sent": date(2026, 12, 18)}, date(2026, 1, 31), working_day_after
    )
    # Christmas Day, Boxing Day (on the Monday after) and New Year's Day do not count.
    assert [one.by for one in found] == [date(2027, 1, 6), date(2027, 1, 13), date(2026, 2, 28)]
    # A form that is not sent yet has no day on which it is read; it was counted from the day of the decision.
    unsent = clock_dates((read, answer, month), {}, date(2026, 1, 31), working_day_after)
    assert [one.by for one in unsent] == [None, None, date(2026, 2, 28)]


def test_when_to_ask_again() -> None:
    yearly = Renewal("r", "R", on=YearDay(4, 1))
    assert renewal_date(yearly, date(2026, 4, 1)).on == date(2027, 4, 1)
    assert renewal_date(Renewal("r", "R", every_months=6), date(2026, 8, 31)).on == date(2027, 2, 28)
