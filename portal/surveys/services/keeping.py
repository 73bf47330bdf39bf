"""Keeping a survey response, and noting who looked at the answers."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.questionnaires.rules.answers import Submission
from portal.questionnaires.rules.questions import Questionnaire
from portal.questionnaires.services import Write
from portal.surveys.models import SurveyChoice, SurveyResponse, SurveyRound, SurveyText
from portal.surveys.queries.responses import info_of
from portal.surveys.queries.rounds import is_frozen, round_named, round_to_answer
from portal.surveys.rules.counting import Kept, kept_of
from portal.surveys.rules.rounds import Channel, Round, RoundClosedError

# Seals words for the staff side: plain text and the name of its place.
Seal = Callable[[bytes, bytes], bytes]


def keeper(questionnaire: Questionnaire, seal: Seal, invitation: str | None = None) -> Write:
    """Give what keeps a response when its draft is sent, in the round that takes answers at that moment.

    It raises RoundClosedError when there is none. `invitation` is the token of this browser; marking it as used is
    a step of its own (services/invitations.py).
    """

    def keep(session: Session, submission: Submission) -> None:
        day = in_london(submission.sent_at).date()
        found = round_to_answer(session, questionnaire.id, day, invitation)
        if found is None:
            raise RoundClosedError
        kept = kept_of(questionnaire, submission)
        if not kept.is_empty:
            keep_response(session, kept=kept, into=found, submission=submission, seal=seal)

    return keep


def keep_entry(
    session: Session,
    *,
    questionnaire: Questionnaire,
    code: str,
    key: str,
    submission: Submission,
    seal: Seal,
    channel: Channel,
    actor: str,
) -> bool:
    """Keep what staff typed in from paper or the telephone, and tell whether anything was answered.

    `key` comes from the form, so that the form sent again is the same response. Raises RoundClosedError.
    """
    # Held, so that of the same form sent twice at once the second finds what the first kept.
    session.execute(select(SurveyRound.id).where(SurveyRound.code == code).with_for_update())
    into = round_named(session, code)
    kept = kept_of(questionnaire, submission)
    if not into.takes_entries(in_london(submission.sent_at).date()):
        raise RoundClosedError
    if kept.is_empty or session.get(SurveyResponse, key) is not None:
        return not kept.is_empty
    keep_response(
        session, kept=kept, into=into, submission=submission, seal=seal, channel=channel, key=key, actor=actor
    )
    return True


def keep_response(
    session: Session,
    *,
    kept: Kept,
    into: Round,
    submission: Submission,
    seal: Seal,
    channel: Channel = Channel.ONLINE,
    key: str | None = None,
    actor: str | None = None,
) -> None:
    """Keep a response under a random key with its date only; its audit event names the round and nothing else.

    The draft's key is not stored with it, so that neither the cookie nor the receipt leads to the answers.
    """
    key = key or secrets.token_hex(16)
    session.add(
        SurveyResponse(
            key=key,
            round_id=into.id,
            channel=channel.value,
            survey=submission.questionnaire,
            version=submission.version,
            answered_on=in_london(submission.sent_at).date(),
        )
    )
    session.flush()
    # Asked once more when the row holds the round (by its foreign key): a release that froze it meanwhile was first.
    if is_frozen(session, into.id):
        raise RoundClosedError
    _add_answers(session, key, kept, seal)
    record(
        session,
        now=submission.sent_at,
        action="survey.answered" if actor is None else "survey.answer_entered",
        subject_type="survey_round",
        subject=into.code,
        actor=actor,
    )


def _add_answers(session: Session, key: str, kept: Kept, seal: Seal) -> None:
    for question, codes in kept.choices.items():
        session.add_all(SurveyChoice(response_key=key, question=question, code=code) for code in codes)
    for question, words in kept.texts.items():
        sealed = seal(words.encode(), info_of(key, question))
        session.add(SurveyText(response_key=key, question=question, sealed=sealed))


def note_look(session: Session, *, now: datetime, actor: str, survey: str, what: str) -> None:
    """Record that somebody looked at or took away answers; without this record nothing is shown."""
    record(session, now=now, action=f"survey.{what}", subject_type="survey", subject=survey, actor=actor)
