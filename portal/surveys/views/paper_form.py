"""A questionnaire as it stands on paper: numbered questions, boxes to tick, lines to write on."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.infra.i18n import _, format_number
from portal.questionnaires.rules.conditions import ALWAYS, Condition, Fact, Test
from portal.questionnaires.rules.questions import Kind, Question, Questionnaire

_LINES = {Kind.TEXTAREA: 5, Kind.TEXT: 2}


@dataclass(frozen=True, slots=True)
class PaperOption:
    """One box with its words."""

    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question; `only_if` says when to leave it out, `how` whether one box may be ticked or several."""

    number: str
    label: str
    hint: str
    how: str
    only_if: str
    options: tuple[PaperOption, ...]
    lines: int


def opens_survey() -> str:
    """Say what the code for cameras does."""
    return _("Opens the survey")


def paper_questions(questionnaire: Questionnaire) -> tuple[PaperQuestion, ...]:
    """Give all questions in the current language, numbered through."""
    numbers = {question.id: number for number, question in enumerate(questionnaire.questions(), start=1)}
    return tuple(
        _on_paper(question, page.show_if, numbers, questionnaire)
        for page in questionnaire.pages
        for question in page.questions
    )


def _on_paper(
    question: Question, page_asked: Condition, numbers: Mapping[str, int], questionnaire: Questionnaire
) -> PaperQuestion:
    asked = question.show_if if page_asked is ALWAYS else page_asked
    return PaperQuestion(
        number=format_number(numbers[question.id]),
        label=_(question.label),
        hint=_(question.hint),
        how=_how(question),
        only_if=_only_if(asked, numbers, questionnaire),
        options=tuple(PaperOption(_(option.label), _(option.hint)) for option in question.options),
        lines=0 if question.options else _LINES.get(question.kind, 1),
    )


def _how(question: Question) -> str:
    if not question.options:
        return ""
    return _("Tick all that fit.") if question.kind is Kind.CHECKBOXES else _("Tick one box.")


def _only_if(condition: Condition, numbers: Mapping[str, int], questionnaire: Questionnaire) -> str:
    """Say in words when a question is for somebody; a condition of several parts is left to the reader."""
    if condition is ALWAYS:
        return ""
    if not isinstance(condition, Fact) or condition.test is not Test.ANY_OF:
        return _("Leave this out if it does not fit.")
    before = questionnaire.question(condition.question)
    ticked = (
        [_(option.label) for option in before.options if option.code in condition.codes] if before else []
    )
    number = format_number(numbers[condition.question])
    return _(
        "Only if you ticked “%(answer)s” in question %(number)s.", answer=" / ".join(ticked), number=number
    )
