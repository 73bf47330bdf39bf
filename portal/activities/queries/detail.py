"""All that is known of one activity."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityAccess, ActivityTag
from portal.activities.queries.sessions import sessions_of
from portal.activities.rules.getting import HowToGet, how_to_get
from portal.activities.rules.listing import Capacity, Listing
from portal.core.ages import AgeRange
from portal.core.errors import NotFoundError
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.providers.queries import organisation
from portal.providers.rules import ListingSource, Organisation

_SAME_NAME = (
    "slug", "source_id", "programme", "name", "summary", "description_html", "description_text", "delivery",
    "venue_name", "street", "town", "district", "postcode", "getting_in", "on_the_day", "cost_type",
    "bus_stop", "cost_pence", "cost_note", "phone", "email", "website", "checked_on", "checked_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One activity as it is published, and the organisation that runs it."""

    listing: Listing
    provider: Organisation | None

    @property
    def how_to_get(self) -> HowToGet:
        """Give the one next step."""
        return how_to_get(self.listing.tier)

    @property
    def is_imported(self) -> bool:
        """Tell whether it came from a feed and not from the council."""
        return self.listing.source is ListingSource.OPEN_REFERRAL


def activity_page(session: Session, slug: str) -> ActivityPage:
    """Give a published activity; raises NotFoundError."""
    chosen = select(Activity).where(Activity.slug == slug, Activity.state == "published")
    row = session.scalars(chosen).one_or_none()
    if row is None:
        raise NotFoundError(slug)
    provider = organisation(session, row.provider_id) if row.provider_id is not None else None
    tags = _tags(session, row.id)
    listing = Listing(
        **{name: getattr(row, name) for name in _SAME_NAME},
        source=ListingSource(row.source),
        provider_slug=provider.slug if provider else None,
        tier=OfferTier(row.tier),
        ages=AgeRange(row.youngest_age, row.oldest_age),
        point=_point(row),
        types=tags.get("type", ()),
        suits=tags.get("need", ()),
        funding=tags.get("funding", ()),
        languages=tags.get("language", ()),
        referrers=tags.get("referrer", ()),
        capacity=Capacity(
            row.places_total, row.places_free, row.has_waiting_list, row.wait_weeks, row.places_reported_on
        ),
        access=_access(session, row.id),
        sessions=sessions_of(session, (row.id,)).get(row.id, ()),
    )
    return ActivityPage(listing, provider)


def _point(row: Activity) -> Point | None:
    return None if row.easting is None or row.northing is None else Point(row.easting, row.northing)


def activity_title(session: Session, slug: str) -> str | None:
    """Give the name of a published activity, for a referral that names it; None when there is none."""
    chosen = select(Activity.name).where(Activity.slug == slug, Activity.state == "published")
    return session.scalar(chosen)


def _tags(session: Session, key: int) -> dict[str, tuple[str, ...]]:
    tags: dict[str, tuple[str, ...]] = {}
    chosen = select(ActivityTag.kind, ActivityTag.code).where(ActivityTag.activity_id == key)
    for kind, code in session.execute(chosen.order_by(ActivityTag.code)):
        tags[kind] = (*tags.get(kind, ()), code)
    return tags


def _access(session: Session, key: int) -> dict[str, str]:
    chosen = select(ActivityAccess.feature, ActivityAccess.answer).where(ActivityAccess.activity_id == key)
    return dict(session.execute(chosen).all())
