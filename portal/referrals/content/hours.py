"""Loads content/hours.yaml: how the hours of a programme are counted in a year, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field, field_validator

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content import Tiers
from portal.referrals.rules.hours import MINUTES_A_DAY, EarlyEnd, ProRata, Rounding, YearRule


class _Years(ContentModel):
    """The rules of the years from a day on."""

    valid_from: date
    pro_rata: ProRata
    counts_started_months: bool = True
    round_to_minutes: int = Field(ge=1, le=MINUTES_A_DAY)
    rounding: Rounding
    early_end: EarlyEnd
    hours: Mapping[str, int] = {}

    @field_validator("valid_from")
    @classmethod
    def check_start(cls, day: date) -> date:
        """Refuse a start that three years in four do not have."""
        if (day.month, day.day) == (2, 29):
            raise ValueError("a year cannot begin on 29 February")
        return day

    @field_validator("hours")
    @classmethod
    def check_hours(cls, hours: Mapping[str, int]) -> Mapping[str, int]:
        """Refuse fewer than no hours."""
        if any(number < 0 for number in hours.values()):
            raise ValueError("a programme has 0 hours a year or more")
        return hours


class _HoursFile(ContentModel):
    years: tuple[_Years, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class HoursRules:
    """The rules of all years, in order of time."""

    years: tuple[YearRule, ...]


def load(pack: Path, tiers: Tiers) -> HoursRules:
    """Load the file; raises ContentError for rules out of order and for a programme that is not offered."""
    path = pack / "hours.yaml"
    file = load_yaml(path, _HoursFile)
    days = [entry.valid_from for entry in file.years]
    if days != sorted(set(days)):
        raise ContentError(path, None, "years: give each valid_from once, the oldest first")
    for entry in file.years:
        if unknown := [code for code in entry.hours if tiers.programme(code) is None]:
            raise ContentError(
                path, None, f"{entry.valid_from}: tiers.yaml has no programme {', '.join(unknown)}"
            )
    return HoursRules(tuple(YearRule(**dict(entry)) for entry in file.years))
