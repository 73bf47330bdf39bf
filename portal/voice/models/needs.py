"""What families tell without a person: a random key and a date, nothing that says who, when or in which order.

The tables have no row number in SQLite, because its order would tell the order of the messages.
"""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.infra.db import Base

_WITHOUT_ORDER = {"sqlite_with_rowid": False}
_SAID_BY = (
    "said_by in ('school', 'gp', 'health_visitor', 'social_worker', 'provider', 'council', "
    "'another_parent', 'somebody_else')"
)
_KINDS = "kind in ('type', 'need', 'age', 'access', 'day', 'time', 'season')"


class UnmetNeed(Base):
    """One family that found nothing that fits; the area is a code, or nothing where none was named."""

    __tablename__ = "unmet_need"
    __table_args__ = (CheckConstraint("length(key) = 32", name="key_is_random"), _WITHOUT_ORDER)

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    area: Mapped[str | None] = mapped_column(String(40))
    told_on: Mapped[date] = mapped_column(Date, index=True)


class UnmetNeedChoice(Base):
    """One thing that was named; a need that names several has several rows."""

    __tablename__ = "unmet_need_choice"
    __table_args__ = (
        CheckConstraint(_KINDS, name="kind"),
        Index("ix_unmet_need_choice_kind_code", "kind", "code"),
        _WITHOUT_ORDER,
    )

    need_key: Mapped[str] = mapped_column(ForeignKey("unmet_need.key", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class UnmetNeedText(Base):
    """What was looked for in somebody's own words, sealed on the public face: only staff can open it."""

    __tablename__ = "unmet_need_text"
    __table_args__ = (_WITHOUT_ORDER,)

    need_key: Mapped[str] = mapped_column(ForeignKey("unmet_need.key", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ToldDiagnosis(Base):
    """One family that was told to get a diagnosis first: which role said it, no name and no words."""

    __tablename__ = "told_diagnosis"
    __table_args__ = (
        CheckConstraint("length(key) = 32", name="key_is_random"),
        CheckConstraint(_SAID_BY, name="said_by"),
        _WITHOUT_ORDER,
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    said_by: Mapped[str] = mapped_column(String(20))
    area: Mapped[str | None] = mapped_column(String(40))
    told_on: Mapped[date] = mapped_column(Date, index=True)
