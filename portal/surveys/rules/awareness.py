"""The report of awareness and barriers: what parents had heard of, and what made it hard to get a break."""

from dataclasses import dataclass

from portal.questionnaires.rules.questions import Question
from portal.surveys.rules.consultees import Survey
from portal.surveys.rules.counting import BARRIERS, AnswerCount, QuestionCount
from portal.surveys.rules.crossing import Answers, counted

AWARE, HARD = "aware_of", "barriers"
_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme, with the people who had heard of it; `is_unknown` when most had not."""

    code: str
    label: str
    count: int
    percent: int
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class AwarenessReport:
    """The whole report; each part has its own N, because every question can be skipped.

    `barriers` are ranked, the most frequent first; ties keep the order of the engagement of March 2021.
    """

    survey: Survey
    aware_answered: int
    programmes: tuple[Programme, ...]
    heard_of_none: AnswerCount | None
    barriers_answered: int
    barriers: tuple[AnswerCount, ...]
    nothing_hard: AnswerCount | None

    @property
    def mostly_unknown(self) -> tuple[Programme, ...]:
        """Give the programmes of which the majority was not aware."""
        return tuple(programme for programme in self.programmes if programme.is_unknown)


def awareness_report(
    survey: Survey, answers: Answers, among: int, aware_of: Question, barriers: Question
) -> AwarenessReport:
    """Count both questions among some persons."""
    aware, hard = counted(answers, aware_of, among), counted(answers, barriers, among)
    return AwarenessReport(
        survey=survey,
        aware_answered=aware.answered,
        programmes=tuple(
            Programme(
                answer.code, answer.label, answer.count, answer.percent, 2 * answer.count < aware.answered
            )
            for answer in aware.answers
            if answer.code != _NOTHING
        ),
        heard_of_none=_answer(aware, _NOTHING),
        barriers_answered=hard.answered,
        barriers=tuple(
            sorted((one for one in hard.answers if one.code != _NOTHING), key=_by_number_then_engagement)
        ),
        nothing_hard=_answer(hard, _NOTHING),
    )


def as_json(report: AwarenessReport) -> dict[str, object]:
    """Give the report as other programs read it."""
    return {
        "source": report.survey.source or " ".join(one.code for one in report.survey.rounds),
        "synthetic": report.survey.is_synthetic,
        "responses": report.survey.responses,
        "aware_of": {
            "answered": report.aware_answered,
            "rows": [
                {
                    "code": one.code,
                    "label": one.label,
                    "count": one.count,
                    "percent": one.percent,
                    "majority_not_aware": one.is_unknown,
                }
                for one in report.programmes
            ],
        },
        "barriers": {
            "answered": report.barriers_answered,
            "rows": [
                {
                    "rank": rank,
                    "code": one.code,
                    "label": one.label,
                    "count": one.count,
                    "percent": one.percent,
                }
                for rank, one in enumerate(report.barriers, 1)
            ],
        },
    }


def _by_number_then_engagement(answer: AnswerCount) -> tuple[int, int]:
    place = BARRIERS.index(answer.code) if answer.code in BARRIERS else len(BARRIERS)
    return -answer.count, place


def _answer(question: QuestionCount, code: str) -> AnswerCount | None:
    return next((answer for answer in question.answers if answer.code == code), None)
