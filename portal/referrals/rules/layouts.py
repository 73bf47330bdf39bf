"""The layout of a file for another system: which fields it has, and how a value becomes the text of a cell."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.core.clocks import LONDON

ANSWER = "answer."
_ISO_DATE, _ISO_MOMENT = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"

Value = str | int | bool | date | datetime | tuple[str, ...] | None


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    MOMENT = "moment"
    HOURS = "hours"


class Cases(StrEnum):
    """Which requests a layout takes: all, or only those handed over with a step up."""

    ALL = "all"
    STEP_UP = "step_up"


FIELDS: Mapping[str, FieldKind] = {
    "reference": FieldKind.TEXT,
    "child": FieldKind.TEXT,
    "received_at": FieldKind.MOMENT,
    "contact_due": FieldKind.DATE,
    "decided_at": FieldKind.MOMENT,
    "status": FieldKind.CODE,
    "outcome": FieldKind.CODE,
    "reason": FieldKind.CODE,
    "kind": FieldKind.CODE,
    "route": FieldKind.CODE,
    "tier": FieldKind.CODE,
    "programme": FieldKind.CODE,
    "district": FieldKind.CODE,
    "age_band": FieldKind.CODE,
    "is_urgent": FieldKind.CODE,
    "flags": FieldKind.CODE,
    "language": FieldKind.CODE,
    "questionnaire": FieldKind.CODE,
    "questionnaire_version": FieldKind.TEXT,
    "is_damaged": FieldKind.CODE,
    "child_tier": FieldKind.CODE,
    "step_up_from": FieldKind.CODE,
    "step_up_to": FieldKind.CODE,
    "step_up_on": FieldKind.DATE,
    "step_up_agreed_on": FieldKind.DATE,
    "step_up_agreed_by": FieldKind.TEXT,
    "step_up_reason": FieldKind.TEXT,
    "step_up_next_steps": FieldKind.TEXT,
    "programmes_now": FieldKind.CODE,
    "programme_started_on": FieldKind.DATE,
    "provider": FieldKind.TEXT,
    "hours_used_this_year": FieldKind.HOURS,
    "goals": FieldKind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, where its value comes from, and how it is written.

    `codes` says what the other system calls each of our codes; one that it does not name is written as `otherwise`,
    or stays ours when that is None. `date_format` is that of strftime; without it dates are ISO 8601.
    """

    header: str
    field: str
    codes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    otherwise: str | None = None
    date_format: str = ""
    join: str = "; "


@dataclass(frozen=True, slots=True)
class Layout:
    """One file for one system."""

    code: str
    name: str
    about: str
    cases: Cases
    byte_order_mark: bool
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Give the fields that it needs, so that nothing else is looked up."""
        return frozenset(column.field for column in self.columns)


def cell(column: Column, value: Value) -> str:
    """Write a value as its column wants it; "" for what is not known."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return column.join.join(_word(column, one) for one in value)
    if isinstance(value, datetime):
        return value.astimezone(LONDON).strftime(column.date_format or _ISO_MOMENT)
    if isinstance(value, date):
        return value.strftime(column.date_format or _ISO_DATE)
    if isinstance(value, bool):
        return _word(column, "yes" if value else "no")
    return _word(column, str(value))


def hours_text(minutes: int) -> str:
    """Write minutes as hours with two decimals, such as 1.50; other systems read a point."""
    hundredths = (minutes * 100 + 30) // 60
    return f"{hundredths // 100}.{hundredths % 100:02}"


def missing_codes(column: Column, known: Iterable[str]) -> tuple[str, ...]:
    """Give the codes for which a column that translates codes has no word."""
    if not column.codes or column.otherwise is not None:
        return ()
    return tuple(code for code in known if code not in column.codes)


def _word(column: Column, code: str) -> str:
    if not column.codes:
        return code
    return column.codes.get(code, code if column.otherwise is None else column.otherwise)
