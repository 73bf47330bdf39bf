"""One row of an Open Referral UK 1.0 list as a listing: what it states is mapped, the rest is not known."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.activities.rules.listing import Listing
from portal.activities.rules.texts import (
    clean_line,
    first_sentence,
    plain_line,
    plain_text,
    safe_html,
    slug_of,
)
from portal.core.ages import AgeRange
from portal.core.errors import PortalError
from portal.core.tiers import OfferTier
from portal.listings.rules.feed_cost import feed_cost
from portal.listings.rules.feed_place import FeedPlace, feed_place, line_in
from portal.listings.rules.feed_times import feed_times
from portal.listings.rules.report import NO_NAME
from portal.listings.rules.web_address import web_address
from portal.places.rules import Places
from portal.providers.rules import ListingSource, Organisation

_LONGEST_NAME = 200
_LONGEST_ID = 120
_LONGEST_ORGANISATION_ID = 100
_LONGEST_EMAIL = 200
_OLDEST = 120
_DELIVERIES = {"venue": "in_person", "online": "online", "home visit": "at_home"}
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{8,20}[0-9]")
# What follows a "?" would add recipients to the message of a family that follows the link.
_EMAIL = re.compile(r"[^@\s<>\"',;?&%]{1,64}@[a-z0-9.-]{3,130}\.[a-z]{2,30}", re.IGNORECASE)


class RowError(PortalError):
    """A row cannot be published; the reason is one short phrase."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class ClosedError(RowError):
    """A row says that its service is not active; its id says which one."""

    def __init__(self, source_id: str) -> None:
        """Keep the id at the source."""
        super().__init__("status is not active")
        self.source_id = source_id


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A row that can be published, with what was put right on the way."""

    listing: Listing
    organisation: Organisation | None
    was_repaired: bool
    dropped_address: str | None


def read_row(value: object, places: Places | None = None, feed: str = "") -> FeedRow:
    """Read one row of a feed, which has a name where several use the same ids; raises RowError or ClosedError."""
    if not isinstance(value, Mapping):
        raise RowError("not an object")
    row = dict(value)
    source_id = _identity(row, feed)
    if _text(row, "status").lower() not in {"", "active"}:
        raise ClosedError(source_id)
    name = _name(row)
    html = safe_html(_text(row, "description"))
    words = plain_text(html)
    organisation = _organisation(row, feed)
    typed = _text(row, "url")
    address = web_address(typed)
    place = feed_place(row, places)
    cost = feed_cost(plain_line(_text(row, "fees")), _objects(row, "cost_options"))
    listing = Listing(
        source=ListingSource.OPEN_REFERRAL,
        source_id=source_id,
        slug=slug_of(name),
        provider_slug=organisation.slug if organisation else None,
        tier=OfferTier.UNIVERSAL,
        name=name,
        summary=first_sentence(words) or name,
        description_html=html,
        description_text=words,
        ages=_ages(row),
        delivery=_DELIVERIES.get(_text(row, "attending_type").lower()),
        cost_type=cost.type,
        cost_pence=cost.pence,
        cost_note=cost.note,
        phone=_phone(row),
        email=_email(row),
        website=address or (organisation.website if organisation else None),
        sessions=feed_times(row),
        **_place_fields(place),
    )
    was_repaired = address is not None and not typed.lower().startswith(("http://", "https://"))
    return FeedRow(listing, organisation, was_repaired, typed if typed and address is None else None)


def _identity(row: Mapping[str, Any], feed: str) -> str:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not clean_line(value):
        raise RowError("no id")
    # Cleaning brings text into one Unicode form, which can be longer.
    if len(cleaned := _within(feed, clean_line(value))) > _LONGEST_ID:
        raise RowError("id is too long")
    return cleaned


def _within(feed: str, identity: str) -> str:
    return f"{feed}:{identity}" if feed else identity


def _name(row: Mapping[str, Any]) -> str:
    name = plain_line(_text(row, "name"))
    if not name:
        raise RowError(NO_NAME)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _text(row: Mapping[str, Any], field: str) -> str:
    """Give a text field, empty when it is missing or null; raises RowError for another type."""
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RowError(f"{field} is not text")
    return value if field == "description" else clean_line(value)


def _objects(row: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    """Give the objects of a list field; raises RowError when it is no list."""
    value = row.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise RowError(f"{field} is not a list")
    return [one for one in value if isinstance(one, Mapping)]


def _organisation(row: Mapping[str, Any], feed: str) -> Organisation | None:
    value = row.get("organization")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise RowError("organization is not an object")
    name = plain_line(_text(value, "name"))[:_LONGEST_NAME]
    if not name:
        return None
    stated = value.get("id")
    source_id = _within(feed, (clean_line(stated) if isinstance(stated, str) else "") or name)
    if len(source_id) > _LONGEST_ORGANISATION_ID:
        # Long ids are addresses, which differ at their ends.
        source_id = hashlib.sha256(source_id.encode()).hexdigest()
    mark = hashlib.sha256(source_id.encode()).hexdigest()[:8]
    return Organisation(
        source=ListingSource.OPEN_REFERRAL,
        source_id=source_id,
        slug=f"{slug_of(name)}-{mark}",
        name=name,
        about=first_sentence(plain_text(safe_html(_text(value, "description"))), 300),
        website=web_address(_text(value, "url")),
    )


def _ages(row: Mapping[str, Any]) -> AgeRange:
    """Give the widest range of all stated ones; numbers that are no ages are not known."""
    ranges = [
        (_age(one.get("minimum_age")), _age(one.get("maximum_age"))) for one in _objects(row, "eligibilitys")
    ]
    known = [(low, high) for low, high in ranges if low is not None or high is not None]
    if not known or any(low is not None and high is not None and low > high for low, high in known):
        return AgeRange(None, None)
    lows, highs = [low for low, _high in known], [high for _low, high in known]
    youngest = None if None in lows else min(low for low in lows if low is not None)
    oldest = None if None in highs else max(high for high in highs if high is not None)
    return AgeRange(youngest, oldest)


def _age(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        age = int(float(value))
    except (ValueError, OverflowError):
        return None
    return age if 0 <= age <= _OLDEST else None


def _phone(row: Mapping[str, Any]) -> str | None:
    for contact in _objects(row, "contacts"):
        for phone in _objects(contact, "phones"):
            # A number that is no text has lost the 0 at its start.
            number = line_in(phone, "number") or ""
            if _PHONE.fullmatch(number):
                return number
    return None


def _email(row: Mapping[str, Any]) -> str | None:
    stated = [_text(row, "email"), *(_text(contact, "email") for contact in _objects(row, "contacts"))]
    whole = (email for email in stated if len(email) <= _LONGEST_EMAIL)
    return next((email for email in whole if _EMAIL.fullmatch(email)), None)


def _place_fields(place: FeedPlace | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "venue_name": place.venue,
        "street": place.street,
        "town": place.town,
        "postcode": place.postcode,
        "district": place.district,
        "point": place.point,
    }
