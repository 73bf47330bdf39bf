"""Publishing organisations."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from portal.providers.content import SampleProviders
from portal.providers.models import Provider
from portal.providers.rules import ListingSource, Organisation


def organisations_of(providers: SampleProviders) -> tuple[Organisation, ...]:
    """Give the organisations of the content pack."""
    return tuple(
        Organisation(source=ListingSource.COUNCIL, source_id=provider.slug, **provider.model_dump())
        for provider in providers.providers
    )


def changed_organisations(session: Session, wanted: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Give those that are new or different from what is kept."""
    rows = session.execute(select(Provider.source, Provider.source_id, Provider.digest))
    kept = {(source, source_id): digest for source, source_id, digest in rows}
    return tuple(one for one in wanted if kept.get((one.source, one.source_id)) != one.digest())


def add_organisations(session: Session, wanted: Iterable[Organisation]) -> int:
    """Insert those that are new and leave the others as they are; give how many."""
    kept = {tuple(key) for key in session.execute(select(Provider.source, Provider.source_id))}
    new = [
        asdict(one) | {"digest": one.digest()} for one in wanted if (one.source, one.source_id) not in kept
    ]
    if new:
        session.execute(insert(Provider), new)
    return len(new)


def publish_organisations(session: Session, wanted: Iterable[Organisation]) -> int:
    """Insert new organisations and update changed ones; give how many. A slug stays once it is given."""
    changed = changed_organisations(session, wanted)
    rows = session.execute(select(Provider.source, Provider.source_id, Provider.id))
    ids = {(source, source_id): key for source, source_id, key in rows}
    new = [
        asdict(one) | {"digest": one.digest()} for one in changed if (one.source, one.source_id) not in ids
    ]
    old = [
        {name: value for name, value in asdict(one).items() if name != "slug"}
        | {"digest": one.digest(), "id": ids[one.source, one.source_id]}
        for one in changed
        if (one.source, one.source_id) in ids
    ]
    if new:
        session.execute(insert(Provider), new)
    if old:
        session.execute(update(Provider), old)
    return len(changed)
