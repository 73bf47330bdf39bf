"""What can be asked of the directory."""

from portal.activities.queries.cards import Card, cards
from portal.activities.queries.detail import ActivityPage, activity_page, activity_title
from portal.activities.queries.documents import (
    Revision,
    current_revision,
    facet_codes,
    index_documents,
)
from portal.activities.queries.finding import find_activities, matching_ids
from portal.activities.queries.sessions import sessions_of

__all__ = [
    "ActivityPage",
    "Card",
    "Revision",
    "activity_page",
    "activity_title",
    "cards",
    "current_revision",
    "facet_codes",
    "find_activities",
    "index_documents",
    "matching_ids",
    "sessions_of",
]
