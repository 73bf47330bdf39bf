"""The few facts of an activity that stand in a list of results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityTag
from portal.activities.queries.sessions import sessions_of
from portal.activities.rules.listing import Capacity
from portal.activities.rules.sessions import Timetable
from portal.core.ages import AgeRange
from portal.core.tiers import OfferTier
from portal.providers.queries import provider_names
from portal.providers.rules import ListingSource


@dataclass(frozen=True, slots=True)
class Card:
    """One result; None means not known."""

    activity_id: int
    slug: str
    name: str
    summary: str
    tier: OfferTier
    provider: str | None
    first_type: str | None
    ages: AgeRange
    sessions: tuple[Timetable, ...]
    capacity: Capacity
    delivery: str | None
    venue: str | None
    town: str | None
    cost_type: str | None
    cost_pence: int | None
    is_checked: bool
    checked_on: date | None


def cards(session: Session, ids: Sequence[int]) -> tuple[Card, ...]:
    """Give the cards of published activities in the order of their ids; one that is gone is left out."""
    names = provider_names()
    chosen = select(
        Activity.id, Activity.slug, Activity.name, Activity.summary, Activity.tier,
        names.c.name.label("provider"),
        Activity.youngest_age, Activity.oldest_age, Activity.delivery, Activity.venue_name, Activity.town,
        Activity.cost_type, Activity.cost_pence, Activity.source, Activity.checked_on,
        Activity.places_free, Activity.has_waiting_list, Activity.wait_weeks,
    ).outerjoin(names, names.c.id == Activity.provider_id).where(
        Activity.id.in_(ids), Activity.state == "published"
    )  # fmt: skip
    types, sessions = _first_types(session, ids), sessions_of(session, ids)
    found = {
        row.id: Card(
            activity_id=row.id,
            slug=row.slug,
            name=row.name,
            summary=row.summary,
            tier=OfferTier(row.tier),
            provider=row.provider,
            first_type=types.get(row.id),
            ages=AgeRange(row.youngest_age, row.oldest_age),
            sessions=sessions.get(row.id, ()),
            capacity=Capacity(
                free=row.places_free, has_waiting_list=row.has_waiting_list, wait_weeks=row.wait_weeks
            ),
            delivery=row.delivery,
            venue=row.venue_name,
            town=row.town,
            cost_type=row.cost_type,
            cost_pence=row.cost_pence,
            is_checked=row.source == ListingSource.COUNCIL or row.checked_on is not None,
            checked_on=row.checked_on,
        )
        for row in session.execute(chosen)
    }
    return tuple(found[key] for key in ids if key in found)


def _first_types(session: Session, ids: Sequence[int]) -> Mapping[int, str]:
    chosen = select(ActivityTag.activity_id, ActivityTag.code).where(
        ActivityTag.activity_id.in_(ids), ActivityTag.kind == "type"
    )
    return dict(session.execute(chosen).all())


def descriptions(session: Session, ids: Sequence[int]) -> Mapping[int, str]:
    """Give the plain words of published activities, to show where something stands in them."""
    chosen = select(Activity.id, Activity.description_text).where(
        Activity.id.in_(ids), Activity.state == "published"
    )
    return dict(session.execute(chosen).all())
