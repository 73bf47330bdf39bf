"""Batches of referrals that went out to case systems."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class ExportBatch(Base):
    """One batch for one layout of content/case-systems.yaml; taken again, it holds the same referrals."""

    __tablename__ = "export_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    layout: Mapped[str] = mapped_column(String(40), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))


class ExportRow(Base):
    """A referral in a batch, with the number of its changes at that time."""

    __tablename__ = "export_row"

    batch_id: Mapped[int] = mapped_column(ForeignKey("export_batch.id", ondelete="CASCADE"), primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True)
    changes: Mapped[int]
