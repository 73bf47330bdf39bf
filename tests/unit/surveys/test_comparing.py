"""Two rounds side by side, answers matched by code."""

from hypothesis import given
from hypothesis import strategies as st

from portal.surveys.rules.comparing import compared
from portal.surveys.rules.counting import AnswerCount, QuestionCount, percent_of


def counted(answered: int, label: str = "Asked", **counts: int) -> QuestionCount:
    """Make a counted question."""
    answers = tuple(
        AnswerCount(code, code.title(), count, percent_of(count, answered)) for code, count in counts.items()
    )
    return QuestionCount("asked", label, answered, False, answers)


def test_answers_are_matched_by_code_and_the_difference_is_of_what_is_shown() -> None:
    (question,) = compared([(counted(3, yes=1, no=2), counted(4, no=1, yes=3))])
    assert [(answer.code, answer.points) for answer in question.answers] == [("yes", 42), ("no", -42)]
    assert [answer.points_signed for answer in question.answers] == ["+42", "−42"]
    assert (question.first_answered, question.second_answered) == (3, 4)


def test_an_answer_that_one_round_did_not_offer_has_no_difference() -> None:
    (question,) = compared([(counted(2, old=2), counted(2, new=2))])
    assert [(answer.code, answer.points) for answer in question.answers] == [("old", None), ("new", None)]
    assert question.answers[0].second is None
    assert question.answers[1].first is None
    assert question.answers[0].points_signed == ""


def test_two_wordings_of_one_question_are_both_shown() -> None:
    (question,) = compared([(counted(1, "How was it?", good=1), counted(1, "Was it fun?", good=1))])
    assert question.has_two_wordings
    assert question.second_label == "Was it fun?"
    assert question.answers[0].points_signed == "0"


@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 90), st.integers(50, 90))
def test_the_difference_is_what_a_reader_finds(first: int, second: int, n_first: int, n_second: int) -> None:
    (question,) = compared([(counted(n_first, yes=first), counted(n_second, yes=second))])
    (answer,) = question.answers
    assert answer.first is not None
    assert answer.second is not None
    assert answer.first.percent + (answer.points or 0) == answer.second.percent
