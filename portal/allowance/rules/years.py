"""Financial years of a council: 1 April to 31 March."""

import re
from dataclasses import dataclass
from datetime import date

_CODE = re.compile(r"(2[0-9]{3})-([0-9]{2})")
_APRIL = 4


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """A financial year by the calendar year in which it starts."""

    first: int

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """Give the year in which a day lies."""
        return cls(day.year if day.month >= _APRIL else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "FinancialYear | None":
        """Read a code such as "2026-27"; None when it is not one."""
        match = _CODE.fullmatch(text)
        year = cls(int(match[1])) if match else None
        return year if year is not None and year.code == text else None

    @property
    def code(self) -> str:
        """Give the code by which files and addresses name the year, such as "2026-27"."""
        return f"{self.first}-{(self.first + 1) % 100:02d}"

    @property
    def starts(self) -> date:
        """Give its first day."""
        return date(self.first, _APRIL, 1)

    @property
    def ends(self) -> date:
        """Give its last day."""
        return date(self.first + 1, 3, 31)
