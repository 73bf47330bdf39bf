"""Reading rounds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.surveys.models import SurveyInvitation, SurveyResponse, SurveyRound
from portal.surveys.rules.invitations import hash_of
from portal.surveys.rules.rounds import Audience, Channel, Round


def rounds(session: Session) -> Sequence[Round]:
    """Give all rounds, the newest first."""
    found = session.scalars(select(SurveyRound).order_by(SurveyRound.opens_on.desc(), SurveyRound.id.desc()))
    return [_round(row) for row in found]


def round_named(session: Session, code: str) -> Round:
    """Give a round by its code; raises NotFoundError."""
    row = session.scalar(select(SurveyRound).where(SurveyRound.code == code))
    if row is None:
        raise NotFoundError
    return _round(row)


def open_round(session: Session, questionnaire: str, day: date) -> Round | None:
    """Give the round of a questionnaire that anybody may answer on a day, the one that opened last."""
    found = session.scalars(
        select(SurveyRound)
        .where(
            SurveyRound.questionnaire == questionnaire,
            SurveyRound.opens_on <= day,
            SurveyRound.closes_on >= day,
            SurveyRound.by_invitation.is_(False),
            SurveyRound.frozen_at.is_(None),
        )
        .order_by(SurveyRound.opens_on.desc(), SurveyRound.id.desc())
        .limit(1)
    )
    return next(map(_round, found), None)


def next_opening(session: Session, questionnaire: str, day: date) -> date | None:
    """Give the first day of the next round that anybody may answer, or None when none is planned."""
    return session.scalar(
        select(func.min(SurveyRound.opens_on)).where(
            SurveyRound.questionnaire == questionnaire,
            SurveyRound.opens_on > day,
            SurveyRound.by_invitation.is_(False),
            SurveyRound.frozen_at.is_(None),
        )
    )


def invited_round(session: Session, token: str) -> tuple[Round, bool] | None:
    """Give the round of an invitation and whether it was used, or None when it never was one."""
    found = session.execute(
        select(SurveyRound, SurveyInvitation.is_used)
        .join(SurveyInvitation, SurveyInvitation.round_id == SurveyRound.id)
        .where(SurveyInvitation.token_hash == hash_of(token))
    ).one_or_none()
    return (_round(found[0]), found[1]) if found else None


def round_to_answer(session: Session, questionnaire: str, day: date, invitation: str | None) -> Round | None:
    """Give the round into which an answer goes: the one of an unused invitation, or else the one open to anybody."""
    if invitation is not None and (found := invited_round(session, invitation)):
        invited, is_used = found
        if invited.questionnaire == questionnaire and invited.is_open(day) and not is_used:
            return invited
    return open_round(session, questionnaire, day)


def is_frozen(session: Session, round_id: int) -> bool:
    """Tell whether figures of a round were released by now."""
    query = select(SurveyRound.frozen_at).where(SurveyRound.id == round_id)
    return session.scalar(query) is not None


def responses_by_channel(session: Session) -> Mapping[int, Mapping[Channel, int]]:
    """Count the responses of each round by how they came."""
    query = select(SurveyResponse.round_id, SurveyResponse.channel, func.count()).group_by(
        SurveyResponse.round_id, SurveyResponse.channel
    )
    counted: dict[int, dict[Channel, int]] = defaultdict(dict)
    for round_id, channel, number in session.execute(query):
        counted[round_id][Channel(channel)] = number
    return counted


def has_answers(session: Session, round_id: int) -> bool:
    """Tell whether a round has any answer."""
    query = select(SurveyResponse.key).where(SurveyResponse.round_id == round_id).limit(1)
    return session.scalar(query) is not None


def is_untouched(session: Session, round_id: int) -> bool:
    """Tell whether nobody has answered in a round and nobody was invited to it."""
    invited = select(SurveyInvitation.token_hash).where(SurveyInvitation.round_id == round_id).limit(1)
    return not has_answers(session, round_id) and session.scalar(invited) is None


def invitations_of(session: Session, round_id: int) -> tuple[int, int]:
    """Count the invitations to a round, and those that were used."""
    query = (
        select(SurveyInvitation.is_used, func.count())
        .where(SurveyInvitation.round_id == round_id)
        .group_by(SurveyInvitation.is_used)
    )
    counted: dict[bool, int] = dict(session.execute(query).all())
    return sum(counted.values()), counted.get(True, 0)


def _round(row: SurveyRound) -> Round:
    return Round(
        id=row.id,
        code=row.code,
        name=row.name,
        questionnaire=row.questionnaire,
        audience=Audience(row.audience),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        by_invitation=row.by_invitation,
        compared_with=row.compared_with,
        is_frozen=row.frozen_at is not None,
    )
