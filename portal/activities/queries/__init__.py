"""What can be asked of the directory."""

from portal.activities.queries.cards import Card, cards, descriptions
from portal.activities.queries.detail import ActivityPage, activity_page, activity_title
from portal.activities.queries.documents import (
    IndexLists,
    Revision,
    changed_count,
    current_revision,
    facet_codes,
    index_documents,
    published_count,
)
from portal.activities.queries.finding import find_activities, known_answer, known_revision, matching_ids
from portal.activities.queries.sessions import sessions_of
from portal.activities.queries.spots import Spot, spots

__all__ = [
    "ActivityPage",
    "Card",
    "IndexLists",
    "Revision",
    "Spot",
    "activity_page",
    "activity_title",
    "cards",
    "changed_count",
    "current_revision",
    "descriptions",
    "facet_codes",
    "find_activities",
    "index_documents",
    "known_answer",
    "known_revision",
    "matching_ids",
    "published_count",
    "sessions_of",
    "spots",
]
