"""Several activities at once, for a list that a family keeps or was sent."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity
from portal.activities.queries.detail import ActivityPage, activity_page


def activity_pages(session: Session, slugs: Sequence[str]) -> tuple[ActivityPage, ...]:
    """Give the published activities of these slugs in their order; one that is gone is left out."""
    chosen = select(Activity.slug).where(Activity.slug.in_(slugs), Activity.state == "published")
    there = set(session.scalars(chosen))
    return tuple(activity_page(session, slug) for slug in slugs if slug in there)
