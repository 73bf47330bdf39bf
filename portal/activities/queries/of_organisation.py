"""What one organisation runs, for its own people and for who lets them in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity
from portal.providers.queries import provider_names


def organisations(session: Session) -> Sequence[tuple[int, str]]:
    """Give id and name of every organisation, by name."""
    names = provider_names()
    rows = session.execute(select(names.c.id, names.c.name).order_by(names.c.name, names.c.id))
    return [(number, name) for number, name in rows]


def activities_of(session: Session, provider_id: int) -> Sequence[tuple[str, str]]:
    """Give address and name of each published activity of an organisation, by name."""
    rows = session.execute(
        select(Activity.slug, Activity.name)
        .where(Activity.provider_id == provider_id, Activity.state == "published")
        .order_by(Activity.name, Activity.id)
    )
    return [(f"/activities/{slug}", name) for slug, name in rows]
