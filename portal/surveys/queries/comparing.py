"""Reading two rounds so that they can be put beside each other."""

from sqlalchemy.orm import Session

from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.queries.crossing import answers_of
from portal.surveys.rules.comparing import ComparedQuestion
from portal.surveys.rules.crossing import Wanted, people
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.sides import Side, beside, questions_beside


def rounds_beside(
    session: Session, first: tuple[Round, Questionnaire], second: tuple[Round, Questionnaire]
) -> tuple[ComparedQuestion, ...]:
    """Compare two rounds, each with its questionnaire, in all questions that can be compared."""
    questions = questions_beside(first[1], second[1])
    sides = []
    for one, questionnaire in (first, second):
        answers = answers_of(session, questionnaire.id, questions)
        among = people(answers, Wanted(rounds=frozenset({one.id})))
        sides.append(Side(questionnaire, answers, among))
    return beside(*sides)
