"""The sample pack has something to show for everything that a family can choose."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

import pytest

from portal.activities.content import SampleActivities
from portal.activities.rules.facets import (
    NO_ASSESSMENT,
    SUITS_HIDDEN,
    ActivityFacts,
    Delivery,
    Facet,
    FacetCodes,
    Weekday,
    values_of,
)
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import SchoolYear, next_occurrence
from portal.activities.services.sample import listing_of
from portal.core.tiers import OfferTier
from portal.infra.content_pack import ContentPack
from portal.pack import load_pack
from portal.places.rules import Places
from portal.settings import PROJECT
from portal.taxonomy.content import Taxonomy

# The day on which the pack was last looked through; its dates lie ahead of it.
LOOKED_AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
NO_NEED_OF_AN_ACTIVITY = {"other", "prefer_not_to_say"}
STEP_FREE_WITH_HOIST = {"step_free_entrance", "changing_places_toilet", "hoist"}
EASIER = {"quiet_space", "small_group_max_8", "relaxed_session"}


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(PROJECT / "content", samples=True)


@pytest.fixture(scope="module")
def listings(pack: ContentPack) -> list[Listing]:
    return [listing_of(one, pack.of(Places)) for one in pack.of(SampleActivities).activities]


@pytest.fixture(scope="module")
def values(pack: ContentPack, listings: list[Listing]) -> list[Mapping[Facet, frozenset[str]]]:
    taxonomy = pack.of(Taxonomy)
    codes = FacetCodes(
        ages={band.code: band.ages for band in taxonomy.age_bands},
        travel=frozenset(taxonomy.travel_features),
        hidden=frozenset(taxonomy.hidden_disability_features),
    )
    return [values_of(facts_of(number, one), codes) for number, one in enumerate(listings)]


def facts_of(number: int, listing: Listing) -> ActivityFacts:
    """Give the facts of a listing as a search would know them."""
    return ActivityFacts(
        activity_id=number,
        tier=listing.tier,
        types=frozenset(listing.types),
        needs=frozenset(listing.suits),
        access=listing.access,
        ages=listing.ages,
        district=listing.district,
        days=listing.days,
        times=listing.time_bands,
        seasons=listing.seasons,
        cost=listing.cost_type,
        funding=frozenset(listing.funding),
        places=listing.capacity.state,
        referrers=frozenset(listing.referrers),
        languages=frozenset(listing.languages),
        delivery=listing.delivery,
        point=listing.point,
    )


def choices(pack: ContentPack) -> Mapping[Facet, Iterable[str]]:
    """Give everything that a family can choose in a search."""
    taxonomy, labels = pack.of(Taxonomy), pack.of(Taxonomy).labels
    return {
        Facet.TIER: (tier.code for tier in OfferTier),
        Facet.ASSESSMENT: (NO_ASSESSMENT,),
        Facet.REFERRER: labels["referrers"],
        Facet.TYPE: labels["activity_types"],
        Facet.NEED: labels["support_needs"].keys() - NO_NEED_OF_AN_ACTIVITY,
        Facet.HIDDEN: (SUITS_HIDDEN,),
        Facet.ACCESS: labels["access_features"],
        Facet.AGE: labels["age_bands"],
        Facet.DISTRICT: (district.code for district in pack.of(Places).districts),
        Facet.TRAVEL: taxonomy.travel_features,
        Facet.DAY: Weekday,
        Facet.TIME: labels["time_bands"].keys() - labels["seasons"].keys(),
        Facet.SEASON: labels["seasons"],
        Facet.COST: labels["cost_types"],
        Facet.FUNDING: labels["funding"],
        Facet.PLACES: labels["places_states"],
        Facet.DELIVERY: Delivery,
        Facet.LANGUAGE: labels["languages_spoken"],
    }


def test_there_are_80_activities(listings: list[Listing]) -> None:
    assert len(listings) == 80


def test_every_choice_has_something_to_show(
    pack: ContentPack, values: list[Mapping[Facet, frozenset[str]]]
) -> None:
    wanted = choices(pack)
    assert set(wanted) == set(Facet)
    counts = Counter((facet, code) for one in values for facet, codes in one.items() for code in codes)
    # One helper who speaks a language is already help; every other choice has a second thing to choose.
    few = [
        f"{facet}={code}"
        for facet, codes in wanted.items()
        for code in codes
        if counts[facet, code] < (1 if facet is Facet.LANGUAGE else 2)
    ]
    assert not few, "add an activity to content/activities that fits these choices"


def test_every_dated_activity_has_a_next_date(pack: ContentPack, listings: list[Listing]) -> None:
    year = pack.of(SchoolYear)
    over = [
        listing.slug
        for listing in listings
        if any(not session.by_agreement for session in listing.sessions)
        and next_occurrence(listing.sessions, LOOKED_AT, year) is None
    ]
    assert not over


def test_single_dates_are_on_their_days_and_in_their_seasons(
    pack: ContentPack, listings: list[Listing]
) -> None:
    year, days = pack.of(SchoolYear), tuple(Weekday)
    for listing in listings:
        for session in listing.sessions:
            if session.dates:
                assert {days[day.weekday()] for day in session.dates} == set(session.days), listing.slug
                assert {year.season_of(day) for day in session.dates} == set(session.seasons), listing.slug


def test_days_that_are_left_out_would_have_been_days(pack: ContentPack, listings: list[Listing]) -> None:
    year, days = pack.of(SchoolYear), tuple(Weekday)
    for listing in listings:
        for session in listing.sessions:
            for day in session.except_dates:
                assert days[day.weekday()] in session.days, f"{listing.slug}: {day}"
                assert year.season_of(day) in session.seasons, f"{listing.slug}: {day}"


def test_time_bands_are_parts_of_the_day(pack: ContentPack, listings: list[Listing]) -> None:
    seasons = pack.of(Taxonomy).labels["seasons"].keys()
    for listing in listings:
        assert not listing.time_bands & seasons, f"{listing.slug}: a holiday belongs into seasons"
        assert all(session.time_bands for session in listing.sessions), listing.slug


def test_a_stop_has_a_name_where_a_stop_is_near(listings: list[Listing]) -> None:
    for listing in listings:
        assert (listing.access.get("near_bus_stop") == "yes") is (listing.bus_stop is not None), listing.slug


def test_not_known_stays_not_known(listings: list[Listing]) -> None:
    assert any(not listing.ages.is_known for listing in listings)
    assert any(listing.capacity.state is None for listing in listings)
    assert any(not listing.referrers for listing in listings)
    assert any(not listing.seasons for listing in listings)
    assert any(listing.checked_on is None for listing in listings)
    not_told = [
        one
        for one in listings
        if one.access.get("hoist") == "yes" and one.access.get("changing_places_toilet", "ask") == "ask"
    ]
    assert len([one for one in not_told if one.district]) >= 3


def test_the_journeys_find_real_things(values: list[Mapping[Facet, frozenset[str]]]) -> None:
    rural = [
        one
        for one in values
        if one[Facet.DISTRICT] == {"bromyard"} and "saturday" in one[Facet.DAY] and one[Facet.TRAVEL]
    ]
    wheelchair = [one for one in values if one[Facet.ACCESS] >= STEP_FREE_WITH_HOIST]
    hidden = [one for one in values if one[Facet.ACCESS] >= EASIER and "no_diagnosis" in one[Facet.NEED]]
    assert len([one for one in rural if "8-10" in one[Facet.AGE]]) >= 3
    assert len(wheelchair) >= 4
    assert len([one for one in hidden if "8-10" in one[Facet.AGE]]) >= 3


def test_nothing_was_reported_or_checked_in_the_future(listings: list[Listing]) -> None:
    for listing in listings:
        for day in (listing.capacity.reported_on, listing.checked_on):
            assert (day or date.min) <= LOOKED_AT.date(), listing.slug
