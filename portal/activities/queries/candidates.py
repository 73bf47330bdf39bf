"""What is known of some activities, for weighing them against what a family needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityAccess, ActivityTag
from portal.activities.rules.facets import ActivityFacts
from portal.activities.rules.listing import Capacity
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.providers.queries import provider_names


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity with its facts, without the dates on which it runs; None means not known."""

    facts: ActivityFacts
    slug: str
    name: str
    provider: str | None
    programme: str | None
    town: str | None
    phone: str | None
    capacity: Capacity


def candidates(session: Session, ids: Sequence[int]) -> tuple[Candidate, ...]:
    """Give the published ones among these activities, in the order of their ids."""
    names = provider_names()
    chosen = (
        select(Activity, names.c.name)
        .outerjoin(names, names.c.id == Activity.provider_id)
        .where(Activity.id.in_(ids), Activity.state == "published")
    )
    tags, access = _tags(session, ids), _access(session, ids)
    found = {
        row.id: _candidate(row, provider, tags.get(row.id, {}), access.get(row.id, {}))
        for row, provider in session.execute(chosen)
    }
    return tuple(found[key] for key in ids if key in found)


def _candidate(
    row: Activity, provider: str | None, tags: Mapping[str, frozenset[str]], access: Mapping[str, str]
) -> Candidate:
    capacity = Capacity(
        row.places_total, row.places_free, row.has_waiting_list, row.wait_weeks, row.places_reported_on
    )
    facts = ActivityFacts(
        activity_id=row.id,
        tier=OfferTier(row.tier),
        types=tags.get("type", frozenset()),
        needs=tags.get("need", frozenset()),
        access=access,
        ages=AgeRange(row.youngest_age, row.oldest_age),
        district=row.district,
        days=tags.get("day", frozenset()),
        times=tags.get("time", frozenset()),
        seasons=tags.get("season", frozenset()),
        cost=row.cost_type,
        funding=tags.get("funding", frozenset()),
        places=capacity.state,
        referrers=tags.get("referrer", frozenset()),
        languages=tags.get("language", frozenset()),
        delivery=row.delivery,
        point=None if row.easting is None or row.northing is None else Point(row.easting, row.northing),
        checked_on=row.checked_on,
    )
    return Candidate(facts, row.slug, row.name, provider, row.programme, row.town, row.phone, capacity)


def _tags(session: Session, ids: Sequence[int]) -> dict[int, dict[str, frozenset[str]]]:
    tags: dict[int, dict[str, frozenset[str]]] = {}
    chosen = select(ActivityTag.activity_id, ActivityTag.kind, ActivityTag.code)
    for key, kind, code in session.execute(chosen.where(ActivityTag.activity_id.in_(ids))):
        own = tags.setdefault(key, {})
        own[kind] = own.get(kind, frozenset()) | {code}
    return tags


def _access(session: Session, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    access: dict[int, dict[str, str]] = {}
    chosen = select(ActivityAccess.activity_id, ActivityAccess.feature, ActivityAccess.answer)
    for key, feature, answer in session.execute(chosen.where(ActivityAccess.activity_id.in_(ids))):
        access.setdefault(key, {})[feature] = answer
    return access
