"""What is kept of an unmet need, and how unmet needs are counted."""

import calendar
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.activities.rules.facets import Facet

# What a family can name beside the area, in the order of the form; the words for the codes are those of the search.
KINDS = (Facet.TYPE, Facet.NEED, Facet.AGE, Facet.ACCESS, Facet.DAY, Facet.TIME, Facet.SEASON)
ELSEWHERE, NOT_SURE = "elsewhere", "not_sure"
LONGEST_WORDS = 200
_FORM_KEY = re.compile(r"[0-9a-f]{32}")
# Six digits are the shortest number that somebody could ring, however they are parted.
_PHONE = re.compile(r"(?:[0-9][\s().+/\u2010-\u2015-]*){6}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a family says is missing: an area, codes to be counted, and words that only staff can open."""

    area: str | None
    choices: Mapping[Facet, tuple[str, ...]]
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is said; not being sure of the area says nothing."""
        return self.area in {None, NOT_SURE} and not any(self.choices.values()) and not self.words


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included; None is open."""

    first: date | None = None
    last: date | None = None

    @property
    def whole_months(self) -> "Period":
        """Widen to whole months: words that stand beside one day's counts would belong to them."""
        last = self.last
        if last is not None:
            last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return Period(self.first and self.first.replace(day=1), last)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of an area named one code; None is no area."""

    area: str | None
    kind: Facet
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The unmet needs of a period, by area and by what was named."""

    areas: Mapping[str | None, int]
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        """Give how many unmet needs there are."""
        return sum(self.areas.values())

    def of_kind(self, kind: Facet) -> dict[str, int]:
        """Give how often each code of a kind was named, the most frequent first."""
        numbers: dict[str, int] = {}
        for cell in self.cells:
            if cell.kind is kind:
                numbers[cell.code] = numbers.get(cell.code, 0) + cell.number
        return dict(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))

    def at(self, area: str | None, kind: Facet, code: str) -> int:
        """Give how many of one area named one code."""
        same = (area, kind, code)
        return sum(cell.number for cell in self.cells if (cell.area, cell.kind, cell.code) == same)


def may_reach_somebody(text: str) -> bool:
    """Tell whether an e-mail address or a phone number may stand in a text."""
    return "@" in text or _PHONE.search(text) is not None


def form_key(text: str) -> str:
    """Give the key of a form as it was sent, or a new one for a form that has none of ours."""
    return text if _FORM_KEY.fullmatch(text) else secrets.token_hex(16)


def row_key(key: str, told: Told) -> str:
    """Give the key under which a form's answers are kept: the same for a second press of the same button.

    It cannot be worked back to the form, and a family that goes back and adds something is heard again.
    """
    said = [told.area, {kind.value: list(codes) for kind, codes in told.choices.items()}, told.words]
    return hashlib.sha256(f"{key}:{json.dumps(said, sort_keys=True)}".encode()).hexdigest()[:32]


class SaidBy(StrEnum):
    """Who tells a family that it needs a diagnosis first: a role, never a name."""

    SCHOOL = "school"
    GP = "gp"
    HEALTH_VISITOR = "health_visitor"
    SOCIAL_WORKER = "social_worker"
    PROVIDER = "provider"
    COUNCIL = "council"
    ANOTHER_PARENT = "another_parent"
    SOMEBODY_ELSE = "somebody_else"


@dataclass(frozen=True, slots=True)
class ToldCell:
    """How many were told by one role in one area and month; `month` is its first day, None is no area."""

    month: date
    area: str | None
    said_by: SaidBy
    number: int


@dataclass(frozen=True, slots=True)
class ToldCounts:
    """Who told families in a period that they need a diagnosis."""

    cells: tuple[ToldCell, ...]

    @property
    def total(self) -> int:
        """Give how many families said so."""
        return sum(cell.number for cell in self.cells)

    @property
    def months(self) -> tuple[date, ...]:
        """Give the months in which somebody said so, the newest first."""
        return tuple(sorted({cell.month for cell in self.cells}, reverse=True))

    def at(self, said_by: SaidBy | None = None, month: date | None = None) -> int:
        """Give how many were told by a role in a month; None counts all of them."""
        return sum(
            cell.number
            for cell in self.cells
            if said_by in {None, cell.said_by} and month in {None, cell.month}
        )


def told_key(key: str, said_by: SaidBy, area: str | None) -> str:
    """Give the key under which it is kept that a family was told: the same for a second press of the button."""
    return hashlib.sha256(f"{key}:told:{said_by}:{area}".encode()).hexdigest()[:32]
