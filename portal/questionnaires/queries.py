"""Finding drafts and receipts by the token in the family's cookie."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.infra.sealing import SealError
from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.rules.drafts import COPY_LIFE, DRAFT_LIFE, Draft, Receipt
from portal.questionnaires.rules.lock import Locked, hash_of, unlock

# What a sealed key of a draft is sealed for, with the draft's own key after it.
SEALED_INFO = b"portal draft key "
# Built once: each page of every family asks it, and putting it together costs as much as running it.
_DRAFT = select(DraftRow).where(
    DraftRow.token_hash == bindparam("token_hash"),
    DraftRow.questionnaire == bindparam("questionnaire"),
    DraftRow.saved_at > bindparam("not_before"),
)
_DRAFT_TO_CHANGE = _DRAFT.with_for_update()


def draft_row(
    session: Session, token: str, questionnaire: str, now: datetime, *, to_change: bool = False
) -> DraftRow | None:
    """Give the row of a draft that is not too old; `to_change` holds it until the transaction ends."""
    wanted = {
        "token_hash": hash_of(token),
        "questionnaire": questionnaire,
        "not_before": now - DRAFT_LIFE,
    }
    return session.scalar(_DRAFT_TO_CHANGE if to_change else _DRAFT, wanted)


def draft_of(session: Session, token: str, questionnaire: str, now: datetime) -> Draft | None:
    """Give the draft of a questionnaire in one browser, or None."""
    row = draft_row(session, token, questionnaire, now)
    return opened(row, token) if row else None


def opened(row: DraftRow, token: str) -> Draft | None:
    """Open a draft; one that was tampered with is as good as lost, and no reason for an error page."""
    try:
        entries = unlock(Locked(row.wrapped_key, row.entries), token, row.key)
    except SealError:
        return None
    return Draft(row.key, row.questionnaire, entries, row.saved_at)


def drafts_filed_under(session: Session, code: str, now: datetime) -> Sequence[DraftRow]:
    """Give the drafts that an address leads to, the newest of each questionnaire: a browser holds one of each."""
    rows = session.scalars(
        select(DraftRow)
        .where(DraftRow.contact_code == code, DraftRow.saved_at > now - DRAFT_LIFE)
        .order_by(DraftRow.saved_at, DraftRow.key)
    )
    return list({row.questionnaire: row for row in rows}.values())


def latest_receipt(session: Session, token: str, questionnaire: str, now: datetime) -> Receipt | None:
    """Give the newest receipt of the last 24 hours in one browser."""
    row = session.scalar(
        select(ReceiptRow)
        .where(
            ReceiptRow.token_hash == hash_of(token),
            ReceiptRow.questionnaire == questionnaire,
            ReceiptRow.sent_at > now - COPY_LIFE,
        )
        .order_by(ReceiptRow.sent_at.desc(), ReceiptRow.key)
        .limit(1)
    )
    return _receipt(row, token) if row else None


def receipt_of_draft(session: Session, token: str, draft_key: str) -> Receipt | None:
    """Give the receipt into which a draft was turned, or None when it was not sent from this browser."""
    row = session.get(ReceiptRow, draft_key)
    return _receipt(row, token) if row and row.token_hash == hash_of(token) else None


def is_known_token(session: Session, token: str) -> bool:
    """Tell whether a cookie was given out by us: a planted one must not become somebody's draft."""
    return any(
        session.scalar(select(table.key).where(table.token_hash == hash_of(token)).limit(1)) is not None
        for table in (DraftRow, ReceiptRow)
    )


def _receipt(row: ReceiptRow, token: str) -> Receipt:
    entries = None
    if row.wrapped_key is not None and row.entries is not None:
        try:
            entries = unlock(Locked(row.wrapped_key, row.entries), token, row.key)
        except SealError:
            entries = None
    return Receipt(row.key, row.questionnaire, row.reference, row.sent_at, entries)
