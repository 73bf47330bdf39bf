"""Rounds of a survey, and invitations to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, UtcDateTime


class SurveyRound(Base):
    """A questionnaire that is open to an audience from one day to another, both included.

    `code` stands in addresses and on posters. `name` is what staff call it. With `by_invitation` only somebody with
    an unused invitation can answer online. `frozen_at` is when the first figures were released: from then on nothing
    is added, because two releases that differ by one person tell what that person said. `compared_with` is the
    earlier round beside which results are shown.
    """

    __tablename__ = "survey_round"
    __table_args__ = (
        CheckConstraint("audience IN ('parents', 'young_people', 'providers')", name="known_audience"),
        CheckConstraint("opens_on <= closes_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    questionnaire: Mapped[str] = mapped_column(String(60), index=True)
    audience: Mapped[str] = mapped_column(String(20))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    by_invitation: Mapped[bool] = mapped_column(default=False)
    compared_with: Mapped[int | None] = mapped_column(ForeignKey("survey_round.id", ondelete="SET NULL"))
    created_by: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SurveyInvitation(Base):
    """One invitation: used or not, and nothing that says when, by whom, or with which answers."""

    __tablename__ = "survey_invitation"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 64", name="token_is_hashed"),
        {"sqlite_with_rowid": False},
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), index=True)
    is_used: Mapped[bool] = mapped_column(default=False)
