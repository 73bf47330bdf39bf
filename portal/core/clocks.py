"""The clock that families live by."""

from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
