"""Keeping a survey response, and noting who looked at the answers."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.questionnaires.rules.answers import Submission
from portal.questionnaires.rules.questions import Questionnaire
from portal.questionnaires.services import Write
from portal.surveys.models import SurveyChoice, SurveyResponse, SurveyText
from portal.surveys.queries import info_of
from portal.surveys.rules import kept_of

# Seals words for the staff side: plain text and the name of its place.
Seal = Callable[[bytes, bytes], bytes]


def keeper(questionnaire: Questionnaire, seal: Seal) -> Write:
    """Give what keeps a response of this questionnaire when its draft is sent."""

    def keep(session: Session, submission: Submission) -> None:
        keep_response(session, questionnaire=questionnaire, submission=submission, seal=seal)

    return keep


def keep_response(
    session: Session, *, questionnaire: Questionnaire, submission: Submission, seal: Seal
) -> None:
    """Keep a response under a random key with its date only; one where all was skipped is not kept.

    The draft's key is not stored with it, so that neither the cookie nor the receipt leads to the answers.
    """
    kept = kept_of(questionnaire, submission)
    if kept.is_empty:
        return
    key = secrets.token_hex(16)
    day = in_london(submission.sent_at).date()
    session.add(SurveyResponse(key=key, survey=questionnaire.id, version=submission.version, answered_on=day))
    session.flush()
    for question, codes in kept.choices.items():
        session.add_all(SurveyChoice(response_key=key, question=question, code=code) for code in codes)
    for question, text in kept.texts.items():
        sealed = seal(text.encode(), info_of(key, question))
        session.add(SurveyText(response_key=key, question=question, sealed=sealed))
    record(
        session,
        now=submission.sent_at,
        action="survey.answered",
        subject_type="survey",
        subject=questionnaire.id,
    )


def note_look(session: Session, *, now: datetime, actor: str, survey: str, what: str) -> None:
    """Record that somebody looked at or took away answers; without this record nothing is shown."""
    record(session, now=now, action=f"survey.{what}", subject_type="survey", subject=survey, actor=actor)
