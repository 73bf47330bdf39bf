"""Publishing organisations."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from portal.providers.content import SampleProviders
from portal.providers.models import Provider
from portal.providers.rules import ListingSource, Organisation

# Below the number of values that a statement may hold on either database.
_BATCH = 500


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


def add_organisations(session: Session, wanted: Sequence[Organisation]) -> None:
    """Insert those that are new, and leave the others as they are."""
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        chosen = select(Provider.source, Provider.source_id)
        these = chosen.where(Provider.source_id.in_([one.source_id for one in batch]))
        kept = set(session.execute(these))
        new = [
            asdict(one) | {"digest": one.digest()} for one in batch if (one.source, one.source_id) not in kept
        ]
        if new:
            session.execute(insert(Provider), new)


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
