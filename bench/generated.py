"""Generated activities: as varied in words, ages, places and needs as a real directory, the same each time."""

import csv
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from portal.activities.rules.facets import Delivery, Weekday
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import Timetable
from portal.activities.rules.texts import paragraphs, plain_text
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.places.rules import Places
from portal.providers.rules import ListingSource
from portal.taxonomy.content import Taxonomy

SEED = 20261122
VOCABULARY = 20_000
_COMMON = (
    "swimming", "riding", "dance", "drama", "music", "craft", "football", "cycling", "cinema",
    "trampolining", "youth", "club", "group", "session", "support", "children", "young", "people",
    "disabled", "families", "carers", "parents", "friends", "fun", "play", "outdoors", "garden", "animals",
    "cooking", "art", "holiday", "saturday", "evening", "school", "relaxed", "quiet", "small", "trained",
    "staff", "buddy", "overnight", "sensory", "wheelchair", "accessible", "hall", "centre", "library",
    "village", "autism", "online", "free", "booking", "welcome", "volunteers", "weekly", "learning",
    "skills", "confidence",
)  # fmt: skip
_SYLLABLES = (
    "an", "ber", "cor", "dal", "en", "fer", "gol", "hin", "is", "jor", "kel", "lum", "mar", "nes", "or",
    "pel", "quin", "ras", "sel", "tor", "um", "vel", "wes", "yar", "zen", "bra", "cle", "dro", "fli", "gra",
    "pla", "sti", "tre", "whi",
)  # fmt: skip
_KINDS = ("Club", "Group", "Session", "Afternoon", "Crew", "Circle", "Workshop", "Team", "Morning", "Project")


class Words:
    """Words by Zipf's law: a few everywhere, most of them rare."""

    def __init__(self, chance: random.Random) -> None:
        """Make the vocabulary; the most frequent words are real ones."""
        made: dict[str, None] = dict.fromkeys(_COMMON)
        while len(made) < VOCABULARY:
            made["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
        self.all = list(made)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self._chance = chance

    def some(self, count: int) -> list[str]:
        """Give words as they would stand in a text."""
        return self._chance.choices(self.all, cum_weights=self._weights, k=count)

    def rare(self, place: int) -> str:
        """Give one of the rare words."""
        return self.all[VOCABULARY // 4 + place]


def points_of(pack: Path) -> Sequence[tuple[str, Point, str]]:
    """Give the council's postcodes with their points and districts."""
    with (pack / "geo" / "postcodes.csv").open(newline="") as file:
        return [
            (row["postcode"], Point(int(row["easting"]), int(row["northing"])), row["district"])
            for row in csv.DictReader(file)
        ]


def generated_listings(
    count: int, taxonomy: Taxonomy, places: Places, points: Sequence[tuple[str, Point, str]], words: Words
) -> Iterator[Listing]:
    """Give listings, numbered from 0; the same seed gives the same ones."""
    chance = random.Random(SEED + 1)
    codes = {name: list(labels) for name, labels in taxonomy.labels.items()}
    for number in range(count):
        postcode, point, district = chance.choice(points)
        delivery = chance.choices(tuple(Delivery), weights=(85, 10, 5))[0]
        is_somewhere = delivery is Delivery.IN_PERSON and chance.random() < 0.9
        html = "".join(paragraphs(_text(words, chance.randint(15, 60))) for _paragraph in range(3))
        kinds = _few(chance, codes["activity_types"], 0, 3)
        yield Listing(
            source=ListingSource.COUNCIL,
            source_id=f"generated-{number}",
            slug=f"generated-{number}",
            provider_slug=None,
            tier=OfferTier(chance.choices((1, 2, 3), weights=(70, 20, 10))[0]),
            name=f"{' '.join(words.some(2)).capitalize()} {chance.choice(_KINDS)}",
            summary=_text(words, 12),
            description_html=html,
            description_text=plain_text(html),
            ages=_ages(chance),
            delivery=delivery.value if chance.random() < 0.9 else None,
            venue_name=f"{words.some(1)[0].capitalize()} Hall" if is_somewhere else None,
            town=chance.choice(places.towns).label if is_somewhere else None,
            district=district if is_somewhere else None,
            postcode=postcode if is_somewhere else None,
            point=point if is_somewhere else None,
            cost_type=chance.choice(codes["cost_types"]) if chance.random() < 0.5 else None,
            types=kinds,
            suits=_few(chance, codes["support_needs"], 0, 6),
            funding=_few(chance, codes["funding"], 0, 3),
            languages=("en",),
            access=_access(chance, codes["access_features"]),
            sessions=_sessions(chance, codes["time_bands"]),
        )


def _text(words: Words, count: int) -> str:
    return f"{' '.join(words.some(count)).capitalize()}."


def _few(chance: random.Random, codes: Sequence[str], least: int, most: int) -> tuple[str, ...]:
    return tuple(sorted(chance.sample(codes, chance.randint(least, most))))


def _ages(chance: random.Random) -> AgeRange:
    if chance.random() < 0.3:
        return AgeRange(None, None)
    youngest = chance.randint(0, 17)
    return AgeRange(youngest, min(25, youngest + chance.randint(1, 15)))


def _access(chance: random.Random, features: Sequence[str]) -> dict[str, str]:
    answers = ("yes", "partly", "no", "ask", "not_known")
    return {
        feature: chance.choices(answers, weights=(40, 10, 15, 5, 30))[0]
        for feature in chance.sample(features, chance.randint(0, 20))
    }


def _sessions(chance: random.Random, bands: Sequence[str]) -> tuple[Timetable, ...]:
    days = [day.value for day in Weekday]
    return tuple(
        Timetable(
            days=_few(chance, days, 0, 2),
            starts="10:00",
            ends="12:00",
            when="In term time",
            time_bands=_few(chance, bands, 0, 2),
        )
        for _session in range(chance.randint(0, 2))
    )
