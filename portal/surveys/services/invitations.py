"""Invitations that work once, and that nothing joins to the answers (docs/surveys.md)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import or_, select, text, update
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.infra.i18n import format_day, speaking
from portal.notifications.rules import Channel, Message
from portal.notifications.services import queue_message
from portal.surveys.models import SurveyInvitation, SurveyRound
from portal.surveys.queries.rounds import round_named
from portal.surveys.rules.invitations import hash_of, places, token_of
from portal.surveys.rules.rounds import Phase, Round, RoundClosedError

INVITATION = "survey_invitation"
MESSAGE_KINDS = frozenset({INVITATION})
# Gives the whole address of an invitation.
LinkTo = Callable[[str], str]

# Two who mark at once would each wait for rows that the other holds. The second number is the round.
_MARK_LOCK = 7_203_115
_TAKE_TURN = text("SELECT pg_advisory_xact_lock(:lock, :round)")


def make_invitations(
    session: Session, *, now: datetime, actor: str, code: str, form_key: str, count: int
) -> tuple[str, ...]:
    """Make invitations to hand out and give their tokens, which nobody can read again.

    The same form sent again gives the same ones. Raises RoundClosedError when the round is over or asks anybody.
    """
    invited = _round_that_invites(session, code, now)
    tokens = tuple(token_of(form_key, place) for place in places(count))
    if _added(session, invited, tokens):
        _recorded(session, now, actor, "invitations_made", code)
    return tokens


def send_invitations(
    session: Session,
    *,
    now: datetime,
    actor: str,
    code: str,
    form_key: str,
    addresses: Sequence[str],
    language: str,
    link_to: LinkTo,
) -> int:
    """Queue one invitation for each address, which is kept in the sealed message alone; give how many are new.

    Raises RoundClosedError when the round is over or asks anybody.
    """
    invited = _round_that_invites(session, code, now)
    by_token = {token_of(form_key, address.lower()): address for address in addresses}
    added = _added(session, invited, tuple(by_token))
    with speaking(language):
        day = format_day(invited.closes_on)
    for token in added:
        values = {"link": link_to(token), "day": day}
        message = Message(INVITATION, Channel.EMAIL, by_token[token], language, values)
        queue_message(session, now=now, message=message)
    if added:
        _recorded(session, now, actor, "invitations_sent", code)
    return len(added)


def mark_used(session: Session, *, token: str) -> None:
    """Mark an invitation as used, in a transaction of its own after the one that kept the answers.

    All invitations of the round are written in one statement, so that in PostgreSQL every row carries the number of
    the last such transaction, and none its own. Nothing is recorded in the audit trail: the event would tell when.
    """
    found = session.execute(
        select(SurveyInvitation.round_id, SurveyInvitation.is_used).where(
            SurveyInvitation.token_hash == hash_of(token)
        )
    ).one_or_none()
    if found is None or found.is_used:
        return
    if session.connection().dialect.name == "postgresql":
        session.execute(_TAKE_TURN, {"lock": _MARK_LOCK, "round": found.round_id})
    session.execute(
        update(SurveyInvitation)
        .where(SurveyInvitation.round_id == found.round_id)
        .values(is_used=or_(SurveyInvitation.is_used, SurveyInvitation.token_hash == hash_of(token)))
        .execution_options(synchronize_session=False)
    )


def _round_that_invites(session: Session, code: str, now: datetime) -> Round:
    # Held, so that of the same form sent twice at once the second finds what the first made.
    session.execute(select(SurveyRound.id).where(SurveyRound.code == code).with_for_update())
    invited = round_named(session, code)
    if not invited.by_invitation or invited.phase(in_london(now).date()) is Phase.OVER:
        raise RoundClosedError
    return invited


def _added(session: Session, invited: Round, tokens: Sequence[str]) -> tuple[str, ...]:
    """Store the hashes of tokens and give those that were not there."""
    hashes = {hash_of(token): token for token in tokens}
    there = set(
        session.scalars(select(SurveyInvitation.token_hash).where(SurveyInvitation.token_hash.in_(hashes)))
    )
    new = {stored: token for stored, token in hashes.items() if stored not in there}
    # In the order of the hashes, which means nothing: the place of a row must not tell its place on the sheet.
    session.add_all(SurveyInvitation(token_hash=stored, round_id=invited.id) for stored in sorted(new))
    return tuple(new.values())


def _recorded(session: Session, now: datetime, actor: str, what: str, code: str) -> None:
    record(
        session,
        now=now,
        action=f"survey_round.{what}",
        subject_type="survey_round",
        subject=code,
        actor=actor,
    )
