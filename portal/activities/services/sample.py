"""The sample activities of the content pack."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.activities.content import SampleActivities, SampleActivity
from portal.activities.rules.listing import Listing, Timetable
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
    venue, cost = activity.venue, activity.cost
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
        venue_name=venue.name if venue else None,
        street=venue.street if venue else None,
        town=venue.town if venue else None,
        district=venue.district if venue else None,
        postcode=venue.postcode if venue else None,
        point=places.postcodes.point(venue.postcode) if venue else None,
        getting_in=venue.getting_in if venue else None,
        on_the_day=venue.on_the_day if venue else None,
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
        sessions=tuple(
            Timetable(tuple(one.days), one.starts, one.ends, one.when, one.time_bands)
            for one in activity.sessions
        ),
    )
