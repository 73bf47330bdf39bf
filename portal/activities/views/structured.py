"""An activity as schema.org knows it: its venue, who runs it and the next dates; what is not known is not said."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from markupsafe import Markup

from portal.activities.queries import ActivityPage
from portal.activities.rules.facets import Delivery
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import Occurrence, SchoolYear, occurrences
from portal.activities.views.asked import ADDRESS
from portal.activities.views.choices import Lists
from portal.core.ages import AgeRange
from portal.core.grid import degrees_at
from portal.core.places import Point
from portal.infra.canonical import absolute
from portal.infra.clock import in_london
from portal.infra.i18n import _
from portal.infra.structured_data import data_block, known

Thing = dict[str, Any]

MOST_DATES = 8
_DAYS_AHEAD = 366
_PENCE = 100
_SCHEMA = "https://schema.org/"
# Kinds of cost whose price is that of one visit; of the others nobody pays it for one date.
_PAID_EACH_TIME = frozenset({"fixed_price", "pay_as_you_go"})
_ATTENDANCE: Mapping[str, str] = {
    Delivery.IN_PERSON: f"{_SCHEMA}OfflineEventAttendanceMode",
    Delivery.AT_HOME: f"{_SCHEMA}OfflineEventAttendanceMode",
    Delivery.ONLINE: f"{_SCHEMA}OnlineEventAttendanceMode",
}


def activity_data(found: ActivityPage, lists: Lists, year: SchoolYear, moment: datetime) -> Markup:
    """Give the block of data for the page of an activity; nothing when no fact of it fits."""
    page = absolute(f"{ADDRESS}/{found.listing.slug}")
    venue, organiser = _venue(found.listing, lists, page), _organiser(found, page)
    events = tuple(_events(found.listing, page, venue, organiser, year, moment))
    return data_block([thing for thing in (venue, organiser, *events) if thing])


def _venue(facts: Listing, lists: Lists, page: str) -> Thing | None:
    """Give the place to which families come; an office of a service that comes to them is none."""
    address = known(
        {
            "streetAddress": facts.street,
            "addressLocality": facts.town,
            "postalCode": facts.postcode,
        }
    )
    if facts.delivery in {Delivery.ONLINE, Delivery.AT_HOME} or not (address or facts.venue_name):
        return None
    return known(
        {
            "@type": "Place",
            "@id": f"{page}#venue",
            "name": facts.venue_name,
            "address": {"@type": "PostalAddress", **address, "addressCountry": "GB"} if address else None,
            "geo": _geo(facts.point),
            "amenityFeature": list(_amenities(facts, lists)),
        }
    )


def _geo(point: Point | None) -> Thing | None:
    """Give where the venue is; five digits are a metre, and the grid knows no better."""
    if point is None:
        return None
    latitude, longitude = (round(degrees, 5) for degrees in degrees_at(point))
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _amenities(facts: Listing, lists: Lists) -> Iterator[Thing]:
    """Give the access answers that are a plain yes or no; "partly" and "ask" are neither."""
    for feature in lists.taxonomy.access_features:
        answer = facts.access.get(feature.code)
        if answer in {"yes", "no"}:
            yield {
                "@type": "LocationFeatureSpecification",
                "name": _(feature.label),
                "value": answer == "yes",
            }


def _organiser(found: ActivityPage, page: str) -> Thing | None:
    """Give who runs it; an e-mail address may be a person's, so none is told to search engines."""
    provider = found.provider
    if provider is None:
        return None
    return known(
        {
            "@type": "Organization",
            "@id": f"{page}#organiser",
            "name": provider.name,
            "url": provider.website,
            "telephone": provider.phone,
        }
    )


def _events(
    facts: Listing,
    page: str,
    venue: Thing | None,
    organiser: Thing | None,
    year: SchoolYear,
    moment: datetime,
) -> Iterator[Thing]:
    dates = tuple(islice(_still_to_come(facts, year, moment), MOST_DATES))
    online = {"@type": "VirtualLocation", "url": facts.website or page}
    shared = known(
        {
            "name": facts.name,
            "description": facts.summary,
            "url": page,
            "eventAttendanceMode": _ATTENDANCE.get(facts.delivery or ""),
            "location": online if facts.delivery == Delivery.ONLINE else _named(venue),
            "organizer": _named(organiser),
            "typicalAgeRange": _ages(facts.ages),
            **_cost(facts, page),
        }
    )
    series = f"{page}#series"
    if len(dates) > 1:
        yield {"@type": "EventSeries", "@id": series, "name": facts.name, "url": page}
    for one in dates:
        times = known({"startDate": _start(one), "endDate": _end(one)})
        yield {
            "@type": "Event",
            **shared,
            **times,
            **({"superEvent": {"@id": series}} if len(dates) > 1 else {}),
        }


def _still_to_come(facts: Listing, year: SchoolYear, moment: datetime) -> Iterator[Occurrence]:
    today = in_london(moment).date()
    found = occurrences(facts.sessions, today - timedelta(days=1), today + timedelta(days=_DAYS_AHEAD), year)
    return (one for one in found if one.ends_at > moment)


def _start(one: Occurrence) -> str:
    """Give a moment with its offset; a date alone where no time is stated."""
    return one.starts_at.isoformat() if one.starts else one.day.isoformat()


def _end(one: Occurrence) -> str | None:
    return one.ends_at.isoformat() if one.starts and one.ends else None


def _named(thing: Thing | None) -> Thing | None:
    return {"@id": thing["@id"]} if thing else None


def _ages(ages: AgeRange) -> str | None:
    """Give "5-18", or "5-" with an open end; without a youngest age there is no way to write it."""
    if ages.youngest is None:
        return None
    return f"{ages.youngest}-{'' if ages.oldest is None else ages.oldest}"


def _cost(facts: Listing, page: str) -> Thing:
    if facts.cost_type == "free":
        return {"isAccessibleForFree": True, "offers": _offer(0, page)}
    if not facts.cost_pence:
        return {}
    offer = _offer(facts.cost_pence, page) if facts.cost_type in _PAID_EACH_TIME else None
    return {"isAccessibleForFree": False, "offers": offer}


def _offer(pence: int, page: str) -> Thing:
    return {"@type": "Offer", "price": f"{pence / _PENCE:.2f}", "priceCurrency": "GBP", "url": page}
