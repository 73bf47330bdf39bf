"""What families could find first most lately, and where everything that is published stands."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from portal.activities.models import Activity
from portal.activities.queries.finding import matching_ids
from portal.activities.rules.criteria import Criteria
from portal.providers.queries import provider_names

# The databases take some thousand values in one question; few are asked by name, many are walked past.
_FEW = 500
# More fit no search that a family asks to be told of; each thousand costs fifty looks into the index.
_MOST_MATCHES = 5_000


@dataclass(frozen=True, slots=True)
class NewActivity:
    """A published activity as a feed tells of it."""

    slug: str
    name: str
    summary: str
    provider: str | None
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedAddress:
    """Where a published activity stands and when it was changed."""

    slug: str
    changed_at: datetime


def newest(session: Session, criteria: Criteria, *, now: datetime, most: int) -> tuple[NewActivity, ...]:
    """Give what fits a search and was published last, the newest first."""
    if not (criteria.words or any(criteria.chosen.values()) or criteria.within or criteria.on):
        return _told(session, list(session.scalars(_newest_ids().limit(most))))
    ids = matching_ids(session, criteria, now=now, most=_MOST_MATCHES)
    return _told(session, newest_of(session, ids, most=most))


def newest_of(session: Session, ids: Collection[int], *, most: int) -> list[int]:
    """Give those of these activities that were published last, the newest first."""
    if len(ids) <= _FEW:
        return list(session.scalars(_newest_ids().where(Activity.id.in_(ids)).limit(most)))
    among = frozenset(ids)
    return list(islice((key for key in _all_newest_first(session) if key in among), most))


def published_count(session: Session) -> int:
    """Give how many activities are published."""
    return session.scalar(select(func.count()).where(Activity.state == "published")) or 0


def published_addresses(session: Session, *, start: int, most: int) -> tuple[PublishedAddress, ...]:
    """Give so many published activities in the order in which they came, from a place in it on."""
    chosen = select(Activity.slug, Activity.changed_at).where(Activity.state == "published")
    rows = session.execute(chosen.order_by(Activity.id).offset(start).limit(most))
    return tuple(PublishedAddress(row.slug, row.changed_at) for row in rows)


def _newest_ids() -> Select[int]:
    return (
        select(Activity.id)
        .where(Activity.state == "published")
        .order_by(Activity.published_at.desc(), Activity.id.desc())
    )


def _all_newest_first(session: Session) -> Iterator[int]:
    """Give the ids of all published activities, read in keyed pages."""
    place = tuple_(Activity.published_at, Activity.id)
    page = _newest_ids().with_only_columns(Activity.id, Activity.published_at).limit(_FEW)
    rows = session.execute(page).all()
    while rows:
        yield from (row.id for row in rows)
        last = rows[-1]
        rows = session.execute(page.where(place < (last.published_at, last.id))).all()


def _told(session: Session, ids: list[int]) -> tuple[NewActivity, ...]:
    names = provider_names()
    chosen = (
        select(
            Activity.id, Activity.slug, Activity.name, Activity.summary, names.c.name.label("provider"),
            Activity.published_at, Activity.changed_at,
        )
        .outerjoin(names, names.c.id == Activity.provider_id)
        .where(Activity.id.in_(ids))
    )  # fmt: skip
    found = {
        row.id: NewActivity(row.slug, row.name, row.summary, row.provider, row.published_at, row.changed_at)
        for row in session.execute(chosen)
    }
    return tuple(found[key] for key in ids)
