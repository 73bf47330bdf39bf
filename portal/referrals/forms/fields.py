"""Fields that several forms of the case page share: what the page knew, days and moments, activities."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from wtforms import DateField, DateTimeLocalField, IntegerField, SelectField, StringField
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs
from wtforms.validators import Length, NumberRange
from wtforms.widgets import HiddenInput

from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l

LONGEST = 4000
TOO_LONG = Length(max=LONGEST, message=_l("Use 4000 characters or fewer"))
_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]
_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]
_LONGEST_DAY = 30
# The last part of an address such as https://…/activities/riding-on-mondays, or that part alone.
_ADDRESS_NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)/?(?:[?#].*)?$")
_BETWEEN = re.compile(r"[\s,;]+")


def chosen_of(field: SelectField) -> str | None:
    """Give what was chosen, None for nothing and for what the page did not offer."""
    offered = [option.data for option in field]
    return str(field.data) if field.data and field.data in offered else None


def options(pairs: Iterable[tuple[str, str]]) -> list[Choice]:
    """Give what a field offers, from codes and their words."""
    return [Choice(code, words) for code, words in pairs]


class SeenForm(PortalForm):
    """A form of the case page; `changes` is what the page knew, so that the second of two is told."""

    changes = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=0)])


class DayField(DateField):
    """A day, from the browser's own field or typed."""

    data: date | None

    def __init__(self, label: str, **options: Any) -> None:
        """Take a day as browsers send it, and as people in England write it."""
        super().__init__(label, format=_DAYS, **options)

    def process_formdata(self, valuelist: Any) -> None:
        """Read it; what is no day stands in the field again."""
        typed = str(valuelist[0]).strip()[:_LONGEST_DAY] if valuelist else ""
        self.data = None
        if not typed:
            return
        for shape in _DAYS:
            try:
                self.data = datetime.strptime(typed, shape).date()  # noqa: DTZ007  # A day has no zone.
                return
            except ValueError:
                continue
        raise ValueError(_("Write the day like this: 31/12/2027"))


class MomentField(DateTimeLocalField):
    """A day and a time on London's clock."""

    data: datetime | None

    def __init__(self, label: str, **options: Any) -> None:
        """Take a moment as browsers send it, and as people in England write it."""
        super().__init__(label, format=_MOMENTS, **options)

    def process_formdata(self, valuelist: Any) -> None:
        """Read it; what is no moment stands in the field again."""
        typed = " ".join(map(str, valuelist)).strip()[:_LONGEST_DAY] if valuelist else ""
        self.data = None
        if not typed:
            return
        for shape in _MOMENTS:
            try:
                self.data = datetime.strptime(typed, shape)  # noqa: DTZ007  # The view adds London's zone.
                return
            except ValueError:
                continue
        raise ValueError(_("Write the day and the time like this: 31/12/2027 14:30"))


class ActivitiesField(StringField):
    """Activities of the directory: their addresses, or the last parts of these, with spaces between them."""

    @property
    def names(self) -> tuple[str, ...]:
        """Give the address names that were typed, each once; what is none stays as it is, so that it is told."""
        parts = (part for part in _BETWEEN.split((self.data or "").strip()) if part)
        found = ((match[1] if (match := _ADDRESS_NAME.search(part.lower())) else part[:60]) for part in parts)
        return tuple(dict.fromkeys(found))
