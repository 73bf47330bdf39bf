"""Coding what people wrote: choosing themes for a comment, and taking the choice back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import NotFoundError, PortalError
from portal.infra.clock import in_london
from portal.surveys.models import CodedAnswer, SurveyResponse, ThemeTag
from portal.surveys.queries.coding import coding_of
from portal.surveys.queries.coding_history import CODING, Act, coding_subject
from portal.surveys.queries.themes import standing_merges
from portal.surveys.rules.coding import Choice, to_keep
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.themes import CodeBook, ThemeGroup
from portal.surveys.services.themes import add_theme

_LOOKS = "survey_words"
_NOT_CODED = "new"


class StaleCodingError(PortalError):
    """The same person has coded this comment otherwise since the form was opened."""


class UnknownThemeError(PortalError):
    """A theme was chosen that the group does not have."""


def coding_mark(codes: Collection[str] | None) -> str:
    """Give the mark of what a form was filled in upon: None is not coded yet, no code is "none of these fits"."""
    return _NOT_CODED if codes is None else ",".join(sorted(codes))


def save_coding(
    session: Session,
    *,
    now: datetime,
    actor: str,
    round_: Round,
    book: CodeBook,
    group: ThemeGroup,
    key: str,
    choice: Choice,
) -> None:
    """Keep what a coder chose for one comment, or that nothing fits; the choices of other coders stay.

    The same choice a second time is the same press of the button and changes nothing. Raises StaleCodingError,
    UnknownThemeError, and NotFoundError when the response is gone or in another round.
    """
    _hold(session, round_, key)
    chosen = set(choice.codes)
    if choice.new_theme:
        theme, _is_new = add_theme(
            session, now=now, actor=actor, book=book, group=group, label=choice.new_theme
        )
        group = group.with_themes([theme])
        chosen.add(theme.code)
    if not group.codes.issuperset(chosen):
        raise UnknownThemeError
    before = coding_of(session, group.code, key, actor)
    codes = to_keep(before or (), chosen, standing_merges(session, group.audience, group.code))
    if before == codes:
        return
    if coding_mark(before) != choice.seen:
        raise StaleCodingError
    _forget(session, group, key, actor)
    _keep(session, group, key, actor, codes, now)
    _note(session, now, actor, Act.CODED if before is None else Act.CHANGED, round_, group)


def clear_coding(
    session: Session, *, now: datetime, actor: str, round_: Round, group: ThemeGroup, key: str, seen: str
) -> None:
    """Take a coder's own choice for one comment back, so that it is not coded by this person any more.

    Raises StaleCodingError and NotFoundError like `save_coding`.
    """
    _hold(session, round_, key)
    before = coding_of(session, group.code, key, actor)
    if before is None:
        return
    if coding_mark(before) != seen:
        raise StaleCodingError
    _forget(session, group, key, actor)
    _note(session, now, actor, Act.CLEARED, round_, group)


def note_look(
    session: Session, *, now: datetime, actor: str, what: str, round_: Round, group: ThemeGroup
) -> None:
    """Record that somebody read comments or figures of a group; without this record nothing is shown."""
    subject = coding_subject(round_, group)
    record(session, now=now, action=f"survey.{what}", subject_type=_LOOKS, subject=subject, actor=actor)


def _hold(session: Session, round_: Round, key: str) -> None:
    """Hold the response, so that two presses of one button, or a coder and a removal, come after each other."""
    response = session.get(SurveyResponse, key, with_for_update=True)
    if response is None or response.round_id != round_.id:
        raise NotFoundError


def _forget(session: Session, group: ThemeGroup, key: str, coder: str) -> None:
    for kind in (ThemeTag, CodedAnswer):
        session.execute(
            delete(kind).where(kind.response_key == key, kind.group == group.code, kind.coder == coder)
        )


def _keep(
    session: Session, group: ThemeGroup, key: str, coder: str, codes: Collection[str], now: datetime
) -> None:
    day = in_london(now).date()
    session.add(CodedAnswer(response_key=key, group=group.code, coder=coder, coded_on=day))
    session.add_all(
        ThemeTag(response_key=key, group=group.code, code=code, coder=coder, tagged_on=day) for code in codes
    )


def _note(session: Session, now: datetime, actor: str, action: Act, round_: Round, group: ThemeGroup) -> None:
    subject = coding_subject(round_, group)
    record(session, now=now, action=action.value, subject_type=CODING, subject=subject, actor=actor)
