"""Importing a feed: read and cleaned row by row, staged in batches, published in one short step."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from portal.activities.rules.listing import Listing
from portal.activities.rules.texts import clean_line
from portal.activities.services import discard_staged, publish_staged, published_digests, stage_listings
from portal.infra.db import Database
from portal.listings.rules.feed_row import ClosedError, FeedRow, RowError, read_row
from portal.listings.rules.report import NO_NAME, Dropped, Duplicate, FeedPage, ImportReport, Rejection
from portal.listings.services.feed_file import feed_rows
from portal.places.rules import Places
from portal.providers.queries import organisation_slugs
from portal.providers.rules import ListingSource, Organisation
from portal.providers.services import add_organisations, publish_organisations

_SOURCE = ListingSource.OPEN_REFERRAL
_ACTOR = "open referral import"
_BATCH = 500


@dataclass(slots=True)
class _Seen:
    """What the rows so far have told; the report is made of it."""

    read: int = 0
    page: FeedPage | None = None
    new: int = 0
    unchanged: int = 0
    repaired: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    changed: list[Listing] = field(default_factory=list)
    # The ids of all closed services, and of those among them that were published until now.
    closed: set[str] = field(default_factory=set)
    withdrawn: list[str] = field(default_factory=list)
    # By its id at the source: feeds write the name of one organisation in several ways, and rename it.
    slug_of_organisation: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    not_yet_added: list[Organisation] = field(default_factory=list)
    row_of_id: dict[str, int] = field(default_factory=dict)
    row_of_name: dict[tuple[str, str | None], tuple[int, set[str]]] = field(default_factory=dict)

    def tell_page(self, page: FeedPage) -> None:
        """Note that the file is one page of several."""
        self.page = page


def import_open_referral(
    database: Database,
    source: Path | Iterable[object],
    *,
    now: datetime,
    places: Places | None = None,
    feed: str = "",
) -> ImportReport:
    """Publish the services of an Open Referral UK 1.0 list as tier 1, not yet checked by the council.

    Raises FeedError when the file holds no list, StagingError when another import runs.
    A second run with the same file changes nothing. `feed` names the feed where the ids of several could be equal.
    """
    started = time.monotonic()
    seen = _Seen()
    with database.reading() as session:
        kept = published_digests(session, _SOURCE)
        seen.slug_of_organisation.update(organisation_slugs(session, _SOURCE))
    _discard_what_broke_off(database)
    rows = feed_rows(source, seen.tell_page) if isinstance(source, Path) else iter(source)
    waiting: list[Listing] = []
    for listing in _listings(rows, seen, partial(read_row, places=places, feed=feed)):
        digest = kept.get(listing.source_id)
        if digest is None:
            seen.new += 1
            waiting.append(listing)
        elif digest == listing.digest():
            seen.unchanged += 1
        else:
            seen.changed.append(listing)
        if len(waiting) >= _BATCH:
            _stage(database, waiting, seen, now)
    _stage(database, waiting, seen, now)
    # Where one row of a service says that it runs and another that it is closed, it stays.
    seen.withdrawn = sorted(key for key in seen.closed - seen.row_of_id.keys() if kept.get(key))
    _publish(database, seen, now)
    return _report(seen, time.monotonic() - started)


def _report(seen: _Seen, seconds: float) -> ImportReport:
    reasons = Counter(rejection.reason for rejection in seen.rejected)
    return ImportReport(
        read=seen.read,
        accepted=seen.new + len(seen.changed) + seen.unchanged,
        new=seen.new,
        changed=len(seen.changed),
        unchanged=seen.unchanged,
        withdrawn=len(seen.withdrawn),
        rejected_by_reason=dict(reasons),
        empty_names=reasons[NO_NAME],
        rejected=tuple(seen.rejected),
        duplicates=tuple(seen.duplicates),
        repaired_addresses=seen.repaired,
        dropped_addresses=tuple(seen.dropped),
        seconds=round(seconds, 2),
        page=seen.page,
    )


def _listings(rows: Iterator[object], seen: _Seen, read: Callable[[object], FeedRow]) -> Iterator[Listing]:
    """Give the listings of the rows that can be published, noting all others."""
    for value in rows:
        seen.read += 1
        try:
            row = _with_known_organisation(read(value), seen)
            _refuse_repeated(row.listing, seen)
        except RowError as error:
            if isinstance(error, ClosedError):
                seen.closed.add(error.source_id)
            seen.rejected.append(_rejection(seen.read, value, error.reason))
            continue
        _note(row, seen)
        yield row.listing


def _with_known_organisation(row: FeedRow, seen: _Seen) -> FeedRow:
    """Give the row with the slug that its organisation has had since its id came first, whatever it is called now."""
    if row.organisation is None:
        return row
    slug = seen.slug_of_organisation.setdefault(row.organisation.source_id, row.organisation.slug)
    return replace(
        row,
        listing=replace(row.listing, provider_slug=slug),
        organisation=replace(row.organisation, slug=slug),
    )


def _refuse_repeated(listing: Listing, seen: _Seen) -> None:
    """Note a repeated row; raises RowError when nothing in it is new to a family."""
    row = seen.read
    if (first := seen.row_of_id.setdefault(listing.source_id, row)) != row:
        seen.duplicates.append(Duplicate(row, listing.name, first, is_published=False))
        raise RowError("the same id as an earlier row")
    key = (listing.name.casefold(), listing.provider_slug)
    first, texts = seen.row_of_name.setdefault(key, (row, set()))
    text = " ".join(listing.description_text.split()).casefold()
    if first != row:
        is_new = text not in texts
        seen.duplicates.append(Duplicate(row, listing.name, first, is_published=is_new))
        if not is_new:
            raise RowError("the same name, organisation and text as an earlier row")
    texts.add(text)


def _note(row: FeedRow, seen: _Seen) -> None:
    seen.repaired += row.was_repaired
    if row.dropped_address is not None:
        seen.dropped.append(Dropped(seen.read, row.listing.name, row.dropped_address[:100]))
    organisation = row.organisation
    if organisation is not None and organisation.slug not in seen.organisations:
        seen.organisations[organisation.slug] = organisation
        seen.not_yet_added.append(organisation)


def _rejection(number: int, value: object, reason: str) -> Rejection:
    """Give the row's id and name as far as they can be shown on one line of a terminal, which obeys some signs."""
    fields = value if isinstance(value, dict) else {}
    shown = [clean_line(str(fields.get(name) or ""))[:80] for name in ("id", "name")]
    return Rejection(number, shown[0], shown[1], reason)


def _discard_what_broke_off(database: Database) -> None:
    with database.unit_of_work() as session:
        discard_staged(session, _SOURCE)


def _stage(database: Database, waiting: list[Listing], seen: _Seen, now: datetime) -> None:
    """Write a batch that nobody sees yet, and forget it."""
    if waiting:
        with database.unit_of_work() as session:
            add_organisations(session, seen.not_yet_added)
            stage_listings(session, waiting, now=now)
        waiting.clear()
        seen.not_yet_added.clear()


def _publish(database: Database, seen: _Seen, now: datetime) -> None:
    with database.unit_of_work() as session:
        renamed = publish_organisations(session, seen.organisations.values())
        publish_staged(
            session,
            _SOURCE,
            seen.changed,
            staged=seen.new,
            now=now,
            actor=_ACTOR,
            also_changed=renamed,
            withdrawn=seen.withdrawn,
        )
