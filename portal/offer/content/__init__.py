"""Loads what the offer publishes."""

from portal.offer.content.council import Contact, Council
from portal.offer.content.pages import Page, Pages
from portal.offer.content.tiers import Programme, Tier, Tiers

__all__ = ["Contact", "Council", "Page", "Pages", "Programme", "Tier", "Tiers"]
