"""The three tiers."""

import pytest

from portal.core.tiers import OfferTier


def test_only_tier_3_follows_an_assessment() -> None:
    assert [tier for tier in OfferTier if tier.needs_assessment] == [OfferTier.SPECIALIST]


def test_codes_lead_there_and_back() -> None:
    assert [tier.code for tier in OfferTier] == ["universal", "targeted", "specialist"]
    assert all(OfferTier.from_code(tier.code) is tier for tier in OfferTier)
    with pytest.raises(KeyError):
        OfferTier.from_code("tier-4")
