"""The whole directory as the search needs it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityAccess, ActivityTag, DirectoryRevision
from portal.activities.rules.facets import ActivityFacts, FacetCodes
from portal.activities.rules.listing import Capacity
from portal.activities.search.analysis import folded
from portal.activities.search.documents import IndexedActivity
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.places.rules import Places
from portal.providers.queries import provider_names
from portal.providers.rules import ListingSource
from portal.taxonomy.content import Taxonomy

_LISTS = {"type": "activity_types", "need": "support_needs", "funding": "funding", "time": "time_bands"}
_FACT_COLUMNS = (
    Activity.id, Activity.name, Activity.source, Activity.checked_on, Activity.tier, Activity.youngest_age,
    Activity.oldest_age, Activity.district, Activity.cost_type, Activity.delivery, Activity.easting,
    Activity.northing, Activity.places_free, Activity.has_waiting_list,
)  # fmt: skip
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)

Tags = Mapping[tuple[int, str], Sequence[str]]
Access = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Revision:
    """The number of the directory and when it moved."""

    number: int
    changed_at: datetime


def current_revision(session: Session) -> Revision:
    """Give the directory's number; 0 before anything was published."""
    row = session.execute(select(DirectoryRevision.number, DirectoryRevision.changed_at)).one_or_none()
    return Revision(row[0], row[1]) if row else Revision(0, _BEGINNING)


def facet_codes(taxonomy: Taxonomy) -> FacetCodes:
    """Give the parts of the code lists that decide which choices an activity fits."""
    return FacetCodes(
        ages={band.code: band.ages for band in taxonomy.age_bands},
        travel=frozenset(taxonomy.travel_features),
        hidden=frozenset(taxonomy.hidden_disability_features),
    )


def index_documents(session: Session, taxonomy: Taxonomy, places: Places) -> list[IndexedActivity]:
    """Give all published activities in browsing order: checked by the council first, then by name."""
    tags, access = _all_tags(session), _all_access(session)
    names = provider_names()
    chosen = (
        select(Activity, names.c.name)
        .outerjoin(names, names.c.id == Activity.provider_id)
        .where(Activity.state == "published")
    )
    rows = sorted(session.execute(chosen), key=lambda row: _browsing_order(row[0]))
    return [_document(activity, provider, tags, access, taxonomy, places) for activity, provider in rows]


def index_facts(session: Session) -> list[tuple[ActivityFacts, str]]:
    """Give the facts and names of all published activities in browsing order, without their texts."""
    tags, access = _all_tags(session), _all_access(session)
    chosen = select(*_FACT_COLUMNS).where(Activity.state == "published")
    rows = sorted(session.execute(chosen), key=_browsing_order)
    return [(_facts(row, tags, access), row.name) for row in rows]


# A row below is a whole Activity, or a Row with the same names: what is asked of both is the same.


def _browsing_order(row: Any) -> tuple[bool, bool, str, int]:
    return (row.source != ListingSource.COUNCIL, row.checked_on is None, folded(row.name), row.id)


def _all_tags(session: Session) -> Tags:
    tags: dict[tuple[int, str], list[str]] = {}
    for key, kind, code in session.execute(
        select(ActivityTag.activity_id, ActivityTag.kind, ActivityTag.code)
    ):
        tags.setdefault((key, kind), []).append(code)
    return tags


def _all_access(session: Session) -> Access:
    access: dict[int, dict[str, str]] = {}
    chosen = select(ActivityAccess.activity_id, ActivityAccess.feature, ActivityAccess.answer)
    for key, feature, answer in session.execute(chosen):
        access.setdefault(key, {})[feature] = answer
    return access


def _facts(row: Any, tags: Tags, access: Access) -> ActivityFacts:
    return ActivityFacts(
        activity_id=row.id,
        tier=OfferTier(row.tier),
        types=frozenset(tags.get((row.id, "type"), ())),
        needs=frozenset(tags.get((row.id, "need"), ())),
        access=access.get(row.id, {}),
        ages=AgeRange(row.youngest_age, row.oldest_age),
        district=row.district,
        days=frozenset(tags.get((row.id, "day"), ())),
        times=frozenset(tags.get((row.id, "time"), ())),
        seasons=frozenset(tags.get((row.id, "season"), ())),
        cost=row.cost_type,
        funding=frozenset(tags.get((row.id, "funding"), ())),
        places=Capacity(free=row.places_free, has_waiting_list=row.has_waiting_list).state,
        referrers=frozenset(tags.get((row.id, "referrer"), ())),
        languages=frozenset(tags.get((row.id, "language"), ())),
        delivery=row.delivery,
        point=Point(row.easting, row.northing) if row.easting is not None else None,
    )


def _document(
    row: Activity, provider: str | None, tags: Tags, access: Access, taxonomy: Taxonomy, places: Places
) -> IndexedActivity:
    features = taxonomy.labels["access_features"]
    district = places.district(row.district) if row.district else None
    return IndexedActivity(
        facts=_facts(row, tags, access),
        title=row.name,
        kinds=" . ".join((*_labels(row.id, "type", tags, taxonomy), (row.programme or "").replace("_", " "))),
        suits=" . ".join(_labels(row.id, "need", tags, taxonomy)),
        place=" . ".join(text for text in (row.venue_name, row.town, district and district.label) if text),
        provider=provider or "",
        summary=row.summary,
        access=" . ".join(
            (
                *(
                    features.get(code, "")
                    for code, answer in access.get(row.id, {}).items()
                    if answer == "yes"
                ),
                *_labels(row.id, "time", tags, taxonomy),
                *_labels(row.id, "funding", tags, taxonomy),
                *tags.get((row.id, "day"), ()),
            )
        ),
        description=row.description_text,
    )


def _labels(key: int, kind: str, tags: Tags, taxonomy: Taxonomy) -> Iterator[str]:
    labels = taxonomy.labels[_LISTS[kind]]
    return (labels.get(code, "") for code in tags.get((key, kind), ()))
