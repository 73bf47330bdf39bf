"""The whole directory as the search needs it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityAccess, ActivityTag, DirectoryRevision
from portal.activities.queries.sessions import all_sessions, sessions_of
from portal.activities.rules.facets import ActivityFacts, FacetCodes
from portal.activities.rules.freshness import is_long_ago
from portal.activities.rules.listing import Capacity
from portal.activities.rules.sessions import SchoolYear, Timetable, over_by
from portal.activities.search.analysis import folded
from portal.activities.search.documents import IndexedActivity
from portal.activities.search.row_sets import DAYS_AHEAD
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.infra.i18n import SOURCE_LANGUAGE
from portal.places.rules import Places
from portal.providers.queries import provider_names
from portal.providers.rules import ListingSource
from portal.taxonomy.content import Taxonomy

_LISTS = {
    "type": "activity_types",
    "need": "support_needs",
    "funding": "funding",
    "time": "time_bands",
    "season": "seasons",
}
_FACT_COLUMNS = (
    Activity.id, Activity.name, Activity.source, Activity.checked_on, Activity.tier, Activity.youngest_age,
    Activity.oldest_age, Activity.district, Activity.cost_type, Activity.delivery, Activity.easting,
    Activity.northing, Activity.places_free, Activity.has_waiting_list,
)  # fmt: skip
# Statements that are made once: making them takes longer than the database needs for a few activities.
_REVISION = select(DirectoryRevision.number, DirectoryRevision.changed_at)
_CHANGED = (
    select(Activity.id, Activity.state)
    .where(Activity.revision > bindparam("revision"), Activity.state != "staged")
    .limit(bindparam("most"))
)
_TAGS = select(ActivityTag.activity_id, ActivityTag.kind, ActivityTag.code)
_TAGS_OF = _TAGS.where(ActivityTag.activity_id.in_(bindparam("ids", expanding=True)))
_ACCESS = select(ActivityAccess.activity_id, ActivityAccess.feature, ActivityAccess.answer)
_ACCESS_OF = _ACCESS.where(ActivityAccess.activity_id.in_(bindparam("ids", expanding=True)))
_NAMES = provider_names()
_WITH_PROVIDER = select(Activity, _NAMES.c.name).outerjoin(_NAMES, _NAMES.c.id == Activity.provider_id)
_PUBLISHED = _WITH_PROVIDER.where(Activity.state == "published")
_DOCUMENTS_OF = _WITH_PROVIDER.where(Activity.id.in_(bindparam("ids", expanding=True)))
# From so many of the five seasons on an activity runs all year.
_ALL_YEAR = 4
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)

Tags = Mapping[tuple[int, str], Sequence[str]]
Access = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Revision:
    """The number of the directory and when it moved."""

    number: int
    changed_at: datetime


def changed_count(session: Session, revision: int) -> int:
    """Count the activities that changed after a revision."""
    chosen = select(func.count()).select_from(Activity).where(Activity.revision > revision)
    return session.scalar(chosen) or 0


def published_count(session: Session) -> int:
    """Count the published activities."""
    chosen = select(func.count()).select_from(Activity).where(Activity.state == "published")
    return session.scalar(chosen) or 0


def current_revision(session: Session) -> Revision:
    """Give the directory's number; 0 before anything was published."""
    row = session.execute(_REVISION).one_or_none()
    return Revision(row[0], row[1]) if row else Revision(0, _BEGINNING)


def facet_codes(taxonomy: Taxonomy) -> FacetCodes:
    """Give the parts of the code lists that decide which choices an activity fits."""
    return FacetCodes(
        ages={band.code: band.ages for band in taxonomy.age_bands},
        travel=frozenset(taxonomy.travel_features),
        hidden=frozenset(taxonomy.hidden_disability_features),
    )


@dataclass(frozen=True, slots=True)
class IndexLists:
    """The content that gives an activity's facts their meaning, and the first day of which dates are worked out."""

    taxonomy: Taxonomy
    places: Places
    year: SchoolYear
    first_day: date


def index_documents(session: Session, lists: IndexLists) -> list[IndexedActivity]:
    """Give all published activities in browsing order: checked by the council first, then by name."""
    return _documents(session.execute(_PUBLISHED), _Parts.all(session, lists))


