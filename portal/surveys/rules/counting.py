"""What is kept of a survey answer, and how answers are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.questionnaires.rules.answers import Submission
from portal.questionnaires.rules.needs import Needs
from portal.questionnaires.rules.questions import TEXTS, Question, Questionnaire
from portal.surveys.rules.rounds import Audience

PARENT_SURVEY, YOUNG_PEOPLE_SURVEY, PROVIDER_SURVEY = (
    "parent-survey",
    "young-people-survey",
    "provider-survey",
)
SURVEYS: Mapping[Audience, str] = {
    Audience.PARENTS: PARENT_SURVEY,
    Audience.YOUNG_PEOPLE: YOUNG_PEOPLE_SURVEY,
    Audience.PROVIDERS: PROVIDER_SURVEY,
}
# The barriers of the engagement of March 2021: later rounds are compared with it by these codes.
BARRIERS = ("awareness", "diagnosis", "nothing_suitable", "school_link", "overwhelmed")
# What providers said in 2021, in the order of the report (S001 31).
PROVIDER_VIEWS = (
    "pandemic",
    "venues",
    "joint_activities",
    "daytime_staff",
    "overnight_weekends",
    "longer_holiday_breaks",
)
NEEDS = Needs(
    PARENT_SURVEY,
    {
        "aware_of": (),
        "best_thing": (),
        "not_working": (),
        "suggestions": (),
        "barriers": BARRIERS,
        "told_diagnosis": ("yes", "no"),
        "district": (),
        "age_band": (),
    },
    also=(Needs(PROVIDER_SURVEY, {"views": PROVIDER_VIEWS, "views_words": ()}),),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a response keeps: codes in clear for counting, and words that only staff can open."""

    choices: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Tell whether every question was skipped."""
        return not self.choices and not self.texts


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many chose one answer; `percent` is of those who answered the question, in whole percent."""

    code: str
    label: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """The answers to one closed question; `answered` is N, and persons are counted, not ticks."""

    question: str
    label: str
    answered: int
    has_several: bool
    answers: tuple[AnswerCount, ...]


def kept_of(questionnaire: Questionnaire, submission: Submission) -> Kept:
    """Divide answers into codes and words."""
    choices, texts = {}, {}
    for question in questionnaire.questions():
        if question.options and (codes := submission.choices(question.id)):
            choices[question.id] = codes
        elif question.kind in TEXTS and (text := submission.text(question.id)):
            texts[question.id] = text
    return Kept(choices, texts)


def closed_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Give the questions whose answers are counted."""
    return tuple(question for question in questionnaire.questions() if question.options)


def open_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Give the questions that are answered in words."""
    return tuple(question for question in questionnaire.questions() if question.kind in TEXTS)


def percent_of(count: int, answered: int) -> int:
    """Give whole percent, half rounded up; 0 of nobody is 0."""
    return (200 * count + answered) // (2 * answered) if answered else 0


def count_of(question: Question, answered: int, counts: Mapping[str, int], several: bool) -> QuestionCount:
    """Put counts by code into the order of the questionnaire; an answer that nobody chose is shown as 0."""
    known = [(option.code, option.label) for option in question.options]
    gone = sorted(set(counts) - {code for code, _label in known})
    return QuestionCount(
        question=question.id,
        label=question.label,
        answered=answered,
        has_several=several,
        answers=tuple(
            AnswerCount(code, label, counts.get(code, 0), percent_of(counts.get(code, 0), answered))
            for code, label in (*known, *((code, code) for code in gone))
        ),
    )


def in_words(question: Question, codes: Sequence[str]) -> str:
    """Give chosen codes as one cell of a table, in the order of the questionnaire."""
    return "; ".join(option.label for option in question.options if option.code in codes)
