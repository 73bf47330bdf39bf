"""What a feature needs of a questionnaire: the ids and option codes that its rules read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.questionnaires.rules.questions import Questionnaire


@dataclass(frozen=True, slots=True)
class Needs:
    """The questions of one questionnaire that a feature's rules read, with the option codes they compare.

    `also` is what the feature needs of further questionnaires.
    """

    questionnaire: str
    questions: Mapping[str, Iterable[str]]
    also: tuple["Needs", ...] = ()

    def every(self) -> Iterator["Needs"]:
        """Give these needs and those of the further questionnaires."""
        yield self
        for more in self.also:
            yield from more.every()


def unmet(needs: Needs, questionnaire: Questionnaire) -> str | None:
    """Say in words what a questionnaire lacks, or give None when a feature can work with it."""
    for question_id, codes in needs.questions.items():
        question = questionnaire.question(question_id)
        if question is None:
            return f'a feature needs the question "{question_id}"'
        for code in codes:
            if question.option(code) is None:
                return f'a feature needs the option "{code}" of the question "{question_id}"'
    return None
