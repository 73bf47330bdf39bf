"""Dates of activities as a file that calendars read (RFC 5545)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal.activities.queries import ActivityPage
from portal.activities.rules.calendar_entries import Entry, Repeating, Single, calendar_entries
from portal.activities.rules.facets import Weekday
from portal.activities.rules.getting import HowToGet
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import Occurrence, SchoolYear
from portal.activities.views.choices import deliveries
from portal.core.clocks import LONDON
from portal.infra.clock import in_london
from portal.infra.i18n import _

_MADE_BY = "-//Short Breaks Portal//Calendar//EN"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_AN_HOUR, _NO_TIME = timedelta(hours=1), timedelta()


@dataclass(frozen=True, slots=True)
class CalendarFrame:
    """What all entries of a file share."""

    name: str
    moment: datetime
    year: SchoolYear
    public_url: str


def calendar_file(activities: Sequence[ActivityPage], frame: CalendarFrame) -> bytes | None:
    """Give the dates of the next 12 months as a file, or None when there are none."""
    events = [event for found in activities for event in _events(found, frame)]
    if not events:
        return None
    calendar = Calendar()
    for name, value in (("prodid", _MADE_BY), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", frame.name)
    calendar.add_component(_london())
    for event in events:
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _events(found: ActivityPage, frame: CalendarFrame) -> Iterator[Event]:
    listing, host = found.listing, urlsplit(frame.public_url).hostname
    for entry in calendar_entries(listing.sessions, in_london(frame.moment).date(), frame.year):
        # A date has the same name in the file of any other day, so that a calendar replaces what it has.
        name = f"{listing.slug}-{entry.session + 1}"
        if isinstance(entry, Single):
            name = f"{name}-{entry.on.day:%Y%m%d}"
        event = Event()
        event.add("uid", f"{name}@{host}")
        event.add("dtstamp", frame.moment)
        event.add("summary", listing.name)
        _set_times(event, entry)
        if where := place_in_words(listing):
            event.add("location", where)
        event.add("description", "\n".join(_advice(found)))
        event.add("url", f"{frame.public_url}/activities/{listing.slug}")
        yield event


def _set_times(event: Event, entry: Entry) -> None:
    one = entry.first if isinstance(entry, Repeating) else entry.on
    event.add("dtstart", _start(one, one.day))
    if one.starts and one.ends:
        event.add("dtend", one.ends_at)
    if isinstance(entry, Repeating):
        event.add("rrule", _rule(entry))
        if entry.missing:
            event.add("exdate", [_start(one, day) for day in entry.missing])


def _start(one: Occurrence, day: date) -> datetime | date:
    """Give the start on a day; without a known hour it is the whole day."""
    if one.starts is None:
        return day
    return datetime.combine(day, time.fromisoformat(one.starts), tzinfo=LONDON)


def _rule(entry: Repeating) -> dict[str, object]:
    last = _start(entry.first, entry.last)
    order = tuple(Weekday)
    return {
        "freq": "weekly",
        "interval": entry.every_weeks,
        "byday": [_DAYS[order.index(day)] for day in entry.days],
        # An end with a time is in UTC, says the standard.
        "until": last.astimezone(UTC) if isinstance(last, datetime) else last,
    }


def _advice(found: ActivityPage) -> Iterator[str]:
    yield _("Check before you go: dates can change.")
    if found.how_to_get is not HowToGet.CONTACT:
        yield _("You need a place first. Ask us.")
    if found.listing.phone:
        yield f"{_('Phone:')} {found.listing.phone}"


def place_in_words(listing: Listing) -> str:
    """Give where it happens in one line; empty when nobody has said."""
    place = ", ".join(
        part for part in (listing.venue_name, listing.street, listing.town, listing.postcode) if part
    )
    return place or dict(deliveries()).get(listing.delivery or "", "")


def _london() -> Timezone:
    """Give the rule by which the clocks change, so that no calendar has to know it."""
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for part, name, month, starts, before, after in (
        (TimezoneDaylight(), "BST", 3, "1981-03-29T01:00", _NO_TIME, _AN_HOUR),
        (TimezoneStandard(), "GMT", 10, "1996-10-27T02:00", _AN_HOUR, _NO_TIME),
    ):
        part.add("dtstart", datetime.fromisoformat(starts))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
