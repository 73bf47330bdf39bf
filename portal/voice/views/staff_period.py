"""The days that a commissioner looks at, read from the address."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.infra.i18n import _, format_day
from portal.voice.rules.needs import Period


@dataclass(frozen=True, slots=True)
class PeriodAsked:
    """The period with its fields as they were typed, and what is wrong with them."""

    period: Period
    first: str
    last: str
    first_error: str | None
    last_error: str | None

    @property
    def has_error(self) -> bool:
        """Tell whether the figures are not those of the days that were typed."""
        return self.first_error is not None or self.last_error is not None

    def address(self, path: str) -> str:
        """Give an address about the same days."""
        days = (("from", self.period.first), ("to", self.period.last))
        pairs = urlencode([(name, day.isoformat()) for name, day in days if day is not None])
        return f"{path}?{pairs}" if pairs else path


def read_period(values: MultiDict[str, str]) -> PeriodAsked:
    """Read the first and last day; with a fault in either, all days are shown and the fault is told."""
    first, last = values.get("from", "").strip(), values.get("to", "").strip()
    days = [_day(text) for text in (first, last)]
    wrong = _("Enter a date, like 2026-11-01")
    errors = [wrong if text and day is None else None for text, day in zip((first, last), days, strict=True)]
    if days[0] and days[1] and days[0] > days[1]:
        errors[1] = _("The last day must not be before the first")
    period = Period() if any(errors) else Period(*days)
    return PeriodAsked(period, first, last, *errors)


def in_words(period: Period) -> str:
    """Say which days are shown."""
    if period.first and period.last:
        return _("%(first)s to %(last)s", first=format_day(period.first), last=format_day(period.last))
    if period.first:
        return _("From %(first)s", first=format_day(period.first))
    return _("Up to %(last)s", last=format_day(period.last)) if period.last else _("All days")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
