"""What can be asked of the directory."""

from portal.activities.queries.cards import Card, cards
from portal.activities.queries.detail import ActivityPage, activity_page, activity_title
from portal.activities.queries.documents import Revision, current_revision, index_documents
from portal.activities.queries.finding import find_activities

__all__ = [
    "ActivityPage",
    "Card",
    "Revision",
    "activity_page",
    "activity_title",
    "cards",
    "current_revision",
    "find_activities",
    "index_documents",
]
