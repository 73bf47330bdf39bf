"""A small directory for tests of the search, indexed in a folder of its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from portal.activities import content
from portal.activities.queries import facet_codes
from portal.activities.rules.criteria import Criteria, Found
from portal.activities.rules.facets import ActivityFacts
from portal.activities.search.documents import IndexedActivity
from portal.activities.search.open_index import OpenIndex, build_index
from portal.activities.search.open_index import opened as open_named
from portal.activities.search.wordbook import Wordbook
from portal.core.ages import AgeRange
from portal.core.tiers import OfferTier
from portal.settings import PROJECT
from portal.taxonomy import content as taxonomy_content

KEY = b"k" * 32
TAXONOMY = taxonomy_content.load(PROJECT / "content")
CODES = facet_codes(TAXONOMY)
SYNONYMS = content.load_synonyms(PROJECT / "content", TAXONOMY)
WORDBOOK = Wordbook(SYNONYMS, content.meanings(TAXONOMY))

_TITLES: Sequence[tuple[str, str, str]] = (
    ("Splash hour", "Swimming", "A warm pool and a calm hour."),
    ("Long lane stables", "Horse riding", "Ride or groom a quiet old pony."),
    ("Bounce time", "Trampolining", "Big beds and soft landings for all."),
    ("The sleepover house", "Sleepover", "A night away for you, a rest for your family."),
    ("Leominster makers", "Craft and creative", "Paint, clay and glue every week."),
    ("Żółty dom", "Cooking", "Polish food with friends."),
    ("Out with a buddy", "Walking with a buddy", "One to one time in the park."),
    ("Film afternoon", "Cinema", "Lights low, sound low, popcorn."),
    ("The Who", "Music", "A band for beginners."),
)


def documents() -> list[IndexedActivity]:
    """Give the activities of the small directory; their ids count from 100."""
    return [
        IndexedActivity(
            ActivityFacts(100 + number, OfferTier.UNIVERSAL, ages=AgeRange(5, 18)),
            title=title,
            kinds=kinds,
            summary=summary,
        )
        for number, (title, kinds, summary) in enumerate(_TITLES)
    ]


def opened(folder: Path, indexed: Sequence[IndexedActivity] | None = None) -> OpenIndex:
    """Build and open an index."""
    name = build_index(folder, KEY, 1, documents() if indexed is None else indexed, CODES)
    return open_named(folder, KEY, name, WORDBOOK)


def titles(index: OpenIndex, words: str, **criteria: object) -> list[str]:
    """Give the titles that a search finds, best first."""
    return [_TITLES[key - 100][0] for key in found(index, words, **criteria).ids]


def found(index: OpenIndex, words: str, **criteria: object) -> Found:
    """Give the answer to words."""
    return index.find(replace(Criteria(words=words), **criteria))  # type: ignore[arg-type]  # Any criteria.
