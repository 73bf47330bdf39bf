"""Writing “You said, we did”: each change is a version, and only checked words reach the page."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import NotFoundError
from portal.infra.access import Actor
from portal.infra.clock import in_london
from portal.voice.models import YouSaidPublished, YouSaidVersion, YouSaidWeDid
from portal.voice.queries.you_said import said_of
from portal.voice.rules.checks import Finding, findings_in, unconfirmed
from portal.voice.rules.you_said import ChangedMeanwhileError, NotConfirmedError, Said, State

_SUBJECT_TYPE = "you_said_we_did"


def add_item(session: Session, *, now: datetime, actor: Actor, said: Said) -> int:
    """Write a new item, which nobody outside can read yet; give its number."""
    row = YouSaidWeDid(state=State.DRAFT.value, newest=1)
    session.add(row)
    session.flush()
    session.add(_version(row.id, 1, said, actor, now))
    _recorded(session, now, actor, "added", row.id)
    return row.id


def change_item(session: Session, *, now: datetime, actor: Actor, number: int, after: int, said: Said) -> int:
    """Write a version that follows version `after`; what is published stays as it is. Gives the newest number.

    Raises NotFoundError, or ChangedMeanwhileError when a colleague was faster; the same words change nothing.
    """
    row = _held(session, number)
    newest = session.get_one(YouSaidVersion, (number, row.newest))
    if said_of(newest) == said:
        return row.newest
    if row.newest != after:
        raise ChangedMeanwhileError
    row.newest += 1
    session.add(_version(number, row.newest, said, actor, now))
    _recorded(session, now, actor, "changed", number)
    return row.newest


def publish_item(
    session: Session,
    *,
    now: datetime,
    actor: Actor,
    number: int,
    version: int,
    known: Collection[str],
    confirmed: Collection[str],
) -> None:
    """Put a version on the page; `confirmed` are the marks of what an editor found safe, `known` words no names.

    Raises NotConfirmedError when something else may point to a person, ChangedMeanwhileError when this is not the
    newest version, and NotFoundError.
    """
    row = _held(session, number)
    if row.newest != version:
        raise ChangedMeanwhileError
    newest = session.get_one(YouSaidVersion, (number, version))
    if unconfirmed(findings_of(said_of(newest), known), confirmed):
        raise NotConfirmedError
    if row.state == State.PUBLISHED.value and row.published == version:
        return
    day = in_london(now).date()
    _show(session, number, is_shown=True)
    if session.get(YouSaidPublished, (number, version)) is None:
        session.add(_as_published(newest, in_london(now)))
    row.state, row.published = State.PUBLISHED.value, version
    row.published_on = row.published_on or day
    _recorded(session, now, actor, "published", number, f"version {version}")


def withdraw_item(session: Session, *, now: datetime, actor: Actor, number: int) -> None:
    """Take an item off the page; its versions stay for editors. Raises NotFoundError."""
    row = _held(session, number)
    if row.state != State.PUBLISHED.value:
        return
    row.state = State.WITHDRAWN.value
    _show(session, number, is_shown=False)
    _recorded(session, now, actor, "withdrawn", number)


def findings_of(said: Said, known: Collection[str]) -> tuple[Finding, ...]:
    """Give what must be confirmed before these words are published."""
    return findings_in(said.texts(), known, quoted=said.quoted())


def _show(session: Session, number: int, *, is_shown: bool) -> None:
    session.execute(
        update(YouSaidPublished).where(YouSaidPublished.item_id == number).values(is_shown=is_shown)
    )


def _held(session: Session, number: int) -> YouSaidWeDid:
    """Give the row, held for this transaction, so that of two editors one is told that the other was faster."""
    row = session.scalar(select(YouSaidWeDid).where(YouSaidWeDid.id == number).with_for_update())
    if row is None:
        raise NotFoundError
    return row


def _words(said: Said) -> dict[str, object]:
    words, theme = said.words, said.theme
    return {
        "asked": words.asked,
        "said": words.said,
        "did": words.did,
        "why": words.why,
        "status": said.status.value,
        "owner": said.owner,
        "due_on": said.due_on,
        "theme_audience": theme.audience if theme else "",
        "theme_group": theme.group if theme else "",
        "theme_code": theme.code if theme else "",
        "translations": {language: dict(held) for language, held in said.translations.items()},
    }


def _version(item_id: int, number: int, said: Said, actor: Actor, now: datetime) -> YouSaidVersion:
    return YouSaidVersion(
        item_id=item_id, number=number, changed_by=actor.name, changed_at=now, **_words(said)
    )


def _as_published(version: YouSaidVersion, local: datetime) -> YouSaidPublished:
    """Give what everybody reads; a translation of older English words is left out."""
    said = said_of(version)
    current = {code: held for code, held in said.translations.items() if not said.is_stale(code)}
    words = {**_words(said), "translations": {code: dict(held) for code, held in current.items()}}
    return YouSaidPublished(
        item_id=version.item_id, number=version.number, published_on=local.date(), **words
    )


def _recorded(session: Session, now: datetime, actor: Actor, what: str, number: int, *fields: str) -> None:
    record(
        session,
        now=now,
        action=f"you_said.{what}",
        subject_type=_SUBJECT_TYPE,
        subject=str(number),
        actor=str(actor.user_id),
        fields=fields,
    )