def index_facts(session: Session, lists: IndexLists) -> list[tuple[ActivityFacts, str]]:
    """Give the facts and names of all published activities in browsing order, without their texts."""
    parts = _Parts.all(session, lists)
    chosen = select(*_FACT_COLUMNS).where(Activity.state == "published")
    rows = sorted(session.execute(chosen), key=lambda row: _browsing_order(row, lists.first_day))
    return [(_facts(row, parts), row.name) for row in rows]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in the directory since a revision: activities as they are now, and ids that are gone."""

    documents: tuple[IndexedActivity, ...]
    gone_ids: tuple[int, ...]


def changes_since(session: Session, revision: int, lists: IndexLists, *, most: int) -> Changes | None:
    """Give what changed after a revision; None when it is more than `most` activities."""
    found = session.execute(_CHANGED, {"revision": revision, "most": most + 1}).all()
    if len(found) > most:
        return None
    published = [row.id for row in found if row.state == "published"]
    gone = tuple(row.id for row in found if row.state != "published")
    rows = session.execute(_DOCUMENTS_OF, {"ids": published})
    return Changes(tuple(_documents(rows, _Parts.some(session, lists, published))), gone)


def _documents(rows: Iterable[Row[Activity, str]], parts: "_Parts") -> list[IndexedActivity]:
    ordered = sorted(rows, key=lambda row: _browsing_order(row[0], parts.lists.first_day))
    return [_document(activity, provider, parts) for activity, provider in ordered]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of activities that stand in tables of their own, by activity."""

    lists: IndexLists
    tags: Tags
    access: Access
    sessions: Mapping[int, tuple[Timetable, ...]]

    @classmethod
    def all(cls, session: Session, lists: IndexLists) -> "_Parts":
        tags, access = _tags(session.execute(_TAGS)), _access(session.execute(_ACCESS))
        return cls(lists, tags, access, all_sessions(session))

    @classmethod
    def some(cls, session: Session, lists: IndexLists, ids: Sequence[int]) -> "_Parts":
        some = {"ids": ids}
        tags, access = _tags(session.execute(_TAGS_OF, some)), _access(session.execute(_ACCESS_OF, some))
        return cls(lists, tags, access, sessions_of(session, ids))

    def dates(self, key: int) -> frozenset[date]:
        """Give the dates on which an activity runs, as far as the index looks ahead."""
        first = self.lists.first_day
        last = first + timedelta(days=DAYS_AHEAD - 1)
        return frozenset(
            day
            for one in self.sessions.get(key, ())
            for day in one.dates_between(first, last, self.lists.year)
        )


# A row below is a whole Activity, or a Row with the same names: what is asked of both is the same.


def _browsing_order(row: Any, today: date) -> tuple[bool, bool, bool, str, int]:
    """Put what the council checked lately before what it checked long ago, and that before the rest."""
    is_unchecked = row.checked_on is None
    is_old = not is_unchecked and is_long_ago(row.checked_on, today)
    return (row.source != ListingSource.COUNCIL, is_old, is_unchecked, folded(row.name), row.id)


def _tags(rows: Iterable[Row[int, str, str]]) -> Tags:
    tags: dict[tuple[int, str], list[str]] = {}
    for key, kind, code in rows:
        tags.setdefault((key, kind), []).append(code)
    return tags


def _access(rows: Iterable[Row[int, str, str]]) -> Access:
    access: dict[int, dict[str, str]] = {}
    for key, feature, answer in rows:
        access.setdefault(key, {})[feature] = answer
    return access


def _facts(row: Any, parts: _Parts) -> ActivityFacts:
    def codes(kind: str) -> frozenset[str]:
        return frozenset(parts.tags.get((row.id, kind), ()))

    return ActivityFacts(
        activity_id=row.id,
        tier=OfferTier(row.tier),
        types=codes("type"),
        needs=codes("need"),
        access=parts.access.get(row.id, {}),
        ages=AgeRange(row.youngest_age, row.oldest_age),
        district=row.district,
        days=codes("day"),
        times=codes("time"),
        seasons=codes("season"),
        cost=row.cost_type,
        funding=codes("funding"),
        places=Capacity(free=row.places_free, has_waiting_list=row.has_waiting_list).state,
        referrers=codes("referrer"),
        languages=codes("language"),
        delivery=row.delivery,
        point=Point(row.easting, row.northing) if row.easting is not None else None,
        dates=parts.dates(row.id),
        over_by=over_by(parts.sessions.get(row.id, ())),
        checked_on=row.checked_on,
    )


def _document(row: Activity, provider: str | None, parts: _Parts) -> IndexedActivity:
    labels = parts.lists.taxonomy.labels
    district = parts.lists.places.district(row.district) if row.district else None
    answers = parts.access.get(row.id, {})

    def words(kind: str) -> list[str]:
        known = labels[_LISTS[kind]]
        return [known.get(code, "") for code in parts.tags.get((row.id, kind), ())]

    features = [
        labels["access_features"].get(code, "") for code, answer in answers.items() if answer == "yes"
    ]
    return IndexedActivity(
        facts=_facts(row, parts),
        title=row.name,
        kinds=" . ".join((*words("type"), (row.programme or "").replace("_", " "))),
        suits=" . ".join(words("need")),
        place=" . ".join(text for text in (row.venue_name, row.town, district and district.label) if text),
        provider=provider or "",
        summary=row.summary,
        access=" . ".join(
            (
                *features,
                *words("time"),
                # What runs all year is not about any season.
                *(words("season") if len(parts.tags.get((row.id, "season"), ())) < _ALL_YEAR else ()),
                *words("funding"),
                *parts.tags.get((row.id, "day"), ()),
                *(
                    labels["languages_spoken"].get(code, "")
                    for code in parts.tags.get((row.id, "language"), ())
                    if code != SOURCE_LANGUAGE
                ),
            )
        ),
        description=row.description_text,
    )
