"""What a family does with a draft: save it, come back to it, delete it."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.infra.clock import in_london
from portal.infra.sealing import SealError
from portal.links.rules import Address, LinkGoneError, LinkKind
from portal.links.services import use_link
from portal.notifications.services import SEALER
from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.queries import (
    SEALED_INFO,
    draft_row,
    is_known_token,
    opened,
)
from portal.questionnaires.rules.answers import Entries
from portal.questionnaires.rules.drafts import (
    CONTACT_QUESTIONS,
    DRAFT_LIFE,
    Draft,
    DraftLostError,
    OtherDraftError,
    address_given,
)
from portal.questionnaires.rules.flow import merged, walk
from portal.questionnaires.rules.lock import (
    Locked,
    data_key,
    hash_of,
    lock,
    new_draft_key,
    new_token,
    unlock_with,
    wrapped_for,
)
from portal.questionnaires.rules.questions import Page, Questionnaire


def open_draft(
    session: Session, *, token: str | None, questionnaire: Questionnaire, now: datetime, entries: Entries
) -> tuple[str, Draft]:
    """Open a draft, or put what is already known into the one that is there; give its token and itself."""
    token = token if token is not None and is_known_token(session, token) else new_token()
    row = _row_to_change(session, token, questionnaire, now)
    found = opened(row, token)
    draft = _kept(session, row, token, {**(found.entries if found else {}), **entries}, now)
    _let_it_be_found(session, row, token, questionnaire, draft, entries)
    return token, draft


def save_page(
    session: Session,
    *,
    token: str | None,
    questionnaire: Questionnaire,
    page: Page,
    typed: Entries,
    now: datetime,
) -> tuple[str, Draft]:
    """Save what was typed on one page exactly as it was typed, opening a draft where there is none."""
    token = token if token is not None and is_known_token(session, token) else new_token()
    row = _row_to_change(session, token, questionnaire, now)
    found = opened(row, token)
    draft = _kept(session, row, token, merged(found.entries if found else {}, page, typed), now)
    asked = [question.id for question in page.questions]
    _let_it_be_found(session, row, token, questionnaire, draft, asked)
    return token, draft


def save_for_later(
    session: Session, *, token: str | None, questionnaire: str, address: Address, now: datetime
) -> None:
    """Let a draft be opened again by a link to this address; raises DraftLostError when there is none."""
    row = draft_row(session, token, questionnaire, now, to_change=True) if token else None
    if row is None or token is None or opened(row, token) is None:
        raise DraftLostError
    _seal_key(session, row, token, address)
    row.saved_at = now


def open_link(
    session: Session, *, now: datetime, link: str, token: str | None, instead: bool = False
) -> tuple[str, str]:
    """Move what a link opens to this browser; gives its token and the questionnaire that was saved last.

    Raises LinkGoneError, or OtherDraftError when other answers would have to go, which `instead` agrees to:
    in both cases nothing is changed, and the link can still be used.
    """
    token = token if token is not None and is_known_token(session, token) else new_token()
    moved: list[DraftRow] = []
    for one in use_link(session, now=now, kind=LinkKind.DRAFT, token=link):
        row = session.get(DraftRow, one.subject, with_for_update=True)
        if row is None or row.saved_at <= now - DRAFT_LIFE or not _opens(row, one.key):
            continue
        _make_room(session, row, token, now, instead=instead)
        row.token_hash, row.wrapped_key = hash_of(token), wrapped_for(one.key, token, row.key)
        session.flush()
        moved.append(row)
    if not moved:
        raise LinkGoneError
    return token, max(moved, key=lambda row: row.saved_at).questionnaire


def forget(session: Session, *, token: str, questionnaire: str) -> bool:
    """Delete a draft and the copies of what was sent; tell whether the cookie opens anything else."""
    for table in (DraftRow, ReceiptRow):
        session.execute(
            delete(table).where(table.token_hash == hash_of(token), table.questionnaire == questionnaire)
        )
    return is_known_token(session, token)


def _opens(row: DraftRow, key: bytes) -> bool:
    try:
        unlock_with(key, row.entries, row.key)
    except SealError:
        return False
    return True


def _make_room(session: Session, coming: DraftRow, token: str, now: datetime, *, instead: bool) -> None:
    """Take away another draft of the same questions in this browser; one with answers in it only when agreed."""
    other = session.scalar(
        select(DraftRow)
        .where(
            DraftRow.token_hash == hash_of(token),
            DraftRow.questionnaire == coming.questionnaire,
            DraftRow.key != coming.key,
        )
        .with_for_update()
    )
    if other is None:
        return
    held = opened(other, token)
    if held is not None and held.entries and other.saved_at > now - DRAFT_LIFE and not instead:
        raise OtherDraftError(other.saved_at)
    session.delete(other)
    session.flush()


def _let_it_be_found(
    session: Session,
    row: DraftRow,
    token: str,
    questionnaire: Questionnaire,
    draft: Draft,
    asked: Collection[str],
) -> None:
    """Seal the key for a link once the answers say where one may go; what was said last counts."""
    if CONTACT_QUESTIONS.isdisjoint(asked):
        return
    answers = walk(questionnaire, draft.entries, in_london(draft.saved_at).date()).answers
    address = address_given(questionnaire, answers)
    if address is not None:
        _seal_key(session, row, token, address)
    elif answers.get("safe_message") not in {None, "yes"}:
        row.sealed_key = row.contact_code = None


def _seal_key(session: Session, row: DraftRow, token: str, address: Address) -> None:
    key = data_key(Locked(row.wrapped_key, row.entries), token, row.key)
    said = {"key": key.hex(), "to": address.to}
    seal: Callable[[bytes, bytes], bytes] = session.info[SEALER]
    row.sealed_key = seal(json.dumps(said).encode(), SEALED_INFO + row.key.encode())
    # The worker files it anew; the code of an earlier address must not find it any more.
    row.contact_code = None


def _row_to_change(session: Session, token: str, questionnaire: Questionnaire, now: datetime) -> DraftRow:
    """Give the row of a draft and hold it, so that two tabs that save at once both keep their page."""
    row = draft_row(session, token, questionnaire.id, now, to_change=True)
    if row is not None and opened(row, token) is not None:
        return row
    session.execute(
        delete(DraftRow).where(
            DraftRow.token_hash == hash_of(token),
            DraftRow.questionnaire == questionnaire.id,
            DraftRow.key == row.key if row else DraftRow.saved_at <= now - DRAFT_LIFE,
        )
    )
    try:
        with session.begin_nested():
            session.add(_new_row(token, questionnaire, now))
    except IntegrityError:
        # Another tab opened the draft in this very moment; theirs is the one that counts.
        session.expire_all()
    return session.scalars(
        select(DraftRow)
        .where(DraftRow.token_hash == hash_of(token), DraftRow.questionnaire == questionnaire.id)
        .with_for_update()
    ).one()


def _new_row(token: str, questionnaire: Questionnaire, now: datetime) -> DraftRow:
    key = new_draft_key()
    locked = lock({}, token, key)
    return DraftRow(
        key=key,
        token_hash=hash_of(token),
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        wrapped_key=locked.wrapped_key,
        entries=locked.entries,
        saved_at=now,
    )


def _kept(session: Session, row: DraftRow, token: str, entries: Entries, now: datetime) -> Draft:
    key = data_key(Locked(row.wrapped_key, row.entries), token, row.key)
    row.entries, row.saved_at = lock(entries, token, row.key, key).entries, now
    session.flush()
    return Draft(row.key, row.questionnaire, entries, now)
