"""Reading what people type: kindly, and strictly."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.links.rules import read_address
from portal.questionnaires.rules.answers import Answer, AnswerError, Fault, is_blank, read_answer
from portal.questionnaires.rules.questions import Kind, Limits, Option
from portal.questionnaires.rules.typed import clean_text, uk_phone, whole_number
from tests.unit.questionnaires.sheets import DAY, asked

FRUIT = (Option("apple", "Apple"), Option("pear", "Pear"), Option("none", "None", exclusive=True))


def read(kind: Kind, *typed: str, **more: Any) -> Answer | None:
    """Read one answer."""
    return read_answer(asked("it", kind, **more), typed, DAY)


def fault(kind: Kind, *typed: str, **more: Any) -> Fault:
    """Give what is wrong with an answer."""
    with pytest.raises(AnswerError) as raised:
        read(kind, *typed, **more)
    return raised.value.fault


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900123",
        "+44 7700 900123",
        "0044 7700-900123",
        "(07700) 900.123",
        "+44 (0)7700 900123",
        "٠٧٧٠٠ ٩٠٠١٢٣",
    ],
)
def test_a_phone_number_is_read_however_it_is_typed(typed: str) -> None:
    assert read(Kind.PHONE, typed) == "07700 900123"


@pytest.mark.parametrize(
    "typed", ["12345", "07700 90012", "call me", "+48 601 234 567", "07700 900123 4567", "😀"]
)
def test_what_is_no_uk_number_is_told_so(typed: str) -> None:
    assert fault(Kind.PHONE, typed) is Fault.NOT_A_PHONE


@pytest.mark.parametrize(
    "typed",
    ["07700‑900982", "07700—900 982", "\u200e07700 900982", "07700,900982;", "'07700900982", "447700900982"],
)
def test_a_mobile_number_is_read_as_it_is_pasted(typed: str) -> None:
    assert read(Kind.PHONE, typed) == "07700 900982"
    assert read_address(typed).to == "07700 900982"


@pytest.mark.parametrize(
    "typed",
    [
        "sam@example.org",
        " sam@example.org ",
        "s.o'neil@example.test",
        "é@exämple.org",
        "\u200esam@example.org\u200b",
    ],
)
def test_an_email_address_is_never_looked_up_and_example_addresses_work(typed: str) -> None:
    assert read(Kind.EMAIL, typed)


@pytest.mark.parametrize(
    "typed", ["sam", "sam@", "sam@example", "sam @example.org", "<script>@example.org", "a" * 150 + "@x"]
)
def test_what_is_no_email_address_is_told_so(typed: str) -> None:
    assert fault(Kind.EMAIL, typed) is Fault.NOT_AN_EMAIL


@pytest.mark.parametrize("typed", ["hr6 8nw", "HR68NW", " hr6-8nw "])
def test_a_postcode_is_put_into_its_one_form(typed: str) -> None:
    assert read(Kind.POSTCODE, typed) == "HR6 8NW"


def test_a_date_of_three_parts_is_a_date() -> None:
    assert read(Kind.DATE, "27", "3", "2012") == date(2012, 3, 27)
    assert read(Kind.DATE, " ٢٧ ", "03", "2012") == date(2012, 3, 27)


@pytest.mark.parametrize("month", ["March", "mar", "Mar.", " MARCH ", "marca", "marzec", "3."])
def test_a_month_is_read_by_its_name(month: str) -> None:
    assert read(Kind.DATE, "27.", month, "2012") == date(2012, 3, 27)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("31", "2", "2012"), Fault.DATE_NOT_REAL),
        (("0", "0", "0000"), Fault.DATE_NOT_REAL),
        (("27", "smarch", "2012"), Fault.DATE_NOT_REAL),
        (("27", "3", "99999999999999999999"), Fault.DATE_NOT_REAL),
        (("27", "3", "1821"), Fault.DATE_NOT_REAL),
        (("27", "3", "12"), Fault.YEAR_TOO_SHORT),
        (("27", "", "2012"), Fault.DATE_INCOMPLETE),
        (("27",), Fault.DATE_INCOMPLETE),
        (("23", "11", "2026"), Fault.IN_THE_FUTURE),
        (("22", "11", "2000"), Fault.TOO_OLD),
    ],
)
def test_a_wrong_date_says_what_is_wrong(typed: tuple[str, ...], expected: Fault) -> None:
    assert fault(Kind.DATE, *typed, limits=Limits(past_only=True, oldest_age=25)) is expected


def test_the_oldest_age_counts_until_the_day_before_the_next_birthday() -> None:
    limits = Limits(oldest_age=25)
    assert read(Kind.DATE, "23", "11", "2000", limits=limits) == date(2000, 11, 23)


def test_nothing_typed_is_no_fault_unless_it_is_needed() -> None:
    for kind in Kind:
        options = FRUIT if kind in {Kind.RADIOS, Kind.CHECKBOXES, Kind.SELECT} else ()
        assert read(kind, "", " \u200b\x00"[:1], options=options) is None
        assert fault(kind, "", options=options, required=True) is Fault.REQUIRED


def test_only_answers_on_the_page_count() -> None:
    assert fault(Kind.RADIOS, "banana", options=FRUIT) is Fault.NOT_AN_OPTION
    assert fault(Kind.CHECKBOXES, "apple", "banana", options=FRUIT) is Fault.NOT_AN_OPTION


def test_checkboxes_are_given_in_the_order_of_the_page_and_once() -> None:
    assert read(Kind.CHECKBOXES, "pear", "apple", "pear", options=FRUIT) == ("apple", "pear")


def test_none_of_these_stands_alone() -> None:
    assert fault(Kind.CHECKBOXES, "none", "apple", options=FRUIT) is Fault.EXCLUSIVE
    assert read(Kind.CHECKBOXES, "none", options=FRUIT) == ("none",)


def test_an_answer_without_agreement_stops() -> None:
    options = (Option("me", "Me"), Option("nobody", "Nobody", stops=True))
    assert fault(Kind.RADIOS, "nobody", options=options) is Fault.STOPS


def test_a_number_or_the_answer_beside_it() -> None:
    beside = (Option("not_sure", "Not sure", unknown=True),)
    assert read(Kind.NUMBER, " 7 ", options=beside) == 7
    assert read(Kind.NUMBER, "", "not_sure", options=beside) == "not_sure"
    assert read(Kind.NUMBER, "7", "not_sure", options=beside) == 7
    assert fault(Kind.NUMBER, "", "nonsense", options=beside) is Fault.NOT_AN_OPTION


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("seven", Fault.NOT_A_NUMBER),
        ("7.5", Fault.NOT_A_NUMBER),
        ("-1", Fault.TOO_LOW),
        ("26", Fault.TOO_HIGH),
        ("9" * 30, Fault.NOT_A_NUMBER),
        ("²", Fault.NOT_A_NUMBER),
    ],
)
def test_a_wrong_number_says_what_is_wrong(typed: str, expected: Fault) -> None:
    assert fault(Kind.NUMBER, typed, limits=Limits(lowest=0, highest=25)) is expected


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(AnswerError) as raised:
        read(Kind.TEXTAREA, "x" * 60, limits=Limits(max_length=50))
    assert raised.value.values == {"limit": 50, "length": 60, "over": 10}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<b>Sam</b> & co", "<b>Sam</b> & co"),
        ("Sam 👩‍👩‍👧 loves 🐎", "Sam 👩‍👩‍👧 loves 🐎"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("half \ud83d a sign", "half a sign"),
        ("Zoe\u0308", "Zoë"),
        ("  two   spaces ", "two spaces"),
    ],
)
def test_odd_characters_go_and_words_stay(typed: str, kept: str) -> None:
    assert read(Kind.TEXT, typed) == kept


def test_lines_stay_in_a_long_text_only() -> None:
    assert read(Kind.TEXTAREA, "one\r\n\r\ntwo") == "one\n\ntwo"
    assert read(Kind.TEXT, "one\r\ntwo") == "one two"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text, keep_lines=True)
    assert clean_text(once, keep_lines=True) == once
    once.encode("utf-8")


@given(st.sampled_from(list(Kind)), st.lists(st.text(max_size=300), max_size=5))
def test_no_input_breaks_the_reading(kind: Kind, typed: list[str]) -> None:
    options = (
        FRUIT
        if kind in {Kind.RADIOS, Kind.CHECKBOXES, Kind.SELECT}
        else FRUIT[:1]
        if kind is Kind.NUMBER
        else ()
    )
    question = asked("it", kind, options=options, limits=Limits(lowest=0, highest=25, oldest_age=25))
    try:
        answer = read_answer(question, tuple(typed), DAY)
    except AnswerError:
        assert not is_blank(tuple(typed))
    else:
        assert (answer is None) == is_blank(tuple(typed))


@given(st.integers(-(10**8), 10**8))
def test_every_whole_number_is_read(number: int) -> None:
    assert whole_number(f" {number} ") == number


@given(st.text(max_size=80))
def test_a_phone_number_that_is_read_is_read_again(text: str) -> None:
    number = uk_phone(text)
    assert number is None or uk_phone(number) == number
