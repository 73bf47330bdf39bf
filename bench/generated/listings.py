"""Generated listings and organisations, with something to count in every facet."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from bench.generated.times import FIRST_DAY, timetables
from bench.generated.words import SEED, SUBJECTS, Words
from portal.activities.rules.facets import Delivery
from portal.activities.rules.freshness import CheckedBy
from portal.activities.rules.listing import UNKNOWN_CAPACITY, Capacity, Listing
from portal.activities.rules.sessions import Timetable
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.places.rules import Places
from portal.providers.rules import ListingSource, Organisation
from portal.taxonomy.content import Taxonomy

_KINDS = ("Club", "Group", "Session", "Afternoon", "Crew", "Circle", "Workshop", "Team", "Morning", "Project")
_ANSWERS, _ANSWER_WEIGHTS = ("yes", "partly", "no", "ask", "not_known"), (45, 10, 15, 5, 25)
# Of 100 organisations most have one activity, and a few have many.
_ACTIVITIES_EACH = 3
_YEARS_SINCE_CHECKED = ((0, 60), (1, 20), (2, 12), (3, 8))


@dataclass(frozen=True, slots=True)
class Pools:
    """What generated activities choose from: the council's codes, places and times."""

    codes: dict[str, list[str]]
    towns: Sequence[str]
    points: Sequence[tuple[str, Point, str]]
    timetables: Sequence[Timetable]


def pools_of(pack: Path, taxonomy: Taxonomy, places: Places) -> Pools:
    """Read the council's codes and postcodes, and make the times."""
    with (pack / "geo" / "postcodes.csv").open(newline="") as file:
        points = [
            (row["postcode"], Point(int(row["easting"]), int(row["northing"])), row["district"])
            for row in csv.DictReader(file)
        ]
    codes = {name: list(labels) for name, labels in taxonomy.labels.items()}
    towns = [town.label for town in places.towns]
    return Pools(codes, towns, points, timetables(random.Random(SEED + 2), codes["seasons"]))


def generated_organisations(count: int, words: Words) -> list[Organisation]:
    """Give the organisations of so many activities."""
    return [
        Organisation(
            source=ListingSource.COUNCIL,
            source_id=f"organiser-{number}",
            slug=f"organiser-{number}",
            name=" ".join(words.some(2 + number % 3)).title(),
        )
        for number in range(max(1, count // _ACTIVITIES_EACH))
    ]


def generated_listings(
    count: int, pools: Pools, words: Words, organisations: Sequence[Organisation]
) -> Iterator[Listing]:
    """Give listings, numbered from 0; the same seed gives the same ones."""
    chance = random.Random(SEED + 1)
    weights = list(accumulate(1 / (place + 20) for place in range(len(organisations))))
    for number in range(count):
        organiser = chance.choices(organisations, cum_weights=weights)[0]
        yield _listing(number, chance, pools, words, organiser)


def _listing(
    number: int, chance: random.Random, pools: Pools, words: Words, organiser: Organisation
) -> Listing:
    codes = pools.codes
    subject = min(SUBJECTS - 1, int(chance.expovariate(1 / 14)))
    text = words.text(words.length(), subject)
    delivery = chance.choices(tuple(Delivery), weights=(85, 9, 6))[0]
    is_somewhere = delivery is Delivery.IN_PERSON and chance.random() < 0.92
    checked_on = _checked_on(chance)
    postcode, point, district = chance.choice(pools.points) if is_somewhere else (None, None, None)
    return Listing(
        source=ListingSource.COUNCIL,
        source_id=f"generated-{number}",
        slug=f"generated-{number}",
        provider_slug=organiser.slug,
        tier=OfferTier(chance.choices((1, 2, 3), weights=(70, 20, 10))[0]),
        name=f"{' '.join(words.some(_name_length(chance), subject)).capitalize()} {chance.choice(_KINDS)}",
        summary=words.text(12, subject),
        description_html=f"<p>{text}</p>",
        description_text=text,
        ages=_ages(chance),
        delivery=delivery.value if chance.random() < 0.92 else None,
        venue_name=f"{words.some(1)[0].capitalize()} Hall" if is_somewhere else None,
        town=chance.choice(pools.towns) if is_somewhere else None,
        district=district,
        postcode=postcode,
        point=point,
        cost_type=_skewed(chance, codes["cost_types"], 1)[0] if chance.random() < 0.7 else None,
        checked_on=checked_on,
        checked_by=CheckedBy.PROVIDER_SAID.value if checked_on else None,
        types=_skewed(
            chance, codes["activity_types"], chance.choices((0, 1, 2, 3), weights=(5, 55, 28, 12))[0]
        ),
        suits=_skewed(chance, codes["support_needs"], _needs(chance)),
        funding=_skewed(chance, codes["funding"], chance.choices((0, 1, 2, 3), weights=(35, 30, 25, 10))[0]),
        languages=("en", *_skewed(chance, codes["languages_spoken"][1:], int(chance.random() < 0.12))),
        referrers=_skewed(
            chance, codes["referrers"], chance.choices((0, 1, 2, 3), weights=(20, 30, 20, 30))[0]
        ),
        capacity=_capacity(chance),
        access=_access(chance, codes["access_features"]),
        sessions=tuple(
            chance.choices(pools.timetables, k=chance.choices((0, 1, 2, 3), weights=(12, 60, 20, 8))[0])
        ),
    )


def _name_length(chance: random.Random) -> int:
    return chance.choices((1, 2, 3, 4, 5, 7, 10), weights=(8, 25, 28, 16, 12, 7, 4))[0]


def _skewed(chance: random.Random, codes: Sequence[str], count: int) -> tuple[str, ...]:
    """Give different codes, the first ones of a list more often."""
    found: dict[str, None] = {}
    while len(found) < min(count, len(codes)):
        found[codes[int(len(codes) * chance.random() ** 1.7)]] = None
    return tuple(sorted(found))


def _needs(chance: random.Random) -> int:
    """Give how many needs a listing names: often none, mostly few, sometimes nearly all."""
    if chance.random() < 0.3:
        return 0
    return min(18, 1 + int(chance.expovariate(0.4)))


def _ages(chance: random.Random) -> AgeRange:
    if chance.random() < 0.25:
        return AgeRange(None, None)
    youngest = chance.choice((0, 0, 2, 4, 5, 5, 7, 8, 8, 10, 11, 13, 14, 16, 18))
    oldest = min(25, youngest + chance.choice((2, 3, 5, 6, 8, 10, 12, 18)))
    return AgeRange(youngest, oldest if chance.random() < 0.9 else None)


def _capacity(chance: random.Random) -> Capacity:
    if chance.random() < 0.35:
        return UNKNOWN_CAPACITY
    total = chance.choice((6, 8, 10, 12, 15, 20, 30))
    free = max(0, chance.randint(-total // 2, total // 2))
    return Capacity(total, free, chance.choice((True, False, None)), None, FIRST_DAY - timedelta(days=20))


def _checked_on(chance: random.Random) -> date | None:
    if chance.random() < 0.1:
        return None
    years, weights = zip(*_YEARS_SINCE_CHECKED, strict=True)
    return FIRST_DAY - timedelta(days=365 * chance.choices(years, weights)[0] + chance.randint(1, 364))


def _access(chance: random.Random, features: Sequence[str]) -> dict[str, str]:
    """Give answers to some of the questions: those of the first lists are asked and answered most."""
    asked = _skewed(chance, features, chance.choice((0, 0, 4, 8, 12, 16, 20, 25)))
    return dict(zip(asked, chance.choices(_ANSWERS, weights=_ANSWER_WEIGHTS, k=len(asked)), strict=True))
