"""The only clock of the portal: UTC inside, London dates for people."""

from datetime import UTC, date, datetime

from portal.core.clocks import LONDON


def now() -> datetime:
    """Give this moment as an aware UTC time."""
    return datetime.now(UTC)


def in_london(moment: datetime) -> datetime:
    """Give the same moment on the clocks of families."""
    return moment.astimezone(LONDON)


def today() -> date:
    """Give the date in London."""
    return in_london(now()).date()
