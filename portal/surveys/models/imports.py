"""Files of answers that were imported, so that one file is never counted twice in a round."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class SurveyImport(Base):
    """One file imported into one round; `source` says where its answers come from.

    `is_synthetic` marks answers that were made up for testing: no report shows them as findings.
    """

    __tablename__ = "survey_import"
    __table_args__ = (CheckConstraint("length(file_hash) = 64", name="file_is_hashed"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    file_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(String(200))
    is_synthetic: Mapped[bool] = mapped_column(default=False)
    responses: Mapped[int]
    imported_by: Mapped[str] = mapped_column(String(120))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
