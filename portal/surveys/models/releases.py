"""What was released of surveys: the tables as everybody sees them, and nothing exact."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base, Json, UtcDateTime


class SurveyRelease(Base):
    """One release of the tables of a layout, about the people of some rounds; it is never changed.

    `code` stands in its address. `rounds` holds their ids, `tables` what was published: a hidden cell has no number.
    """

    __tablename__ = "survey_release"
    __table_args__ = (
        CheckConstraint("audience IN ('parents', 'young_people', 'providers')", name="known_audience"),
        CheckConstraint("people >= 5", name="enough_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    layout: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(20))
    rounds: Mapped[list[int]] = mapped_column(Json)
    first_day: Mapped[date]
    last_day: Mapped[date]
    people: Mapped[int]
    tables: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by: Mapped[str] = mapped_column(String(120))
