"""The sample activities of the content pack."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from portal.activities.rules.facets import Delivery, Weekday
from portal.activities.rules.freshness import CheckedBy
from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.places.rules import Places as KnownPlaces
from portal.taxonomy.content import Code, Taxonomy

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
TierCode = Literal["universal", "targeted", "specialist"]


class Venue(ContentModel):
    """Where an activity happens; `bus_stop` names the nearest stop as it stands on the bus."""

    name: str
    street: str | None = None
    town: str
    district: Code
    postcode: str
    getting_in: str | None = None
    on_the_day: str | None = None
    bus_stop: str | None = Field(default=None, max_length=200)


class SampleSession(ContentModel):
    """When an activity runs, as in `Timetable`; clock times are London's."""

    days: tuple[Weekday, ...] = ()
    starts: ClockTime | None = None
    ends: ClockTime | None = None
    when: str = Field(max_length=200)
    time_bands: tuple[Code, ...] = ()
    seasons: tuple[Code, ...] = ()
    every_weeks: int = Field(default=1, ge=1, le=52)
    weeks_of_month: tuple[Literal[1, 2, 3, 4, 5, -1, -2], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    dates: tuple[date, ...] = ()
    except_dates: tuple[date, ...] = ()
    on_bank_holidays: bool = False
    by_agreement: bool = False

    @model_validator(mode="after")
    def check_dates(self) -> Self:
        """Refuse a session whose dates cannot be worked out."""
        if self.every_weeks > 1 and self.valid_from is None:
            raise ValueError("every so many weeks is counted from valid_from; give it")
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_from is after valid_to")
        if not (self.days or self.dates or self.by_agreement):
            raise ValueError("give days, dates, or by_agreement: true")
        return self


class Places(ContentModel):
    """How many places there are and how long families wait; leave out what nobody has said."""

    total: int | None = Field(default=None, ge=0)
    free: int | None = Field(default=None, ge=0)
    has_waiting_list: bool | None = None
    wait_weeks: int | None = Field(default=None, ge=0, le=520)
    reported_on: date | None = None


class Cost(ContentModel):
    """What it costs; pounds as text, so that no penny is lost."""

    type: Code
    pounds: Decimal | None = Field(default=None, ge=0, decimal_places=2)
    note: str | None = None


class Ages(ContentModel):
    """Whole years, both ends included; an end that is null is open."""

    youngest: int | None = Field(default=None, ge=0, le=25)
    oldest: int | None = Field(default=None, ge=0, le=99)


class Contact(ContentModel):
    """Where a family books or asks."""

    phone: str | None = None
    email: str | None = None
    website: str | None = None


class SampleActivity(ContentModel):
    """One activity of the content pack."""

    slug: Slug
    name: str = Field(max_length=200)
    provider: Slug
    tier: TierCode
    programme: Code | None = None
    types: tuple[Code, ...]
    summary: str = Field(max_length=200)
    description: str
    ages: Ages = Ages()
    suits: tuple[Code, ...] = ()
    delivery: Delivery
    venue: Venue | None = None
    sessions: tuple[SampleSession, ...] = ()
    cost: Cost
    funding: tuple[Code, ...] = ()
    access: Mapping[str, Literal["yes", "partly", "no", "ask", "not_known"]] = Field(default_factory=dict)
    languages: tuple[Code, ...] = ("en",)
    referrers: tuple[Code, ...] = ()
    places: Places = Places()
    contact: Contact = Contact()
    checked_on: date | None = None
    checked_by: CheckedBy | None = None

    @model_validator(mode="after")
    def check_pairs(self) -> Self:
        """Refuse facts that contradict each other."""
        youngest, oldest = self.ages.youngest, self.ages.oldest
        if youngest is not None and oldest is not None and youngest > oldest:
            raise ValueError(f"{self.slug}: the youngest age is above the oldest")
        if (self.checked_on is None) != (self.checked_by is None):
            raise ValueError(f"{self.slug}: say both when it was checked and by whom, or neither")
        return self


class SampleActivities(ContentModel):
    """All activities of the content pack, in the order of their files."""

    activities: tuple[SampleActivity, ...] = ()


def load_activities(pack: Path, taxonomy: Taxonomy, places: KnownPlaces) -> SampleActivities:
    """Load all files of content/activities; raises ContentError with the file at fault."""
    found: dict[str, SampleActivity] = {}
    for path in sorted((pack / "activities").glob("*.yaml")):
        for activity in load_yaml(path, SampleActivities).activities:
            if activity.slug in found:
                raise ContentError(path, None, f"{activity.slug} is there twice")
            if fault := _fault(activity, taxonomy, places):
                raise ContentError(path, None, f"{activity.slug}: {fault}")
            found[activity.slug] = activity
    return SampleActivities(activities=tuple(found.values()))


def _fault(activity: SampleActivity, taxonomy: Taxonomy, places: KnownPlaces) -> str | None:
    """Say which code or place of an activity does not exist, or None."""
    used = {
        "activity_types": activity.types,
        "support_needs": activity.suits,
        "cost_types": (activity.cost.type,),
        "funding": activity.funding,
        "access_features": tuple(activity.access),
        "languages_spoken": activity.languages,
        "referrers": activity.referrers,
        "seasons": tuple(season for session in activity.sessions for season in session.seasons),
        "time_bands": tuple(band for session in activity.sessions for band in session.time_bands),
    }
    for list_name, codes in used.items():
        if not taxonomy.knows(list_name, codes):
            return f"{list_name} has no {', '.join(sorted(set(codes) - taxonomy.labels[list_name].keys()))}"
    venue = activity.venue
    if venue is None:
        return None
    if places.district(venue.district) is None:
        return f"there is no district {venue.district}"
    if places.postcodes.point(venue.postcode) is None:
        return f"the table has no postcode {venue.postcode}"
    return None
