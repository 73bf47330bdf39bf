"""What the index is told of one activity."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.activities.rules.facets import ActivityFacts

# How much a word counts by where it stands; the fields of the index in that order.
FIELD_BOOSTS: Mapping[str, float] = {
    "title": 4.0,
    "kinds": 3.0,
    "summary": 2.0,
    "place": 1.5,
    "provider": 1.5,
    "description": 1.0,
}


@dataclass(frozen=True, slots=True)
class IndexedActivity:
    """The facts and the public words of one activity; nothing about any person."""

    facts: ActivityFacts
    title: str
    kinds: str
    provider: str
    place: str
    summary: str
    description: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give the fields that hold words, by name."""
        for field in FIELD_BOOSTS:
            yield field, getattr(self, field)
