"""Any directory and any search, and what a person would find in it by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from portal.activities.rules.criteria import Criteria, Found
from portal.activities.rules.facets import DISTANCES, ActivityFacts, Facet, FacetCodes
from portal.activities.search.engine import answer
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.query import Plan
from portal.activities.search.ranking import WordMatch
from portal.core.ages import AgeRange
from portal.core.places import Point, miles_between
from portal.core.tiers import OfferTier

BANDS = {"0-4": AgeRange(0, 4), "5-10": AgeRange(5, 10), "11-17": AgeRange(11, 17), "18-25": AgeRange(18, 25)}
FEATURES = ("hoist", "lift", "quiet_space", "near_bus_stop", "transport_provided")
TRAVEL, HIDDEN = ("near_bus_stop", "transport_provided"), ("quiet_space",)
LIST_CODES = FacetCodes(BANDS, frozenset(TRAVEL), frozenset(HIDDEN))
TODAY = date(2026, 11, 26)
DAYS = tuple(TODAY + timedelta(days=number) for number in range(9))
NO_WORDS = Plan((), (), "", None, ())

# For each facet: its codes, the field of the facts, and how a person tells whether an activity fits a code.
Fits = Callable[[ActivityFacts, str], bool]
CODES: Mapping[Facet, Sequence[str]] = {
    Facet.TIER: [tier.code for tier in OfferTier],
    Facet.ASSESSMENT: ["no"],
    Facet.REFERRER: ["parent_carer", "professional"],
    Facet.TYPE: ["swimming", "dance", "craft"],
    Facet.NEED: ["autism", "vision"],
    Facet.HIDDEN: ["yes"],
    Facet.ACCESS: FEATURES,
    Facet.AGE: list(BANDS),
    Facet.DISTRICT: ["east", "west"],
    Facet.TRAVEL: TRAVEL,
    Facet.DAY: ["monday", "saturday"],
    Facet.TIME: ["evening", "school_day"],
    Facet.SEASON: ["term_time", "easter_holiday"],
    Facet.COST: ["free", "term_fee"],
    Facet.FUNDING: ["haf_place", "self_pay"],
    Facet.PLACES: ["now", "full"],
    Facet.DELIVERY: ["in_person", "online", "at_home"],
    Facet.LANGUAGE: ["en", "pl"],
}
_FITS: Mapping[Facet, Fits] = {
    Facet.TIER: lambda one, code: one.tier.code == code,
    Facet.ASSESSMENT: lambda one, _code: one.tier != OfferTier.SPECIALIST,
    Facet.REFERRER: lambda one, code: code in one.referrers,
    Facet.TYPE: lambda one, code: code in one.types,
    Facet.NEED: lambda one, code: code in one.needs,
    Facet.HIDDEN: lambda one, _code: any(one.access.get(feature) == "yes" for feature in HIDDEN),
    Facet.ACCESS: lambda one, code: one.access.get(code) == "yes",
    Facet.DISTRICT: lambda one, code: one.district == code,
    Facet.TRAVEL: lambda one, code: one.access.get(code) == "yes",
    Facet.DAY: lambda one, code: code in one.days,
    Facet.TIME: lambda one, code: code in one.times,
    Facet.SEASON: lambda one, code: code in one.seasons,
    Facet.COST: lambda one, code: one.cost == code,
    Facet.FUNDING: lambda one, code: code in one.funding,
    Facet.PLACES: lambda one, code: one.places == code,
    Facet.DELIVERY: lambda one, code: one.delivery == code,
    Facet.LANGUAGE: lambda one, code: code in one.languages,
}


def some(facet: Facet) -> st.SearchStrategy[frozenset[str]]:
    """Give any codes of a facet; mostly none, because most of a directory is not known."""
    return st.just(frozenset()) | st.frozensets(st.sampled_from(CODES[facet]))


def one_or_none(facet: Facet) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(CODES[facet])


ages = st.tuples(st.none() | st.integers(0, 25), st.none() | st.integers(0, 25)).filter(
    lambda ends: None in ends or ends[0] <= ends[1]
)
points = st.builds(Point, st.integers(330_000, 370_000), st.integers(220_000, 260_000))
facts = st.builds(
    ActivityFacts,
    activity_id=st.just(0),
    tier=st.sampled_from(OfferTier),
    types=some(Facet.TYPE),
    needs=some(Facet.NEED),
    access=st.dictionaries(st.sampled_from(FEATURES), st.sampled_from(("yes", "no", "partly", "ask"))),
    ages=ages.map(lambda ends: AgeRange(*ends)),
    district=one_or_none(Facet.DISTRICT),
    days=some(Facet.DAY),
    times=some(Facet.TIME),
    seasons=some(Facet.SEASON),
    cost=one_or_none(Facet.COST),
    funding=some(Facet.FUNDING),
    places=one_or_none(Facet.PLACES),
    referrers=some(Facet.REFERRER),
    languages=some(Facet.LANGUAGE),
    delivery=one_or_none(Facet.DELIVERY),
    point=st.none() | points,
    dates=st.frozensets(st.sampled_from(DAYS), max_size=4),
    checked_on=st.none() | st.dates(date(2025, 6, 1), TODAY),
)
directories = st.lists(facts, max_size=30)
some_facets = st.lists(st.sampled_from(Facet), unique=True, max_size=3)
choices = some_facets.flatmap(
    lambda facets: st.fixed_dictionaries(
        {
            facet: st.lists(st.sampled_from(CODES[facet]), unique=True, max_size=2).map(tuple)
            for facet in facets
        }
    )
)
searches = st.builds(
    Criteria,
    chosen=choices,
    near=st.none() | points,
    within=st.sampled_from((None, *DISTANCES)),
    on=st.none() | st.sampled_from(DAYS),
    today=st.just(TODAY),
)


def fits(one: ActivityFacts, facet: Facet, code: str) -> bool:
    """Tell whether an activity fits one choice, as a person would say it."""
    if facet is not Facet.AGE:
        return _FITS[facet](one, code)
    if one.ages.youngest is None and one.ages.oldest is None:
        return False
    low = -1 if one.ages.youngest is None else one.ages.youngest
    high = 99 if one.ages.oldest is None else one.ages.oldest
    return any(low <= age <= high for age in range(BANDS[code].youngest or 0, (BANDS[code].oldest or 0) + 1))


def is_near(one: ActivityFacts, near: Point | None, within: int | None) -> bool:
    if near is None or within is None or one.delivery in {"online", "at_home"}:
        return True
    return one.point is not None and miles_between(near, one.point) <= within


def by_hand(directory: Sequence[ActivityFacts], criteria: Criteria) -> set[int]:
    """Give the places of the activities that fit: any choice of a facet, but all for access."""
    kept = set()
    for place, one in enumerate(directory):
        groups = [
            (all if facet is Facet.ACCESS else any)(fits(one, facet, code) for code in codes)
            for facet, codes in criteria.chosen.items()
            if codes
        ]
        runs = criteria.on is None or criteria.on in one.dates
        if all(groups) and runs and is_near(one, criteria.near, criteria.within):
            kept.add(place)
    return kept


def indexed(directory: Sequence[ActivityFacts]) -> FacetIndex:
    """Make an index of a directory; the number of an activity is its place."""
    numbered = [replace(one, activity_id=place) for place, one in enumerate(directory)]
    return FacetIndex.from_facts(7, numbered, LIST_CODES, TODAY)


def asked(index: FacetIndex, criteria: Criteria) -> Found:
    return answer(criteria, NO_WORDS, WordMatch(index.everything), index)


def searched(directory: Sequence[ActivityFacts], criteria: Criteria) -> Found:
    return asked(indexed(directory), criteria)


def assert_counts(directory: Sequence[ActivityFacts], criteria: Criteria, found: Found) -> None:
    """Check each count against what a click would show."""
    for facet, codes in CODES.items():
        for code in codes:
            others = tuple(other for other in criteria.chosen.get(facet, ()) if facet is Facet.ACCESS)
            clicked = replace(criteria, chosen={**criteria.chosen, facet: (*others, code)})
            assert found.counts[facet].get(code, 0) == len(by_hand(directory, clicked)), (facet, code)
