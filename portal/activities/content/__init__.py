"""What editors own of the directory: words that find each other, the school year, sample activities."""

from portal.activities.content.sample import (
    SampleActivities,
    SampleActivity,
    SampleSession,
    Venue,
    load_activities,
)
from portal.activities.content.school_year import load as load_school_year
from portal.activities.content.words import Answer, Synonyms, load_synonyms, meanings

__all__ = [
    "Answer",
    "SampleActivities",
    "SampleActivity",
    "SampleSession",
    "Synonyms",
    "Venue",
    "load_activities",
    "load_school_year",
    "load_synonyms",
    "meanings",
]
