"""How a family gets an activity, which depends on its tier alone (DOMAIN 1.2)."""

from enum import StrEnum

from portal.core.tiers import OfferTier


class HowToGet(StrEnum):
    """The one next step of an activity."""

    CONTACT = "contact"
    ASK = "ask"
    ASSESSMENT = "assessment"


def how_to_get(tier: OfferTier) -> HowToGet:
    """Give the next step: contact the organiser, ask the council, or ask for an assessment."""
    return {
        OfferTier.UNIVERSAL: HowToGet.CONTACT,
        OfferTier.TARGETED: HowToGet.ASK,
        OfferTier.SPECIALIST: HowToGet.ASSESSMENT,
    }[tier]
