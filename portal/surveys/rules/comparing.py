"""Two rounds side by side: the same question, or a matched one of another audience, answers matched by code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.surveys.rules.counting import AnswerCount, QuestionCount


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One answer in two rounds; None where a round did not offer it. `points` is the difference of the percents.

    It is the difference of the whole percents that are shown, so that a reader who subtracts finds the same.
    """

    code: str
    label: str
    first: AnswerCount | None
    second: AnswerCount | None

    @property
    def points(self) -> int | None:
        """Give the second percent less the first, in percentage points."""
        return None if self.first is None or self.second is None else self.second.percent - self.first.percent

    @property
    def points_signed(self) -> str:
        """Give the difference as a reader expects it, with its sign."""
        return "" if self.points is None else f"{self.points:+d}".replace("-", "−").replace("+0", "0")


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """One question in two rounds, with the N of each."""

    question: str
    label: str
    second_label: str
    first_answered: int
    second_answered: int
    has_several: bool
    answers: tuple[ComparedAnswer, ...]

    @property
    def has_two_wordings(self) -> bool:
        """Tell whether the two rounds asked in different words."""
        return self.label != self.second_label


def compared(pairs: Iterable[tuple[QuestionCount, QuestionCount]]) -> tuple[ComparedQuestion, ...]:
    """Put pairs of counted questions side by side."""
    return tuple(
        ComparedQuestion(
            question=first.question,
            label=first.label,
            second_label=second.label,
            first_answered=first.answered,
            second_answered=second.answered,
            has_several=first.has_several or second.has_several,
            answers=_answers(first.answers, second.answers),
        )
        for first, second in pairs
    )


def _answers(first: Sequence[AnswerCount], second: Sequence[AnswerCount]) -> tuple[ComparedAnswer, ...]:
    """Match by code, in the order of the first round; what only the second one offers comes last."""
    of_first = {answer.code: answer for answer in first}
    of_second = {answer.code: answer for answer in second}
    both = {**of_second, **of_first}
    return tuple(
        ComparedAnswer(code, both[code].label, of_first.get(code), of_second.get(code))
        for code in dict.fromkeys((*of_first, *of_second))
    )
