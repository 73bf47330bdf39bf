"""Reading organisations."""

from collections.abc import Collection

from sqlalchemy import Subquery, select
from sqlalchemy.orm import Session

from portal.providers.models import Provider
from portal.providers.rules import ListingSource, Organisation


def provider_names() -> Subquery:
    """Give ids and names for joining, so that the table itself stays private."""
    return select(Provider.id, Provider.name).subquery("provider_name")


def provider_ids(session: Session, slugs: Collection[str]) -> dict[str, int]:
    """Give the id of each of these organisations by its slug."""
    chosen = select(Provider.slug, Provider.id).where(Provider.slug.in_(slugs))
    return dict(session.execute(chosen).all())


def organisation_slugs(session: Session, source: ListingSource) -> dict[str, str]:
    """Give the slug of each organisation of a source by its id there; a slug stays when the name changes."""
    chosen = select(Provider.source_id, Provider.slug).where(Provider.source == source)
    return dict(session.execute(chosen).all())


def organisation(session: Session, provider_id: int) -> Organisation | None:
    """Give one organisation."""
    row = session.get(Provider, provider_id)
    if row is None:
        return None
    return Organisation(
        source=ListingSource(row.source),
        source_id=row.source_id,
        slug=row.slug,
        name=row.name,
        about=row.about,
        phone=row.phone,
        email=row.email,
        website=row.website,
    )
