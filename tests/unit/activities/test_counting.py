"""Rows are counted and found alike in each of the ways that are quick for few, many and most of them."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from portal.activities.rules.criteria import Criteria
from portal.activities.rules.facets import ActivityFacts, Facet
from portal.activities.search.bitsets import bits_of, first_rows, rows_in
from portal.activities.search.counting import Tally, rows_of_choices
from portal.activities.search.documents import IndexedActivity
from portal.activities.search.ranking import WordMatch
from portal.core.tiers import OfferTier
from tests.unit.activities.small_directory import opened

SIZE = 5_000
TYPES = ("dance", "craft", "swimming")


@pytest.mark.parametrize("count", [0, 1, 60, 70, 124, 126, 249, 251, 1_000, SIZE])
def test_rows_are_found_however_many_they_are(count: int) -> None:
    rows = sorted(random.Random(count).sample(range(SIZE), count))
    assert list(rows_in(bits_of(rows, SIZE))) == rows
    for most in (0, 1, 20, count, count + 1):
        assert first_rows(bits_of(rows, SIZE), most) == rows[:most]


@pytest.mark.parametrize("choices", [1, 2, 7])
@pytest.mark.parametrize("count", [0, 1, 255, 256, 600, SIZE])
def test_adding_up_rows_counts_what_the_sets_count(choices: int, count: int) -> None:
    chance = random.Random(count)
    names = tuple(f"value/type/{number}" for number in range(choices))
    sets = {name: bits_of(chance.sample(range(SIZE), chance.randint(0, SIZE)), SIZE) for name in names}
    tally = Tally(names, rows_of_choices(names, sets, SIZE), sets)
    rows = sorted(chance.sample(range(SIZE), count))
    summed = list(tally.summed(rows, count))[:choices]
    assert summed == tally.all_counts(bits_of(rows, SIZE))
    assert tally.named(summed, [Facet.TYPE])[Facet.TYPE] == {
        str(number): one for number, one in enumerate(summed)
    }


@pytest.mark.parametrize("end", [0, 1, 20, 700])
def test_the_best_of_many_rows_come_in_browsing_order_where_they_are_equal(tmp_path: Path, end: int) -> None:
    index = opened(tmp_path, _documents(600))
    both = (index.words.hits(("swim",)), index.words.hits(("pool",)))
    found = WordMatch(index.facets.everything, both).best(index.facets.everything, 600, end)
    scores = [sum(hits.score(row) for hits in both) for row in range(600)]
    assert found == sorted(range(600), key=lambda row: (-scores[row], row))[:end]


def test_a_frequent_word_counts_what_a_click_shows_also_after_a_change(tmp_path: Path) -> None:
    documents = _documents(90)
    built = opened(tmp_path, documents)
    moved = replace(documents[3], facts=replace(documents[3].facts, types=frozenset({"craft"})))
    gone = documents[4].facts.activity_id
    for index in (built, built.patched(2, [moved], [gone])):
        counts = index.find(Criteria(words="swim")).counts[Facet.TYPE]
        for code in TYPES:
            clicked = index.find(Criteria(words="swim", chosen={Facet.TYPE: (code,)}))
            assert counts[code] == clicked.total > 0


def _documents(size: int) -> list[IndexedActivity]:
    """Give activities that all have both words, with few different scores."""
    return [
        IndexedActivity(
            ActivityFacts(number, OfferTier.UNIVERSAL, types=frozenset({TYPES[number % 3]})),
            title=f"swim {'pool ' * (1 + number % 4)}",
        )
        for number in range(size)
    ]
