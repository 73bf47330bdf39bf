"""What a family does with a draft: save it, send it once, delete it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.infra.clock import in_london
from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.queries import (
    draft_row,
    is_known_token,
    opened,
    receipt_of_draft,
)
from portal.questionnaires.rules.answers import Entries, Submission
from portal.questionnaires.rules.drafts import (
    DRAFT_LIFE,
    Draft,
    DraftChangedError,
    DraftIncompleteError,
    DraftLostError,
    Receipt,
)
from portal.questionnaires.rules.flow import Walk, first_incomplete, merged, urgent_questions, walk
from portal.questionnaires.rules.lock import hash_of, lock, new_draft_key, new_token
from portal.questionnaires.rules.questions import Page, Questionnaire

# Writes what was sent, in the transaction in which the draft becomes a receipt; gives the reference, if any.
Write = Callable[[Session, Submission], str | None]


def open_draft(
    session: Session, *, token: str | None, questionnaire: Questionnaire, now: datetime, entries: Entries
) -> tuple[str, Draft]:
    """Open a draft, or put what is already known into the one that is there; give its token and itself."""
    token = token if token is not None and is_known_token(session, token) else new_token()
    row = _row_to_change(session, token, questionnaire, now)
    found = opened(row, token)
    return token, _kept(session, row, token, {**(found.entries if found else {}), **entries}, now)


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
    return token, _kept(session, row, token, merged(found.entries if found else {}, page, typed), now)


def submit_draft(
    session: Session,
    *,
    token: str,
    draft_key: str,
    questionnaire: Questionnaire,
    language: str,
    now: datetime,
    keeps_copy: bool,
    write: Write,
) -> Receipt:
    """Send a draft once: however often it is asked for, `write` runs one time and the receipt stays the same.

    Raises DraftLostError, DraftChangedError or DraftIncompleteError; nothing is written then.
    """
    row = draft_row(session, token, questionnaire.id, now, to_change=True)
    if sent := receipt_of_draft(session, token, draft_key):
        return sent
    draft = opened(row, token) if row else None
    if row is None or draft is None:
        raise DraftLostError
    if row.key != draft_key:
        raise DraftChangedError
    way = walk(questionnaire, draft.entries, in_london(now).date())
    if missing := first_incomplete(way):
        raise DraftIncompleteError(missing.id)
    reference = write(session, _submission(questionnaire, draft, way, language, now))
    copy = draft.entries if keeps_copy else None
    receipt = Receipt(row.key, questionnaire.id, reference, now, copy)
    session.add(_receipt_row(receipt, token, questionnaire))
    session.delete(row)
    return receipt


def forget(session: Session, *, token: str, questionnaire: str) -> bool:
    """Delete a draft and the copies of what was sent; tell whether the cookie opens anything else."""
    for table in (DraftRow, ReceiptRow):
        session.execute(
            delete(table).where(table.token_hash == hash_of(token), table.questionnaire == questionnaire)
        )
    return is_known_token(session, token)


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
    locked = lock(entries, token, row.key)
    row.wrapped_key, row.entries, row.saved_at = locked.wrapped_key, locked.entries, now
    session.flush()
    return Draft(row.key, row.questionnaire, entries, now)


def _receipt_row(receipt: Receipt, token: str, questionnaire: Questionnaire) -> ReceiptRow:
    locked = lock(receipt.entries, token, receipt.key) if receipt.entries is not None else None
    return ReceiptRow(
        key=receipt.key,
        token_hash=hash_of(token),
        questionnaire=receipt.questionnaire,
        version=questionnaire.version,
        reference=receipt.reference,
        wrapped_key=locked.wrapped_key if locked else None,
        entries=locked.entries if locked else None,
        sent_at=receipt.sent_at,
    )


def _submission(
    questionnaire: Questionnaire, draft: Draft, way: Walk, language: str, now: datetime
) -> Submission:
    return Submission(
        key=draft.key,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        language=language,
        sent_at=now,
        answers=dict(way.answers),
        urgent=urgent_questions(way),
    )
