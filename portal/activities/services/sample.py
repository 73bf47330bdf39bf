"""The sample activities of the content pack."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.activities.content import SampleActivities, SampleActivity, SampleSession, Venue
from portal.activities.rules.listing import Capacity, Listing
from portal.activities.rules.sessions import Timetable
from portal.activities.rules.texts import paragraphs, plain_text
from portal.activities.services.publishing import PublishReport, publish_listings
from portal.core.ages import AgeRange
from portal.core.tiers import OfferTier
from portal.infra.content_pack import ContentPack
from portal.places.rules import Places
from portal.providers.content import SampleProviders
from portal.providers.rules import ListingSource
from portal.providers.services import organisations_of, publish_organisations


def publish_sample(session: Session, *, pack: ContentPack, now: datetime) -> PublishReport:
    """Publish the organisations and activities of the content pack; running it again changes nothing."""
    places = pack.of(Places)
    organisations = publish_organisations(session, organisations_of(pack.of(SampleProviders)))
    listings = [listing_of(activity, places) for activity in pack.of(SampleActivities).activities]
    return publish_listings(session, listings, now=now, actor="content pack", also_changed=organisations)


def listing_of(activity: SampleActivity, places: Places) -> Listing:
    """Give an activity of the content pack as a listing."""
    html = paragraphs(activity.description)
    cost = activity.cost
    return Listing(
        source=ListingSource.COUNCIL,
        source_id=activity.slug,
        slug=activity.slug,
        provider_slug=activity.provider,
        tier=OfferTier.from_code(activity.tier),
        programme=activity.programme,
        name=activity.name,
        summary=activity.summary,
        description_html=html,
        description_text=plain_text(html),
        ages=AgeRange(activity.ages.youngest, activity.ages.oldest),
        delivery=activity.delivery,
        cost_type=cost.type,
        cost_pence=int(cost.pounds * 100) if cost.pounds is not None else None,
        cost_note=cost.note,
        phone=activity.contact.phone,
        email=activity.contact.email,
        website=activity.contact.website,
        checked_on=activity.checked_on,
        checked_by=activity.checked_by,
        types=activity.types,
        suits=activity.suits,
        funding=activity.funding,
        languages=activity.languages,
        access=dict(activity.access),
        referrers=activity.referrers,
        capacity=Capacity(**activity.places.model_dump()),
        sessions=tuple(Timetable(**_fields_of(one)) for one in activity.sessions),
        **_place_of(activity.venue, places),
    )


def _place_of(venue: Venue | None, places: Places) -> dict[str, Any]:
    """Give the fields of a listing that say where it is; all of them stay unknown without a venue."""
    if venue is None:
        return {}
    return {
        "venue_name": venue.name,
        "street": venue.street,
        "town": venue.town,
        "district": venue.district,
        "postcode": venue.postcode,
        "point": places.postcodes.point(venue.postcode),
        "getting_in": venue.getting_in,
        "on_the_day": venue.on_the_day,
        "bus_stop": venue.bus_stop,
    }


def _fields_of(session: SampleSession) -> dict[str, Any]:
    """Give a session's fields by the names that a timetable has too."""
    return session.model_dump() | {"days": tuple(day.value for day in session.days)}
