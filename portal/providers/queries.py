"""Reading organisations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.providers.models import Provider


def provider_ids(session: Session) -> dict[str, int]:
    """Give the id of each organisation by its slug."""
    return dict(session.execute(select(Provider.slug, Provider.id)).tuples().all())
