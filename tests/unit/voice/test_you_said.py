"""Which words are read in which language, and when a year has passed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.disclosure.releases import Published
from portal.core.disclosure.shapes import EVERYBODY, Asked
from portal.surveys.rules.releases import Axis, ReleasedTable, ReleaseRead, TablePlan
from portal.surveys.rules.rounds import Audience
from portal.voice.rules.news import Wish, news_key
from portal.voice.rules.theme_numbers import ThemeNumber, number_in
from portal.voice.rules.you_said import (
    Said,
    Status,
    ThemeRef,
    Words,
    a_year_later,
    is_overdue,
    is_reminder_due,
    translation_of,
)

ENGLISH = Words("What should change?", "More swimming.", "We found a pool.")
POLISH = Words("Co zmienić?", "Więcej pływania.", "Znaleźliśmy basen.")
SAID = Said(ENGLISH, Status.DONE, "Short breaks team", translations={"pl": translation_of(ENGLISH, POLISH)})
LAST = date(2025, 11, 26)


def test_a_translation_is_read_while_it_translates_what_stands_there() -> None:
    assert SAID.in_language("pl") == POLISH
    assert not SAID.is_stale("pl")
    assert SAID.in_language("cy") is None
    assert not SAID.is_stale("cy")


@pytest.mark.parametrize("part", ["asked", "said", "did", "why"])
def test_a_translation_of_older_words_is_not_read(part: str) -> None:
    changed = replace(SAID, words=replace(ENGLISH, **{part: "Something else."}))
    assert changed.in_language("pl") is None
    assert changed.is_stale("pl")
    assert POLISH.said not in changed.texts()


def test_everything_that_is_published_is_checked() -> None:
    assert set(SAID.texts()) == {*ENGLISH.texts(), *POLISH.texts(), "Short breaks team"}
    assert SAID.quoted() == (ENGLISH.said, POLISH.said)


@pytest.mark.parametrize("value", ["", "parents", "parents/positive", "parents//x", "a/b/c/d"])
def test_what_names_no_theme_is_none(value: str) -> None:
    assert ThemeRef.parse(value) is None


def test_a_theme_is_read_as_it_was_written() -> None:
    theme = ThemeRef("parents", "positive", "short_breaks_work")
    assert ThemeRef.parse(theme.value) == theme


@pytest.mark.parametrize(
    ("last", "today", "is_due"),
    [
        (None, date(2026, 11, 27), False),
        (LAST, date(2026, 11, 26), False),
        (LAST, date(2026, 11, 27), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
        (date(2024, 2, 29), date(2025, 3, 2), True),
    ],
)
def test_a_year_without_news_is_too_long(last: date | None, today: date, is_due: bool) -> None:
    assert is_overdue(last, today) is is_due
    assert is_reminder_due(last, None, today) is is_due


def test_editors_are_reminded_once_in_a_year() -> None:
    first = date(2026, 11, 27)
    assert is_reminder_due(LAST, None, first)
    assert not is_reminder_due(LAST, first, date(2027, 11, 27))
    assert is_reminder_due(LAST, first, date(2027, 11, 28))
    # What was published after the last reminder begins a year of its own.
    again = date(2026, 12, 1)
    assert not is_reminder_due(again, first, date(2027, 12, 1))
    assert is_reminder_due(again, first, date(2027, 12, 2))


@given(st.dates(max_value=date(9000, 1, 1)))
def test_a_year_later_is_a_year_later(day: date) -> None:
    assert 365 <= (a_year_later(day) - day).days <= 366


def test_a_wish_is_read_as_it_was_sealed() -> None:
    wish = Wish("anna@example.org", "pl")
    assert Wish.from_bytes(wish.as_bytes()) == wish
    assert news_key("k", "Anna@example.org") == news_key("k", "anna@example.org") != news_key("j", wish.to)


def _released(values: dict[str, int | None], *, audience: Audience = Audience.PARENTS) -> ReleaseRead:
    asked = Asked("themes:positive", tuple(values), has_several=True)
    plan = TablePlan("best", "Best", Axis(asked, "Best", tuple(values)))
    cells = {EVERYBODY: 45, **{((asked.code, code),): value for code, value in values.items()}}
    table = ReleasedTable(plan, Published(plan.shape, cells))
    day, moment = date(2026, 11, 1), datetime(2026, 11, 2, tzinfo=UTC)
    return ReleaseRead(
        1, "parents-2026", "parents", "Parents", audience, frozenset({1}), day, day, 45, (table,), moment, "a"
    )


def test_a_theme_has_the_number_of_a_release_and_no_other() -> None:
    theme = ThemeRef("parents", "positive", "have_fun")
    newest, older = _released({"have_fun": 12}), _released({"have_fun": 7})
    assert number_in(theme, [newest, older]) == ThemeNumber("parents-2026", 45, 12)
    assert number_in(theme, [_released({"other": 12}), older]) == ThemeNumber("parents-2026", 45, 7)
    assert number_in(theme, [_released({"have_fun": None})]) == ThemeNumber("parents-2026", 45, None)
    assert number_in(theme, [_released({"have_fun": 12}, audience=Audience.YOUNG_PEOPLE)]) is None
    assert number_in(ThemeRef("parents", "negative", "have_fun"), [newest]) is None
    assert number_in(theme, []) is None
