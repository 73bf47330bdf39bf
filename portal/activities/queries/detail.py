"""All that is known of one activity."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityAccess, ActivitySession, ActivityTag
from portal.activities.rules.facets import Weekday
from portal.activities.rules.getting import HowToGet, how_to_get
from portal.activities.rules.listing import Timetable
from portal.core.ages import AgeRange
from portal.core.errors import NotFoundError
from portal.core.tiers import OfferTier
from portal.providers.models import Provider
from portal.providers.rules import ListingSource


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One activity with its organisation, its times and its answers about access."""

    facts: Activity
    provider: Provider | None
    tier: OfferTier
    ages: AgeRange
    tags: Mapping[str, tuple[str, ...]]
    access: Mapping[str, str]
    sessions: tuple[Timetable, ...]

    @property
    def how_to_get(self) -> HowToGet:
        """Give the one next step."""
        return how_to_get(self.tier)

    @property
    def is_imported(self) -> bool:
        """Tell whether it came from a feed and not from the council."""
        return self.facts.source == ListingSource.OPEN_REFERRAL


def activity_page(session: Session, slug: str) -> ActivityPage:
    """Give a published activity; raises NotFoundError."""
    found = session.execute(
        select(Activity, Provider)
        .outerjoin(Provider, Provider.id == Activity.provider_id)
        .where(Activity.slug == slug, Activity.state == "published")
    ).one_or_none()
    if found is None:
        raise NotFoundError(slug)
    activity, provider = found.tuple()
    return ActivityPage(
        facts=activity,
        provider=provider,
        tier=OfferTier(activity.tier),
        ages=AgeRange(activity.youngest_age, activity.oldest_age),
        tags=_tags(session, activity.id),
        access=_access(session, activity.id),
        sessions=_sessions(session, activity.id),
    )


def activity_title(session: Session, slug: str) -> str | None:
    """Give the name of a published activity, for a referral that names it; None when there is none."""
    chosen = select(Activity.name).where(Activity.slug == slug, Activity.state == "published")
    return session.scalar(chosen)


def _tags(session: Session, key: int) -> dict[str, tuple[str, ...]]:
    tags: dict[str, tuple[str, ...]] = {}
    chosen = select(ActivityTag.kind, ActivityTag.code).where(ActivityTag.activity_id == key)
    for kind, code in session.execute(chosen.order_by(ActivityTag.code)).tuples():
        tags[kind] = (*tags.get(kind, ()), code)
    return tags


def _access(session: Session, key: int) -> dict[str, str]:
    chosen = select(ActivityAccess.feature, ActivityAccess.answer).where(ActivityAccess.activity_id == key)
    return dict(session.execute(chosen).tuples().all())


def _sessions(session: Session, key: int) -> tuple[Timetable, ...]:
    chosen = (
        select(ActivitySession).where(ActivitySession.activity_id == key).order_by(ActivitySession.position)
    )
    return tuple(
        Timetable(
            days=tuple(day for day in Weekday if day in one.days),
            starts=one.starts,
            ends=one.ends,
            when=one.when_text,
            time_bands=tuple(one.time_bands),
        )
        for one in session.scalars(chosen)
    )
