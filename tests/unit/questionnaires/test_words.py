"""Every fault has words, in every kind of question, and the question's own words come first."""

from itertools import product

import pytest

from portal.infra.i18n import speaking
from portal.questionnaires.forms import label_of, words_of
from portal.questionnaires.rules.answers import AnswerError, Fault
from portal.questionnaires.rules.questions import Kind
from tests.unit.questionnaires.sheets import asked

NUMBERS = {
    "limit": 3000,
    "length": 3010,
    "over": 10,
    "lowest": 0,
    "highest": 25,
    "oldest": 25,
    "youngest": 15,
}


@pytest.mark.parametrize(("fault", "kind"), list(product(Fault, Kind)))
def test_each_fault_says_what_to_do(fault: Fault, kind: Kind) -> None:
    words = words_of(AnswerError(fault, **NUMBERS), asked("it", kind))
    assert words
    assert "%(" not in words
    assert not words.isupper()


def test_the_questions_own_words_come_first_with_the_numbers_in_them() -> None:
    question = asked("age", Kind.NUMBER, errors={"too_high": "At most %(highest)s, or ring us."})
    assert words_of(AnswerError(Fault.TOO_HIGH, highest=1200), question) == "At most 1,200, or ring us."


def test_a_question_that_may_be_left_out_says_so() -> None:
    assert label_of(asked("notes", Kind.TEXTAREA)) == "Notes (optional)"
    assert label_of(asked("notes", Kind.TEXTAREA, required=True)) == "Notes"


def test_errors_are_in_the_language_of_the_reader() -> None:
    error = AnswerError(Fault.REQUIRED)
    with speaking("pl"):
        polish = words_of(error, asked("it", Kind.DATE))
    assert polish != words_of(error, asked("it", Kind.DATE))
