"""When the facts of a listing were checked, and whether that is long ago."""

from datetime import date
from enum import StrEnum


class CheckedBy(StrEnum):
    """Who checked a listing."""

    COUNCIL_VISITED = "council_visited"
    PROVIDER_SAID = "provider_said"


def is_long_ago(checked_on: date, today: date) -> bool:
    """Tell whether a check is older than 12 months."""
    return (checked_on.year + 1, checked_on.month, checked_on.day) < (today.year, today.month, today.day)
