"""Sending a draft, once: it becomes a receipt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.orm import Session

from portal.infra.clock import in_london
from portal.infra.db import insert_row
from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.queries import (
    draft_row,
    opened,
    receipt_of_draft,
)
from portal.questionnaires.rules.answers import Submission
from portal.questionnaires.rules.drafts import (
    Draft,
    DraftChangedError,
    DraftIncompleteError,
    DraftLostError,
    Receipt,
)
from portal.questionnaires.rules.flow import Walk, first_incomplete, urgent_questions, walk
from portal.questionnaires.rules.lock import Locked, hash_of, lock
from portal.questionnaires.rules.questions import Questionnaire

_TAKE = delete(DraftRow).where(DraftRow.key == bindparam("sent"), DraftRow.entries == bindparam("read"))

# Writes what was sent, in the transaction in which the draft becomes a receipt; gives the reference, if any.
Write = Callable[[Session, Submission], str | None]


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft as it would be sent, and the locked answers from which that was made."""

    entries: bytes
    draft: Draft
    submission: Submission
    copy: Locked | None


def ready_to_send(
    session: Session,
    *,
    token: str,
    draft_key: str,
    questionnaire: Questionnaire,
    language: str,
    now: datetime,
    keeps_copy: bool,
) -> Ready | None:
    """Read and check a draft without holding it: all others wait for whoever holds one.

    Gives None when there is none that can be sent; `submit_draft` says why.
    """
    row = draft_row(session, token, questionnaire.id, now)
    if row is None or row.key != draft_key:
        return None
    try:
        return _ready(row, token, questionnaire, language, now, keeps_copy=keeps_copy)
    except DraftIncompleteError:
        return None


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
    ready: Ready | None = None,
) -> Receipt:
    """Send a draft once: however often it is asked for, `write` runs one time and the receipt stays the same.

    `ready` is used while the draft is the same as when it was made. Raises DraftLostError, DraftChangedError or
    DraftIncompleteError; nothing is written then.
    """
    if ready is None or not _is_taken(session, ready):
        # A draft goes when it becomes a receipt, so the one that is here was not sent.
        row = draft_row(session, token, questionnaire.id, now, to_change=True)
        if (row is None or row.key != draft_key) and (sent := receipt_of_draft(session, token, draft_key)):
            return sent
        if row is not None and row.key != draft_key:
            raise DraftChangedError
        held = (token, questionnaire, language, now)
        ready = None if row is None else _ready(row, *held, keeps_copy=keeps_copy)
        if ready is None or not _is_taken(session, ready):
            raise DraftLostError
    reference = write(session, ready.submission)
    entries = ready.draft.entries if keeps_copy else None
    receipt = Receipt(ready.draft.key, questionnaire.id, reference, now, entries)
    insert_row(session, ReceiptRow, **_receipt_values(receipt, token, questionnaire, ready.copy))
    return receipt


def _is_taken(session: Session, ready: Ready) -> bool:
    """Delete the draft if it is still the one that was read; in one step, because all others wait for this one."""
    wanted = {"sent": ready.draft.key, "read": ready.entries}
    done = session.connection().execute(_TAKE, wanted)
    return done.rowcount == 1


def _ready(
    row: DraftRow, token: str, questionnaire: Questionnaire, language: str, now: datetime, *, keeps_copy: bool
) -> Ready | None:
    draft = opened(row, token)
    if draft is None:
        return None
    way = walk(questionnaire, draft.entries, in_london(now).date())
    if missing := first_incomplete(way):
        raise DraftIncompleteError(missing.id)
    submission = _submission(questionnaire, draft, way, language, now)
    return Ready(row.entries, draft, submission, lock(draft.entries, token, row.key) if keeps_copy else None)


def _receipt_values(
    receipt: Receipt, token: str, questionnaire: Questionnaire, locked: Locked | None
) -> dict[str, object]:
    return {
        "key": receipt.key,
        "token_hash": hash_of(token),
        "questionnaire": receipt.questionnaire,
        "version": questionnaire.version,
        "reference": receipt.reference,
        "wrapped_key": locked.wrapped_key if locked else None,
        "entries": locked.entries if locked else None,
        "sent_at": receipt.sent_at,
    }


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
