"""A listing as it comes in, from the content pack or from a feed, before it is compared and published."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum

from portal.activities.rules.sessions import Timetable
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.providers.rules import ListingSource

NO_AGES = AgeRange(None, None)


class PlacesState(StrEnum):
    """Whether a family can have a place."""

    NOW = "now"
    WAITING_LIST = "waiting_list"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the organiser said of places and waiting; None means not known."""

    total: int | None = None
    free: int | None = None
    has_waiting_list: bool | None = None
    wait_weeks: int | None = None
    reported_on: date | None = None

    @property
    def state(self) -> PlacesState | None:
        """Give what a family wants to know; None when nobody has said."""
        if self.free is None:
            return None
        if self.free > 0:
            return PlacesState.NOW
        if self.has_waiting_list is None:
            return None
        return PlacesState.WAITING_LIST if self.has_waiting_list else PlacesState.FULL


UNKNOWN_CAPACITY = Capacity()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Everything known of one activity; None and empty mean not known."""

    source: ListingSource
    source_id: str
    slug: str
    provider_slug: str | None
    tier: OfferTier
    programme: str | None = None
    name: str
    summary: str
    description_html: str
    description_text: str
    ages: AgeRange = NO_AGES
    delivery: str | None = None
    venue_name: str | None = None
    street: str | None = None
    town: str | None = None
    district: str | None = None
    postcode: str | None = None
    point: Point | None = None
    getting_in: str | None = None
    on_the_day: str | None = None
    # The stop by its name, as it stands on the bus.
    bus_stop: str | None = None
    cost_type: str | None = None
    cost_pence: int | None = None
    cost_note: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    checked_on: date | None = None
    checked_by: str | None = None
    types: tuple[str, ...] = ()
    suits: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    # Who may ask for it, by codes of the taxonomy.
    referrers: tuple[str, ...] = ()
    capacity: Capacity = UNKNOWN_CAPACITY
    access: Mapping[str, str] = field(default_factory=dict)
    sessions: tuple[Timetable, ...] = ()

    @property
    def days(self) -> frozenset[str]:
        """Give the days of all sessions."""
        return frozenset(day for session in self.sessions for day in session.days)

    @property
    def time_bands(self) -> frozenset[str]:
        """Give the times of all sessions."""
        return frozenset(band for session in self.sessions for band in session.time_bands)

    @property
    def seasons(self) -> frozenset[str]:
        """Give the seasons of all sessions."""
        return frozenset(season for session in self.sessions for season in session.seasons)

    def digest(self) -> str:
        """Give a fingerprint of all of it, by which an unchanged listing is known."""
        text = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()
