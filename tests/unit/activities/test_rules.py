"""What the directory decides, without database and without clock."""

from datetime import date

import pytest

from portal.activities.rules.facets import ActivityFacts, Facet, FacetCodes, is_unknown, values_of
from portal.activities.rules.freshness import is_long_ago
from portal.activities.rules.getting import HowToGet, how_to_get
from portal.core.ages import AgeRange
from portal.core.tiers import OfferTier

CODES = FacetCodes({"0-4": AgeRange(0, 4), "5-7": AgeRange(5, 7), "18-25": AgeRange(18, 25)})


@pytest.mark.parametrize(
    ("tier", "way"),
    [
        (OfferTier.UNIVERSAL, HowToGet.CONTACT),
        (OfferTier.TARGETED, HowToGet.ASK),
        (OfferTier.SPECIALIST, HowToGet.ASSESSMENT),
    ],
)
def test_each_tier_has_one_way_to_get_it(tier: OfferTier, way: HowToGet) -> None:
    assert how_to_get(tier) is way


@pytest.mark.parametrize("tier", list(OfferTier))
def test_only_tier_3_needs_an_assessment(tier: OfferTier) -> None:
    values = values_of(ActivityFacts(1, tier), CODES)[Facet.ASSESSMENT]
    assert bool(values) is not tier.needs_assessment


@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        (AgeRange(4, 5), {"0-4", "5-7"}),
        (AgeRange(5, 17), {"5-7"}),
        (AgeRange(16, None), {"18-25"}),
        (AgeRange(None, 6), {"0-4", "5-7"}),
        (AgeRange(None, None), set()),
    ],
)
def test_an_age_fits_by_overlap_and_an_unknown_one_fits_nothing(ages: AgeRange, bands: set[str]) -> None:
    assert values_of(ActivityFacts(1, OfferTier.UNIVERSAL, ages=ages), CODES)[Facet.AGE] == bands


def test_unknown_ages_are_not_said_to_be_wrong() -> None:
    assert is_unknown(ActivityFacts(1, OfferTier.UNIVERSAL), Facet.AGE, "5-7", CODES)
    assert not is_unknown(
        ActivityFacts(1, OfferTier.UNIVERSAL, ages=AgeRange(18, 25)), Facet.AGE, "5-7", CODES
    )


@pytest.mark.parametrize(
    ("answer", "fits", "unknown"),
    [
        ("yes", True, False),
        ("partly", False, False),
        ("no", False, False),
        ("ask", False, True),
        ("not_known", False, True),
        (None, False, True),
    ],
)
def test_only_yes_is_yes_and_only_no_is_no(answer: str | None, fits: bool, unknown: bool) -> None:
    facts = ActivityFacts(1, OfferTier.UNIVERSAL, access={"hoist": answer} if answer else {})
    assert ("hoist" in values_of(facts, CODES)[Facet.ACCESS]) is fits
    assert is_unknown(facts, Facet.ACCESS, "hoist", CODES) is unknown


@pytest.mark.parametrize(
    ("checked", "long_ago"),
    [
        (date(2025, 11, 21), True),
        (date(2025, 11, 22), False),
        (date(2026, 11, 1), False),
        (date(2024, 2, 29), True),
    ],
)
def test_a_check_is_old_after_12_months(checked: date, long_ago: bool) -> None:
    assert is_long_ago(checked, today=date(2026, 11, 22)) is long_ago
