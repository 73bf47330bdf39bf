"""How long a survey takes, so that nobody begins one who has no time for it."""

from portal.questionnaires.rules.questions import TEXTS, Questionnaire

# A question to tick, and one to write an answer to; who skips is faster.
_TICK_SECONDS, _WRITE_SECONDS = 15, 45


def minutes_for(questionnaire: Questionnaire) -> int:
    """Give whole minutes, rounded up."""
    seconds = sum(
        _WRITE_SECONDS if question.kind in TEXTS else _TICK_SECONDS for question in questionnaire.questions()
    )
    return -(-seconds // 60)
