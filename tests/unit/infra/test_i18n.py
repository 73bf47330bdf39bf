"""Words, dates and numbers in the language of the reader."""

from datetime import UTC, date, datetime

import pytest

from portal.infra.i18n import (
    _,
    current_language,
    format_day,
    format_moment,
    format_number,
    lazy,
    missing_catalogue,
    ngettext,
    speaking,
    spoken_list,
)


def test_a_date_is_written_as_the_rules_of_writing_ask() -> None:
    assert format_day(date(2027, 4, 1)) == "1 April 2027"
    assert format_day(date(2027, 4, 1), weekday=True) == "Thursday 1 April 2027"
    assert format_moment(datetime(2027, 7, 1, 9, 5, tzinfo=UTC)) == "1 July 2027, 10:05"


def test_polish_has_its_own_dates_lists_and_plurals() -> None:
    with speaking("pl"):
        assert format_day(date(2027, 4, 1)) == "1 kwietnia 2027"
        assert spoken_list(["a", "b", "c"]) == "a, b i c"
        assert format_number(12345) == "12\u00a0345"
    assert spoken_list(["a", "b", "c"]) in {"a, b and c", "a, b, and c"}


def test_a_language_ends_with_its_block() -> None:
    def fail_in_polish() -> None:
        with speaking("pl"):
            raise LookupError(current_language())

    with pytest.raises(LookupError, match="pl"):
        fail_in_polish()
    assert current_language() == "en"


def test_a_word_without_translation_is_shown_in_english() -> None:
    with speaking("pl"):
        assert _("No catalogue has this sentence %(n)s.", n=1) == "No catalogue has this sentence 1."
        assert _("") == ""


def test_numbers_choose_their_form_and_are_written_in_words_of_the_language() -> None:
    assert ngettext("%(n)s day", "%(n)s days", 1) == "1 day"
    assert ngettext("%(n)s day", "%(n)s days", 1234) == "1,234 days"


def test_a_lazy_word_is_looked_up_when_it_is_shown() -> None:
    word = lazy("Continue")
    assert str(word) == "Continue"
    with speaking("pl"):
        assert str(word) != "Continue"


def test_a_language_without_a_catalogue_is_named() -> None:
    assert missing_catalogue("en") is None
    assert missing_catalogue("pl") is None
    found = missing_catalogue("tlh")
    assert found is not None
    assert "tlh" in str(found)
