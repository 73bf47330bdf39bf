"""Large imports: new listings are written unseen in batches, then shown all at once."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from portal.activities.models import Activity
from portal.activities.rules.listing import Listing
from portal.activities.services.publishing import next_revision, record_published
from portal.activities.services.rows import insert_rows, kept_digests, update_rows, withdraw_rows
from portal.core.errors import PortalError
from portal.providers.rules import ListingSource


class StagingError(PortalError):
    """What was staged is no longer there, or more than that: another import runs."""


# Until it is published, a listing belongs to no revision.
_NO_REVISION = 0


def stage_listings(session: Session, listings: Sequence[Listing], *, now: datetime) -> None:
    """Write new listings that nobody sees yet."""
    insert_rows(session, listings, state="staged", revision=_NO_REVISION, now=now)


def published_digests(session: Session, source: ListingSource) -> dict[str, str]:
    """Give the fingerprint of each listing of a source by its id there; empty for withdrawn ones."""
    return kept_digests(session, source)


def publish_staged(
    session: Session,
    source: ListingSource,
    changed: Sequence[Listing],
    *,
    staged: int,
    now: datetime,
    actor: str,
    also_changed: int = 0,
    withdrawn: Collection[str] = (),
) -> None:
    """Show the staged listings of a source, update the changed and take out the withdrawn, in one short step.

    `withdrawn` are ids at the source.
    Raises StagingError when there are not as many as `staged`: another import has removed or added some.
    """
    if not (changed or also_changed or withdrawn or staged or staged_count(session, source)):
        return
    revision = next_revision(session, now=now)
    shown = session.execute(
        update(Activity)
        .where(_is_staged(source))
        .values(state="published", revision=revision, published_at=now, changed_at=now)
        .returning(Activity.id)
    ).all()
    if len(shown) != staged:
        raise StagingError(
            "another import runs at the same time; nothing was published, so run this one again"
        )
    update_rows(session, changed, revision=revision, now=now)
    withdraw_rows(session, source, withdrawn, revision=revision, now=now)
    record_published(session, now=now, actor=actor, revision=revision)


def discard_staged(session: Session, source: ListingSource) -> int:
    """Remove what an import that broke off left behind; give how many."""
    found = staged_count(session, source)
    if found:
        session.execute(delete(Activity).where(_is_staged(source)))
    return found


def staged_count(session: Session, source: ListingSource) -> int:
    """Count the listings of a source that wait to be shown."""
    return session.scalar(select(func.count()).select_from(Activity).where(_is_staged(source))) or 0


def _is_staged(source: ListingSource) -> ColumnElement[bool]:
    return (Activity.source == source) & (Activity.state == "staged")
