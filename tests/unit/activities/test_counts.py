"""What the search finds and counts equals what a person would find and count by hand."""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.activities.rules.criteria import PAGE_SIZE, Criteria, Found, SortOrder
from portal.activities.rules.facets import DISTANCES, ActivityFacts, Facet
from portal.activities.search.engine import answer
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.query import Plan
from portal.activities.search.ranking import WordMatch
from portal.core.ages import AgeRange
from portal.core.places import Point, miles_between
from portal.core.tiers import OfferTier

BANDS = {"0-4": AgeRange(0, 4), "5-10": AgeRange(5, 10), "11-17": AgeRange(11, 17), "18-25": AgeRange(18, 25)}
TYPES, FEATURES, AREAS = ("swimming", "dance", "craft"), ("hoist", "lift", "quiet_space"), ("east", "west")
CODES: Mapping[Facet, Sequence[str]] = {
    Facet.TIER: [tier.code for tier in OfferTier],
    Facet.ASSESSMENT: ["no"],
    Facet.TYPE: TYPES,
    Facet.ACCESS: FEATURES,
    Facet.AGE: list(BANDS),
    Facet.DISTRICT: AREAS,
}
NO_WORDS = Plan((), (), "", None, ())

ages = st.tuples(st.none() | st.integers(0, 25), st.none() | st.integers(0, 25)).filter(
    lambda ends: None in ends or ends[0] <= ends[1]
)
points = st.builds(Point, st.integers(330_000, 370_000), st.integers(220_000, 260_000))
facts = st.builds(
    ActivityFacts,
    activity_id=st.just(0),
    tier=st.sampled_from(OfferTier),
    types=st.frozensets(st.sampled_from(TYPES)),
    access=st.dictionaries(st.sampled_from(FEATURES), st.sampled_from(("yes", "no", "partly", "ask"))),
    ages=ages.map(lambda ends: AgeRange(*ends)),
    district=st.none() | st.sampled_from(AREAS),
    delivery=st.none() | st.sampled_from(("in_person", "online", "at_home")),
    point=st.none() | points,
)
directories = st.lists(facts, max_size=40)
choices = st.fixed_dictionaries(
    {
        facet: st.lists(st.sampled_from(codes), unique=True, max_size=2).map(tuple)
        for facet, codes in CODES.items()
    }
)


def fits(one: ActivityFacts, facet: Facet, code: str) -> bool:
    """Tell whether an activity fits one choice, as a person would say it."""
    if facet is Facet.TIER:
        return one.tier.code == code
    if facet is Facet.ASSESSMENT:
        return one.tier != OfferTier.SPECIALIST
    if facet is Facet.TYPE:
        return code in one.types
    if facet is Facet.ACCESS:
        return one.access.get(code) == "yes"
    if facet is Facet.DISTRICT:
        return one.district == code
    low = -1 if one.ages.youngest is None else one.ages.youngest
    high = 99 if one.ages.oldest is None else one.ages.oldest
    if one.ages.youngest is None and one.ages.oldest is None:
        return False
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
        if all(groups) and is_near(one, criteria.near, criteria.within):
            kept.add(place)
    return kept


def searched(directory: Sequence[ActivityFacts], criteria: Criteria) -> Found:
    numbered = [
        ActivityFacts(place, one.tier, one.types, one.needs, one.access, one.ages, one.district, one.days,
                      one.times, one.cost, one.delivery, one.point)
        for place, one in enumerate(directory)
    ]  # fmt: skip
    index = FacetIndex.from_facts(7, numbered, BANDS)
    index = FacetIndex.from_json(index.to_json())
    return answer(criteria, NO_WORDS, WordMatch(index.everything), index)


@settings(max_examples=150, deadline=None)
@given(directories, choices, st.none() | points, st.sampled_from((None, *DISTANCES)))
def test_results_are_those_that_fit(
    directory: list[ActivityFacts],
    chosen: dict[Facet, tuple[str, ...]],
    near: Point | None,
    within: int | None,
) -> None:
    criteria = Criteria(chosen=chosen, near=near, within=within)
    expected = by_hand(directory, criteria)
    shown = searched(directory, criteria)
    assert shown.total == len(expected)
    assert list(shown.ids) == sorted(expected)[:PAGE_SIZE]


@settings(max_examples=100, deadline=None)
@given(directories, choices, st.none() | points, st.sampled_from((None, *DISTANCES)))
def test_every_count_is_what_a_click_shows(
    directory: list[ActivityFacts],
    chosen: dict[Facet, tuple[str, ...]],
    near: Point | None,
    within: int | None,
) -> None:
    counts = searched(directory, Criteria(chosen=chosen, near=near, within=within)).counts
    for facet, codes in CODES.items():
        for code in codes:
            others = tuple(other for other in chosen[facet] if facet is Facet.ACCESS)
            clicked = {**chosen, facet: (*others, code)}
            after = by_hand(directory, Criteria(chosen=clicked, near=near, within=within))
            assert counts[facet].get(code, 0) == len(after), (facet, code)


@settings(max_examples=60, deadline=None)
@given(directories, choices, points)
def test_distances_are_counted_and_ordered(
    directory: list[ActivityFacts], chosen: dict[Facet, tuple[str, ...]], near: Point
) -> None:
    criteria = Criteria(chosen=chosen, near=near, sort=SortOrder.DISTANCE)
    shown = searched(directory, criteria)
    for limit in DISTANCES:
        after = by_hand(directory, Criteria(chosen=chosen, near=near, within=limit))
        assert shown.within_counts[limit] == len(after)
    miles = [99_999.0 if away is None else away for away in shown.miles]
    assert miles == sorted(miles)


@settings(max_examples=60, deadline=None)
@given(directories, choices)
def test_not_known_is_offered_and_never_mixed_in(
    directory: list[ActivityFacts], chosen: dict[Facet, tuple[str, ...]]
) -> None:
    shown = searched(directory, Criteria(chosen=chosen))
    wider = searched(directory, Criteria(chosen=chosen, with_unknown=True))
    assert wider.total == shown.total + shown.unknown
    assert wider.unknown == 0


def test_pages_follow_each_other_and_a_page_too_far_is_the_last() -> None:
    directory = [ActivityFacts(0, OfferTier.UNIVERSAL)] * 45
    pages = [searched(directory, Criteria(page=number)) for number in (1, 2, 3, 10**6)]
    assert [len(page.ids) for page in pages] == [20, 20, 5, 5]
    assert [page.page for page in pages] == [1, 2, 3, 3]
    assert sorted(key for page in pages[:3] for key in page.ids) == list(range(45))
