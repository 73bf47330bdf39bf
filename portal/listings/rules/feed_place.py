"""Where and when a service of a feed happens, as far as it says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.activities.rules.facets import Weekday
from portal.activities.rules.sessions import Timetable
from portal.activities.rules.texts import clean_line
from portal.core.places import Point, parse_postcode
from portal.places.rules import Places

_DAYS = {day.value[:2].upper(): day.value for day in Weekday}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """The first address that a service states; the district only inside the council's own area."""

    venue: str | None
    street: str | None
    town: str | None
    postcode: str | None
    district: str | None
    point: Point | None


def feed_place(row: Mapping[str, Any], places: Places | None) -> FeedPlace | None:
    """Give where a service happens, or None when it does not say."""
    for at_location in _listed(row, "service_at_locations"):
        location = at_location.get("location")
        if not isinstance(location, Mapping):
            continue
        for address in _listed(location, "physical_addresses"):
            postcode = parse_postcode(_line(address, "postal_code") or "")
            found = places.locate(postcode) if places and postcode else None
            ours = places.postcodes.point(postcode) if places and postcode else None
            return FeedPlace(
                venue=_line(location, "name"),
                street=_line(address, "address_1"),
                town=_line(address, "city"),
                postcode=postcode,
                district=places.nearest_district(ours).code if places and ours else None,
                point=found.point if found else None,
            )
    return None


def feed_times(row: Mapping[str, Any]) -> tuple[Timetable, ...]:
    """Give the times that a service states by days of the week."""
    schedules = [
        *_listed(row, "regular_schedules"),
        *(
            one
            for place in _listed(row, "service_at_locations")
            for one in _listed(place, "regular_schedule")
        ),
    ]
    times = []
    for schedule in schedules[:20]:
        codes = re.findall(r"[A-Z]{2}", _line(schedule, "byday") or "")
        days = tuple(dict.fromkeys(_DAYS[code] for code in codes if code in _DAYS))
        if days:
            times.append(
                Timetable(
                    days, _clock(schedule, "opens_at"), _clock(schedule, "closes_at"), when="", time_bands=()
                )
            )
    return tuple(dict.fromkeys(times))


def _listed(row: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    value = row.get(field)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _line(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    return clean_line(value)[:100] or None if isinstance(value, str) else None


def _clock(row: Mapping[str, Any], field: str) -> str | None:
    match = _CLOCK.match(_line(row, field) or "")
    return match[0] if match else None
