"""Loads what the offer publishes."""

from portal.offer.content.checklist import LocalOffer
from portal.offer.content.council import Contact, Council
from portal.offer.content.glossary import Glossary
from portal.offer.content.guide import Guide
from portal.offer.content.needed import Needed
from portal.offer.content.pages import Page, Pages
from portal.offer.content.statement import Statements
from portal.offer.content.tiers import Programme, Tier, Tiers

__all__ = [
    "Contact",
    "Council",
    "Glossary",
    "Guide",
    "LocalOffer",
    "Needed",
    "Page",
    "Pages",
    "Programme",
    "Statements",
    "Tier",
    "Tiers",
]
