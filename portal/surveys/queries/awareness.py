"""Counting what parents had heard of and what was hard, for one or several rounds of their survey."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.questionnaires.rules.questions import Question, Questionnaire
from portal.surveys.queries.consultees import rounds_asked_for, survey_of
from portal.surveys.queries.crossing import answers_of
from portal.surveys.rules.awareness import AWARE, HARD, AwarenessReport, awareness_report
from portal.surveys.rules.counting import PARENT_SURVEY
from portal.surveys.rules.crossing import Wanted, people
from portal.surveys.rules.rounds import Audience


def awareness(session: Session, questionnaire: Questionnaire, codes: Collection[str] = ()) -> AwarenessReport:
    """Count both questions; raises NotFoundError when a code names no round of parents."""
    chosen = rounds_asked_for(session, codes)
    mine = tuple(one for one in chosen if one.questionnaire == PARENT_SURVEY)
    if codes and len(mine) < len(chosen):
        raise NotFoundError
    answers = answers_of(session, PARENT_SURVEY, (AWARE, HARD))
    among = people(answers, Wanted(rounds=frozenset(one.id for one in mine))) if mine else 0
    return awareness_report(
        survey_of(session, Audience.PARENTS, mine),
        answers,
        among,
        _question(questionnaire, AWARE),
        _question(questionnaire, HARD),
    )


def _question(questionnaire: Questionnaire, question_id: str) -> Question:
    question = questionnaire.question(question_id)
    # The portal does not start when the survey lacks one of the questions it needs.
    assert question is not None
    return question
