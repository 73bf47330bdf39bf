"""Counting: persons and answers are never mixed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaires.rules.answers import Answer, Submission
from portal.questionnaires.rules.questions import Keep, Kind, Option, Page, Question, Questionnaire
from portal.surveys.rules.counting import count_of, in_words, kept_of, percent_of

FRUIT = Question(
    "fruit", Kind.CHECKBOXES, "Fruit", options=(Option("apple", "Apple"), Option("pear", "Pear"))
)
WORDS = Question("words", Kind.TEXTAREA, "Words", personal=True)
SHEET = Questionnaire("sheet", "1", "Sheet", Keep.DRAFT, (Page("p", "P", (FRUIT, WORDS)),))


def submission(**answers: Answer) -> Submission:
    """Make what is sent."""
    return Submission("0" * 32, "sheet", "1", "en", datetime(2026, 11, 22, tzinfo=UTC), answers, ())


@pytest.mark.parametrize(
    ("count", "answered", "percent"),
    [(0, 0, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1), (3, 3, 100)],
)
def test_percent_is_whole_and_halves_go_up(count: int, answered: int, percent: int) -> None:
    assert percent_of(count, answered) == percent


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_percent_is_never_more_than_half_a_point_off(count: int, answered: int) -> None:
    assert abs(percent_of(count, answered) - 100 * count / answered) <= 0.5


def test_an_answer_that_nobody_chose_is_shown_as_nothing() -> None:
    counted = count_of(FRUIT, 4, {"apple": 3}, several=True)
    assert [(answer.code, answer.count, answer.percent) for answer in counted.answers] == [
        ("apple", 3, 75),
        ("pear", 0, 0),
    ]


def test_an_answer_of_an_earlier_version_is_still_counted() -> None:
    counted = count_of(FRUIT, 4, {"apple": 3, "quince": 1}, several=True)
    assert counted.answers[-1].code == "quince"


def test_codes_and_words_are_kept_apart() -> None:
    kept = kept_of(SHEET, submission(fruit=("apple", "pear"), words="They are sweet."))
    assert kept.choices == {"fruit": ("apple", "pear")}
    assert kept.texts == {"words": "They are sweet."}
    assert kept_of(SHEET, submission()).is_empty


def test_a_cell_names_the_answers_in_the_order_of_the_questionnaire() -> None:
    assert in_words(FRUIT, ("pear", "apple")) == "Apple; Pear"
