"""Survey answers without a person: a random key and a date, nothing that says who, when or in which order.

The tables have no row number in SQLite, because its order would tell the order of the answers.
"""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base

KEY_LENGTH = 32
_WITHOUT_ORDER = {"sqlite_with_rowid": False}


class SurveyResponse(Base):
    """One filled-in survey; `channel` says how it came: staff type in what is on paper or said on the telephone."""

    __tablename__ = "survey_response"
    __table_args__ = (
        CheckConstraint(f"length(key) = {KEY_LENGTH}", name="key_is_random"),
        CheckConstraint("channel IN ('online', 'paper', 'phone', 'import')", name="known_channel"),
        _WITHOUT_ORDER,
    )

    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(10), default="online")
    survey: Mapped[str] = mapped_column(String(60), index=True)
    version: Mapped[str] = mapped_column(String(20))
    answered_on: Mapped[date] = mapped_column(Date)


class SurveyChoice(Base):
    """One option that was chosen; a question with several choices has several rows."""

    __tablename__ = "survey_choice"
    # With the key, so that a cross table reads the index alone: the rows of one question lie all over the table.
    __table_args__ = (
        Index("ix_survey_choice_question_code_key", "question", "code", "response_key"),
        _WITHOUT_ORDER,
    )

    response_key: Mapped[str] = mapped_column(
        ForeignKey("survey_response.key", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)


class SurveyText(Base):
    """One free text, sealed on the public face: only the staff face and the worker can open it."""

    __tablename__ = "survey_text"
    __table_args__ = (_WITHOUT_ORDER,)

    response_key: Mapped[str] = mapped_column(
        ForeignKey("survey_response.key", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
