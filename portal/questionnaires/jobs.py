"""Timed work: drafts and copies end on their day."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.rules.drafts import COPY_LIFE, DRAFT_LIFE


def remove_old(session: Session, now: datetime) -> None:
    """Remove drafts 28 days after their last save and receipts 24 hours after the sending; repeatable."""
    session.execute(delete(DraftRow).where(DraftRow.saved_at <= now - DRAFT_LIFE))
    session.execute(delete(ReceiptRow).where(ReceiptRow.sent_at <= now - COPY_LIFE))
