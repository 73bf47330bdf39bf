"""Publishing listings: only what changed is written, and the directory's number moves with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from portal.activities.models import DirectoryRevision
from portal.activities.rules.listing import Listing
from portal.activities.search.moves import note_move
from portal.activities.services.rows import insert_rows, kept_digests, update_rows
from portal.audit.services import record
from portal.providers.rules import ListingSource


@dataclass(frozen=True, slots=True)
class PublishReport:
    """How many listings were new, changed and as before."""

    new: int
    changed: int
    unchanged: int

    def as_text(self) -> str:
        """Give the report as one line."""
        return f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged"


def publish_listings(
    session: Session, listings: Sequence[Listing], *, now: datetime, actor: str, also_changed: int = 0
) -> PublishReport:
    """Publish listings of one source; `also_changed` counts organisations that changed with them.

    Nothing is written, not even an audit event, when nothing changed.
    """
    new, changed = _compared(session, listings)
    if new or changed or also_changed:
        revision = next_revision(session, now=now)
        insert_rows(session, new, state="published", revision=revision, now=now)
        update_rows(session, changed, revision=revision, now=now)
        record_published(session, now=now, actor=actor, revision=revision)
    return PublishReport(len(new), len(changed), len(listings) - len(new) - len(changed))


def next_revision(session: Session, *, now: datetime) -> int:
    """Move the directory's number, on which every index and cache depends, and give it."""
    held = session.scalars(select(DirectoryRevision).with_for_update()).one_or_none()
    if held is None:
        held = DirectoryRevision(id=1, number=0, changed_at=now)
        session.add(held)
    held.number += 1
    event.listen(session, "after_commit", _tell, once=True)
    held.changed_at = now
    session.flush()
    return held.number


def _tell(_session: Session) -> None:
    note_move()


def record_published(session: Session, *, now: datetime, actor: str, revision: int) -> None:
    """Record that the directory has a new number."""
    record(
        session,
        now=now,
        action="directory.published",
        subject_type="directory",
        subject=str(revision),
        actor=actor,
    )


def _compared(session: Session, listings: Sequence[Listing]) -> tuple[list[Listing], list[Listing]]:
    """Give the listings that are new, and those that differ from what is kept."""
    new: list[Listing] = []
    changed: list[Listing] = []
    kept = {
        source: kept_digests(session, source) for source in {ListingSource(one.source) for one in listings}
    }
    for listing in listings:
        digest = kept[listing.source].get(listing.source_id)
        if digest is None:
            new.append(listing)
        elif digest != listing.digest():
            changed.append(listing)
    return new, changed
