"""Generated activities as the index takes them, without a database, in browsing order."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from bench.generated.listings import Pools, generated_listings, generated_organisations
from bench.generated.times import FIRST_DAY
from bench.generated.words import Words
from portal.activities.rules.facets import ActivityFacts
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import SchoolYear, Timetable, over_by
from portal.activities.search.analysis import folded
from portal.activities.search.documents import IndexedActivity
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

_DAYS_AHEAD = 366
_LISTS = {
    "types": "activity_types",
    "suits": "support_needs",
    "funding": "funding",
    "access": "access_features",
}


def generated_documents(
    count: int, pools: Pools, words: Words, taxonomy: Taxonomy, places: Places, year: SchoolYear
) -> list[IndexedActivity]:
    """Give so many activities with the same facts and texts as the database would give of the listings."""
    organisations = generated_organisations(count, words)
    names = {one.slug: one.name for one in organisations}
    dates = _Dates(year)
    documents = [
        _document(number, listing, names, taxonomy, places, dates)
        for number, listing in enumerate(generated_listings(count, pools, words, organisations), 1)
    ]
    return sorted(documents, key=_browsing_order)


def _browsing_order(document: IndexedActivity) -> tuple[bool, str, int]:
    facts = document.facts
    return (facts.checked_on is None, folded(document.title), facts.activity_id)


class _Dates:
    """The dates of sessions; activities share their patterns, so each is worked out once."""

    def __init__(self, year: SchoolYear) -> None:
        self._year = year
        self._of_one = lru_cache(maxsize=None)(self._between)

    def _between(self, session: Timetable) -> frozenset[date]:
        last = FIRST_DAY + timedelta(days=_DAYS_AHEAD)
        return frozenset(session.dates_between(FIRST_DAY, last, self._year))

    def of(self, sessions: Sequence[Timetable]) -> frozenset[date]:
        if len(sessions) == 1:
            return self._of_one(sessions[0])
        return frozenset().union(*map(self._of_one, sessions))


def _document(
    number: int,
    listing: Listing,
    names: dict[str, str],
    taxonomy: Taxonomy,
    places: Places,
    dates: _Dates,
) -> IndexedActivity:
    district = places.district(listing.district) if listing.district else None
    where = (listing.venue_name, listing.town, district.label if district else None)
    stated = [code for code, answer in listing.access.items() if answer == "yes"]
    access = (
        *_labels(taxonomy, "access", stated),
        *_labels(taxonomy, "funding", listing.funding),
        *sorted(listing.days),
    )
    return IndexedActivity(
        facts=_facts(number, listing, dates),
        title=listing.name,
        kinds=" . ".join(_labels(taxonomy, "types", listing.types)),
        suits=" . ".join(_labels(taxonomy, "suits", listing.suits)),
        summary=listing.summary,
        place=" . ".join(text for text in where if text),
        provider=names.get(listing.provider_slug or "", ""),
        access=" . ".join(access),
        description=listing.description_text,
    )


def _labels(taxonomy: Taxonomy, name: str, codes: Sequence[str]) -> Iterator[str]:
    labels = taxonomy.labels[_LISTS[name]]
    return (labels[code] for code in codes)


def _facts(number: int, listing: Listing, dates: _Dates) -> ActivityFacts:
    state = listing.capacity.state
    return ActivityFacts(
        activity_id=number,
        tier=listing.tier,
        types=frozenset(listing.types),
        needs=frozenset(listing.suits),
        access={code: answer for code, answer in listing.access.items() if answer != "not_known"},
        ages=listing.ages,
        district=listing.district,
        days=listing.days,
        times=listing.time_bands,
        seasons=listing.seasons,
        cost=listing.cost_type,
        funding=frozenset(listing.funding),
        places=state.value if state else None,
        referrers=frozenset(listing.referrers),
        languages=frozenset(listing.languages),
        delivery=listing.delivery,
        point=listing.point,
        dates=dates.of(listing.sessions),
        over_by=over_by(listing.sessions),
        checked_on=listing.checked_on,
    )
