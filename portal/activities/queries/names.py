"""The names of published activities, for domains that only say which one something is about."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity


def names_of(session: Session, slugs: Iterable[str]) -> Mapping[str, str]:
    """Give the name for each of these addresses under which an activity is published."""
    rows = session.execute(
        select(Activity.slug, Activity.name).where(
            Activity.slug.in_(tuple(slugs)), Activity.state == "published"
        )
    )
    return dict(rows.all())
