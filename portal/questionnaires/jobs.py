"""Timed work: drafts and copies end on their day."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.rules.drafts import COPY_LIFE, DRAFT_LIFE


def remove_old(session: Session, now: datetime) -> int:
    """Remove drafts 28 days after their last save and receipts after 24 hours; give how many; repeatable."""
    drafts = delete(DraftRow).where(DraftRow.saved_at <= now - DRAFT_LIFE).returning(DraftRow.key)
    receipts = delete(ReceiptRow).where(ReceiptRow.sent_at <= now - COPY_LIFE).returning(ReceiptRow.key)
    return len(session.scalars(drafts).all()) + len(session.scalars(receipts).all())
