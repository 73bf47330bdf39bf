"""Answers to the equality questions after a survey: apart from the survey's answers, with a month and no more."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base

_WITHOUT_ORDER = {"sqlite_with_rowid": False}


class SurveyEqualityResponse(Base):
    """One set of answers; it has no round and no day, because both would lead to the answers of a small round.

    `month` is the first day of the month in which they came; `about` says about whom they are.
    """

    __tablename__ = "survey_equality_response"
    __table_args__ = (
        CheckConstraint("length(key) = 32", name="key_is_random"),
        CheckConstraint("about IN ('child', 'me')", name="known_about"),
        _WITHOUT_ORDER,
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    month: Mapped[date]
    about: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[str] = mapped_column(String(20))


class SurveyEqualityChoice(Base):
    """One chosen code."""

    __tablename__ = "survey_equality_choice"
    __table_args__ = (_WITHOUT_ORDER,)

    response_key: Mapped[str] = mapped_column(
        ForeignKey("survey_equality_response.key", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
