"""A calendar file holds exactly the dates of an activity, for every kind of session and through both clock changes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.activities.queries import ActivityPage
from portal.activities.rules.calendar_entries import A_YEAR
from portal.activities.rules.facets import Weekday
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import Holiday, Occurrence, SchoolYear, Timetable, occurrences
from portal.activities.views.calendar_file import CalendarFrame, calendar_file
from portal.core.clocks import LONDON
from portal.core.tiers import OfferTier
from portal.providers.rules import ListingSource

# From here a year sees both nights in which the clocks change.
TODAY = date(2026, 9, 10)
NOW = datetime(2026, 9, 10, 8, tzinfo=UTC)
YEAR = SchoolYear(
    date(2026, 9, 1),
    date(2027, 8, 31),
    (
        Holiday("half_term", date(2026, 10, 24), date(2026, 11, 1)),
        Holiday("christmas_holiday", date(2026, 12, 19), date(2027, 1, 3)),
        Holiday("easter_holiday", date(2027, 3, 25), date(2027, 4, 11)),
    ),
    frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 3, 26), date(2027, 3, 29)}),
)
EVERY_SATURDAY = Timetable(("saturday",), "10:00", "12:00", "", ())


def _file(
    *sessions: Timetable, tier: OfferTier = OfferTier.UNIVERSAL, moment: datetime = NOW, **facts: str
) -> bytes | None:
    listing = Listing(
        source=ListingSource.COUNCIL,
        source_id="pony-club",
        slug="pony-club",
        provider_slug=None,
        tier=tier,
        name="Pony club; brush, ride",
        summary="",
        description_html="",
        description_text="",
        sessions=sessions,
        **facts,
    )
    return calendar_file(
        (ActivityPage(listing, None),), CalendarFrame("List", moment, YEAR, "https://short.example.org")
    )


def _events(made: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(made).walk("VEVENT"))


def _expanded(events: Iterable[icalendar.Event]) -> Iterator[tuple[date, datetime | None, timedelta | None]]:
    """Give day, start and exact length of everything in entries, worked out as another program would."""
    for event in events:
        start = event.start
        is_day = not isinstance(start, datetime)
        first = (
            datetime(start.year, start.month, start.day) if is_day else start.replace(tzinfo=None)
        )  # The rule is on the clock.
        starts = [first]
        if "RRULE" in event:
            until = event["RRULE"]["UNTIL"][0]
            if isinstance(until, datetime):
                assert until.tzinfo is not None
                until = until.astimezone(LONDON).replace(tzinfo=None)
            rule = {name: value for name, value in event["RRULE"].items() if name != "UNTIL"}
            text = f"{icalendar.vRecur(rule).to_ical().decode()};UNTIL={until:%Y%m%dT%H%M%S}"
            starts = list(rrulestr(text, dtstart=first))
            gone = event.get("EXDATE")
            taken = {one.dt if is_day else one.dt.replace(tzinfo=None) for one in gone.dts} if gone else set()
            starts = [one for one in starts if (one.date() if is_day else one) not in taken]
        length = event.end.timestamp() - start.timestamp() if "DTEND" in event else None
        for one in starts:
            moment = None if is_day else one.replace(tzinfo=LONDON)
            yield one.date(), moment, None if length is None else timedelta(seconds=length)


def _expected(
    sessions: tuple[Timetable, ...], first: date = TODAY
) -> list[tuple[date, datetime | None, timedelta | None]]:
    found = occurrences(sessions, first, first + timedelta(days=A_YEAR), YEAR)
    return [(one.day, one.starts_at if one.starts else None, _length(one)) for one in found]


def _length(one: Occurrence) -> timedelta | None:
    if one.starts is None or one.ends is None:
        return None
    return timedelta(seconds=one.ends_at.timestamp() - one.starts_at.timestamp())


def _same(sessions: tuple[Timetable, ...]) -> None:
    made = _file(*sessions)
    found = [] if made is None else sorted(_expanded(_events(made)), key=repr)
    assert found == sorted(_expected(sessions), key=repr)


DAYS = st.lists(st.sampled_from([day.value for day in Weekday]), max_size=3, unique=True).map(tuple)
DATES = st.lists(st.dates(TODAY - timedelta(20), TODAY + timedelta(400)), max_size=4).map(tuple)
SESSIONS = st.builds(
    Timetable,
    days=DAYS,
    starts=st.sampled_from([None, "09:30", "16:00"]),
    ends=st.sampled_from([None, "12:00", "10:00"]),
    when=st.just(""),
    time_bands=st.just(()),
    seasons=st.sampled_from([(), ("term_time",), ("half_term", "christmas_holiday")]),
    every_weeks=st.integers(1, 4),
    weeks_of_month=st.sampled_from([(), (), (1,), (2, 4), (-1,)]),
    valid_from=st.one_of(st.none(), st.dates(date(2026, 8, 1), date(2026, 11, 30))),
    valid_to=st.one_of(st.none(), st.dates(date(2026, 12, 1), date(2027, 12, 1))),
    dates=st.one_of(st.just(()), DATES),
    except_dates=DATES,
    on_bank_holidays=st.booleans(),
    by_agreement=st.sampled_from([False, False, False, True]),
)
# Weeks are counted from a first day; the pack takes no session that says neither.
LASTING = SESSIONS.filter(lambda one: one.every_weeks == 1 or one.valid_from is not None)


@settings(max_examples=150, deadline=None)
@given(st.lists(SESSIONS, max_size=3).map(tuple))
def test_the_dates_in_a_file_are_the_dates_of_the_activity(sessions: tuple[Timetable, ...]) -> None:
    _same(sessions)


@settings(max_examples=150, deadline=None)
@given(st.lists(LASTING, max_size=3).map(tuple), st.integers(1, 400))
def test_who_takes_the_file_again_has_each_date_once(sessions: tuple[Timetable, ...], days: int) -> None:
    kept: dict[str, icalendar.Event] = {}
    for moment in (NOW, NOW + timedelta(days)):
        made = _file(*sessions, moment=moment)
        # A calendar replaces what has the same name, and leaves the rest.
        kept.update({} if made is None else {str(event["UID"]): event for event in _events(made)})
    later = TODAY + timedelta(days)
    found = [one for one in _expanded(kept.values()) if one[0] >= later]
    assert sorted(found, key=repr) == sorted(_expected(sessions, later), key=repr)


@pytest.mark.parametrize("seasons", [("term_time",), ("half_term", "easter_holiday")])
def test_names_stay_to_the_last_date_of_a_session(seasons: tuple[str, ...]) -> None:
    session = Timetable(("monday", "friday"), "10:00", "12:00", "", (), seasons=seasons)
    first = _file(session)
    assert first is not None
    names = {event["UID"] for event in _events(first)}
    for days in range(1, 340, 3):
        made = _file(session, moment=NOW + timedelta(days))
        assert made is None or {event["UID"] for event in _events(made)} <= names


def test_what_comes_back_weekly_is_one_entry_without_the_dates_that_fall_out() -> None:
    made = _file(Timetable(("friday",), "16:00", "17:00", "", (), seasons=("term_time",)))
    assert made is not None
    (event,) = _events(made)
    assert event["RRULE"]["FREQ"] == ["WEEKLY"]
    assert date(2026, 12, 25) in {one.dt.date() for one in event["EXDATE"].dts}
    assert event["DTSTART"].params["TZID"] == "Europe/London"


def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is() -> None:
    sleepover = Timetable(("saturday",), "16:00", "10:00", "", (), valid_to=date(2026, 11, 30))
    made = _file(sleepover)
    assert made is not None
    lengths = {day: length for day, _moment, length in _expanded(_events(made))}
    assert lengths[date(2026, 10, 24)] == timedelta(hours=19)
    assert lengths[date(2026, 10, 17)] == timedelta(hours=18)
    _same((sleepover,))


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 10, 31), date(2027, 3, 27), date(2027, 4, 3)])
def test_ten_stays_ten_when_the_clocks_change(day: date) -> None:
    made = _file(EVERY_SATURDAY)
    assert made is not None
    moments = {found: moment for found, moment, _length in _expanded(_events(made))}
    moment = moments[day]
    assert moment is not None
    assert (moment.hour, moment.astimezone(UTC).hour) == (10, 9 if moment.utcoffset() else 10)


def test_a_session_without_hours_is_a_whole_day() -> None:
    made = _file(Timetable((), None, None, "", (), dates=(date(2026, 12, 12),)))
    assert made is not None
    assert b"DTSTART;VALUE=DATE:20261212\r\n" in made


def test_the_file_is_set_as_the_standard_says() -> None:
    made = _file(EVERY_SATURDAY, venue_name="Żółty Dom " * 12, town="Leominster", phone="01632 960233")
    assert made is not None
    assert made.count(b"\r\n") == made.count(b"\n")
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(made)
    assert not calendar.errors
    (event,) = _events(made)
    assert event["SUMMARY"] == "Pony club; brush, ride"
    assert event["URL"] == "https://short.example.org/activities/pony-club"
    assert event["LOCATION"].endswith("Leominster")
    assert "Check before you go" in event["DESCRIPTION"]
    assert "01632 960233" in event["DESCRIPTION"]
    zones = list(calendar.walk("VTIMEZONE"))
    assert [zone["TZID"] for zone in zones] == ["Europe/London"]
    zone = zones[0].to_tz()
    for moment in (
        datetime(2027, 3, 28, 0, 59),
        datetime(2027, 3, 28, 2, 1),
        datetime(2026, 10, 25, 3),
    ):  # On London’s clock.
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=LONDON).utcoffset()


def test_names_of_entries_stay_when_the_file_is_fetched_again() -> None:
    pair = (
        EVERY_SATURDAY,
        Timetable((), "09:00", None, "", (), dates=(date(2026, 12, 14), date(2026, 12, 15))),
    )
    names = [[event["UID"] for event in _events(made)] for made in (_file(*pair), _file(*pair)) if made]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0]) == 3


@pytest.mark.parametrize("tier", [OfferTier.TARGETED, OfferTier.SPECIALIST])
def test_a_place_that_has_to_be_asked_for_is_not_promised(tier: OfferTier) -> None:
    made = _file(EVERY_SATURDAY, tier=tier)
    assert made is not None
    assert "You need a place first" in _events(made)[0]["DESCRIPTION"]


def test_there_is_no_file_without_dates() -> None:
    assert _file() is None
    assert _file(Timetable((), None, None, "", (), by_agreement=True)) is None
