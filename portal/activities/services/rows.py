"""Listings as rows of the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityAccess, ActivitySession, ActivityTag
from portal.activities.rules.listing import Capacity, Listing
from portal.activities.rules.sessions import Timetable
from portal.providers.queries import provider_ids
from portal.providers.rules import ListingSource

_BATCH = 500
# /activities/search is the search itself.
_OUR_OWN_ADDRESSES = ("search",)
_PLAIN = (
    "source", "source_id", "programme", "name", "summary", "description_html", "description_text", "delivery",
    "venue_name", "street", "town", "district", "postcode", "getting_in", "on_the_day", "cost_type",
    "bus_stop", "cost_pence", "cost_note", "phone", "email", "website", "checked_on", "checked_by",
)  # fmt: skip

_SESSION_PLAIN = (
    "starts", "ends", "every_weeks", "valid_from", "valid_to", "on_bank_holidays", "by_agreement",
)  # fmt: skip
_SESSION_LISTS = ("days", "time_bands", "seasons", "weeks_of_month")
_SESSION_DATES = ("dates", "except_dates")

Thing = TypeVar("Thing")


def in_batches(things: Iterable[Thing], size: int = _BATCH) -> Iterator[list[Thing]]:
    """Give things in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def kept_digests(session: Session, source: ListingSource) -> dict[str, str]:
    """Give the fingerprint of each listing of a source by its id there, staged ones left out.

    That of a withdrawn one is empty: what comes in again differs from it and is published.
    """
    chosen = select(Activity.source_id, Activity.digest, Activity.state).where(
        Activity.source == source, Activity.state != "staged"
    )
    return {key: digest if state == "published" else "" for key, digest, state in session.execute(chosen)}


def insert_rows(
    session: Session, listings: Sequence[Listing], *, state: str, revision: int, now: datetime
) -> None:
    """Insert new listings; one whose slug is taken gets a longer one that stays the same for its source."""
    for batch in in_batches(listings):
        providers = _providers(session, batch)
        wanted = select(Activity.slug).where(Activity.slug.in_([one.slug for one in batch]))
        taken = {*_OUR_OWN_ADDRESSES, *session.scalars(wanted)}
        rows = []
        for listing in batch:
            slug = listing.slug if listing.slug not in taken else _longer(listing)
            taken.add(slug)
            where = {"slug": slug, "state": state, "revision": revision, "published_at": now}
            rows.append(_row(listing, providers, now) | where)
        session.execute(insert(Activity), rows)
    _insert_parts(session, listings)


def update_rows(session: Session, listings: Sequence[Listing], *, revision: int, now: datetime) -> None:
    """Bring listings to what came in and publish them; their slugs stay, because families have them."""
    for batch in in_batches(listings):
        providers = _providers(session, batch)
        ids = _ids(session, batch)
        rows = [
            _row(listing, providers, now)
            | {"id": ids[listing.source_id], "state": "published", "revision": revision}
            for listing in batch
        ]
        session.execute(update(Activity), rows)
        for part in (ActivityTag, ActivityAccess, ActivitySession):
            session.execute(delete(part).where(part.activity_id.in_(ids.values())))
        _insert_parts(session, batch)


def withdraw_rows(
    session: Session, source: ListingSource, source_ids: Iterable[str], *, revision: int, now: datetime
) -> None:
    """Take published listings out of the directory; they are kept, and can come back under their slugs."""
    for batch in in_batches(source_ids):
        session.execute(
            update(Activity)
            .where(Activity.source == source, Activity.source_id.in_(batch), Activity.state == "published")
            .values(state="withdrawn", revision=revision, changed_at=now)
        )


def _providers(session: Session, listings: Sequence[Listing]) -> dict[str, int]:
    return provider_ids(session, {one.provider_slug for one in listings if one.provider_slug})


def _longer(listing: Listing) -> str:
    return f"{listing.slug}-{sha256(f'{listing.source}:{listing.source_id}'.encode()).hexdigest()[:8]}"


def _row(listing: Listing, providers: Mapping[str, int], now: datetime) -> dict[str, Any]:
    row = {name: getattr(listing, name) for name in _PLAIN}
    return row | {
        "digest": listing.digest(),
        "provider_id": providers.get(listing.provider_slug) if listing.provider_slug else None,
        "tier": int(listing.tier),
        **_places(listing.capacity),
        "youngest_age": listing.ages.youngest,
        "oldest_age": listing.ages.oldest,
        "easting": listing.point.easting if listing.point else None,
        "northing": listing.point.northing if listing.point else None,
        "changed_at": now,
    }


def _ids(session: Session, listings: Sequence[Listing]) -> dict[str, int]:
    """Give the row of each listing, which all are of one source."""
    chosen = select(Activity.source_id, Activity.id).where(
        Activity.source == listings[0].source, Activity.source_id.in_([one.source_id for one in listings])
    )
    return dict(session.execute(chosen).all())


def _insert_parts(session: Session, listings: Sequence[Listing]) -> None:
    for batch in in_batches(listings):
        ids = _ids(session, batch)
        parts: dict[type, list[dict[str, Any]]] = {ActivityTag: [], ActivityAccess: [], ActivitySession: []}
        for listing in batch:
            for model, row in _parts(listing):
                parts[model].append(row | {"activity_id": ids[listing.source_id]})
        for model, rows in parts.items():
            if rows:
                session.execute(insert(model), rows)


def _parts(listing: Listing) -> Iterator[tuple[type, dict[str, Any]]]:
    tags = {
        "type": listing.types,
        "need": listing.suits,
        "funding": listing.funding,
        "language": listing.languages,
        "day": sorted(listing.days),
        "time": sorted(listing.time_bands),
        "season": sorted(listing.seasons),
        "referrer": listing.referrers,
    }
    for kind, codes in tags.items():
        for code in dict.fromkeys(codes):
            yield ActivityTag, {"kind": kind, "code": code}
    for feature, answer in listing.access.items():
        if answer != "not_known":
            yield ActivityAccess, {"feature": feature, "answer": answer}
    for position, session in enumerate(listing.sessions):
        yield ActivitySession, {"position": position, **session_row(session)}


def _places(capacity: Capacity) -> dict[str, Any]:
    return {
        "places_total": capacity.total,
        "places_free": capacity.free,
        "has_waiting_list": capacity.has_waiting_list,
        "wait_weeks": capacity.wait_weeks,
        "places_reported_on": capacity.reported_on,
    }


def session_row(session: Timetable) -> dict[str, Any]:
    """Give a session as the columns of its table; lists of dates are ISO text."""
    row = {name: getattr(session, name) for name in _SESSION_PLAIN}
    row |= {name: list(getattr(session, name)) for name in _SESSION_LISTS}
    row |= {name: [day.isoformat() for day in getattr(session, name)] for name in _SESSION_DATES}
    return row | {"when_text": session.when}
