"""Two rounds beside each other, of one survey or of two that ask matched questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.rules.comparing import ComparedQuestion, compared
from portal.surveys.rules.counting import AnswerCount, QuestionCount, closed_questions, percent_of
from portal.surveys.rules.crossing import Answers, counted
from portal.surveys.rules.matched import MATCHED, Matched


@dataclass(frozen=True, slots=True)
class Side:
    """One round: its survey, all answers to it, and who of them answered in the round."""

    questionnaire: Questionnaire
    answers: Answers
    among: int

    def count(self, question_id: str) -> QuestionCount | None:
        """Count one closed question, or give None when this survey does not ask it."""
        question = self.questionnaire.question(question_id)
        return None if question is None else counted(self.answers, question, self.among)


def questions_beside(first: Questionnaire, second: Questionnaire) -> Sequence[str]:
    """Give the ids of the closed questions that can be compared, in the order of the first survey."""
    of_first = [question.id for question in closed_questions(first)]
    of_second = {question.id for question in closed_questions(second)}
    both = [question for question in of_first if question in of_second]
    if first.id == second.id:
        return both
    return [question for question in both if any(one.question == question for one in MATCHED)]


def beside(first: Side, second: Side) -> tuple[ComparedQuestion, ...]:
    """Compare all questions that can be compared; the surveys of two audiences by the codes of the matched list."""
    return compared(_pairs(first, second))


def _pairs(first: Side, second: Side) -> Iterator[tuple[QuestionCount, QuestionCount]]:
    is_one_survey = first.questionnaire.id == second.questionnaire.id
    for question in questions_beside(first.questionnaire, second.questionnaire):
        pair = first.count(question), second.count(question)
        if pair[0] is None or pair[1] is None:
            continue
        if is_one_survey:
            yield pair[0], pair[1]
            continue
        match = next(one for one in MATCHED if one.question == question)
        labels = _labels(match, first.questionnaire, second.questionnaire)
        yield _folded(pair[0], match, labels), _folded(pair[1], match, labels)


def _labels(match: Matched, *surveys: Questionnaire) -> dict[str, str]:
    """Name the codes of the comparison as the survey does whose list they are."""
    for survey in surveys:
        question = survey.question(match.question)
        labels = {option.code: option.label for option in question.options} if question else {}
        if set(match.codes) <= set(labels):
            return labels
    return {}


def _folded(count: QuestionCount, match: Matched, labels: dict[str, str]) -> QuestionCount:
    sums = match.folded({answer.code: answer.count for answer in count.answers})
    return QuestionCount(
        question=count.question,
        label=count.label,
        answered=count.answered,
        has_several=False,
        answers=tuple(
            AnswerCount(code, labels.get(code, code), sums[code], percent_of(sums[code], count.answered))
            for code in match.codes
        ),
    )
