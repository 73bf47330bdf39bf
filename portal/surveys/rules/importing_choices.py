"""Reads answers to the questions of a questionnaire: one line for each respondent, one column for each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.questionnaires.rules.questions import TEXTS, Kind, Question, Questionnaire
from portal.surveys.rules.importing import ImportedResponse, ImportRefusedError, LineError, checked_text
from portal.surveys.rules.rounds import Audience

BETWEEN_CODES = ";"


@dataclass(frozen=True, slots=True)
class ChoiceLines:
    """The columns of a file, each a question of the questionnaire."""

    audience: Audience
    questions: tuple[Question, ...]

    def response(self, cells: Mapping[str, str]) -> ImportedResponse:
        """Read one line; raises LineError for a code that is not known, or when every question is empty."""
        choices, texts = {}, {}
        for question in self.questions:
            if question.options:
                if codes := _codes(question, checked_text(cells[question.id])):
                    choices[question.id] = codes
            elif text := checked_text(cells[question.id], question.limits.max_length):
                texts[question.id] = text
        if not choices and not texts:
            raise LineError("no question is answered")
        return ImportedResponse(self.audience, choices, texts)


def choice_lines(questionnaire: Questionnaire, audience: Audience, head: Sequence[str]) -> ChoiceLines:
    """Find the question of each column; raises ImportRefusedError for a column that is none, or stands twice."""
    known = {
        question.id: question
        for question in questionnaire.questions()
        if question.options or question.kind in TEXTS
    }
    if unknown := [name for name in head if name not in known]:
        raise ImportRefusedError(
            f"{questionnaire.id} has no question “{unknown[0]}”; its columns are {', '.join(known)}"
        )
    return ChoiceLines(audience, tuple(known[name] for name in head))


def _codes(question: Question, cell: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in cell.split(BETWEEN_CODES) if code.strip())
    for code in codes:
        if question.option(code) is None:
            raise LineError(f"{question.id}: “{code}” is no code of this question")
    if len(set(codes)) < len(codes):
        raise LineError(f"{question.id}: a code stands twice")
    if len(codes) > 1 and question.kind is not Kind.CHECKBOXES:
        raise LineError(f"{question.id}: only one answer is possible")
    if len(codes) > 1 and any(option.exclusive for option in question.options if option.code in codes):
        raise LineError(f"{question.id}: an answer that stands alone stands with others")
    return codes
