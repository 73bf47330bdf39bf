"""What families tell the search in their own words: names with apostrophes, letters apart, "or", ages, fears."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.activities.rules.criteria import SortOrder
from portal.activities.rules.facets import ActivityFacts
from portal.activities.search.analysis import folded_words, tokens
from portal.activities.search.common_words import is_common
from portal.activities.search.documents import IndexedActivity
from portal.activities.search.open_index import OpenIndex
from portal.activities.search.query import read_query
from portal.activities.search.spoken_age import spoken_age
from portal.core.ages import AgeRange
from portal.core.places import METRES_IN_A_MILE, Point
from portal.core.tiers import OfferTier
from tests.unit.activities.small_directory import SYNONYMS, WORDBOOK, documents, found, opened, titles


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    return opened(tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Down's syndrome", ["downs", "syndrome"]),
        ("Down’s", ["downs"]),
        ("I'm sure they don't", ["im", "sure", "they", "dont"]),
        ("we'll see what they’ve got", ["we", "see", "what", "they", "got"]),
        ("the boys' group", ["the", "boys", "group"]),
        ("O'Brien", ["o", "brien"]),
    ],
)
def test_an_apostrophe_makes_no_other_word(written: str, words: list[str]) -> None:
    assert [token.folded for token in tokens(written)] == words == folded_words(written)


def test_what_is_listed_without_an_apostrophe_is_found_with_one(index: OpenIndex) -> None:
    plain, written = (read_query(text, WORDBOOK, index, exact=False) for text in ("downs", "Down’s"))
    assert plain.units == written.units


@pytest.mark.parametrize("written", ["A.D.H.D.", "a.d.h.d", "A D H D", "ADHD"])
def test_letters_that_stand_apart_are_one_word(index: OpenIndex, written: str) -> None:
    assert (
        read_query(written, WORDBOOK, index, exact=False).units
        == read_query("ADHD", WORDBOOK, index, exact=False).units
    )


def test_one_or_the_other_is_enough(index: OpenIndex) -> None:
    assert set(titles(index, "swimming or horse riding")) == {"Splash hour", "Long lane stables"}
    assert set(titles(index, "warm swimming or pony")) == {"Splash hour"}
    assert titles(index, "or swimming or") == ["Splash hour"]
    assert found(index, "swimming horse riding").is_partial


@pytest.mark.parametrize("words", ["contact", "chess", "older"])
def test_an_everyday_word_is_no_misspelling(index: OpenIndex, words: str) -> None:
    assert is_common(words)
    assert found(index, words).corrected is None


def test_beside_another_language_nothing_is_misspelt_english(index: OpenIndex) -> None:
    assert found(index, "pomny").corrected == "pony"
    assert found(index, "żaden pomny").corrected is None


def test_plurals_of_words_that_say_little_say_little(index: OpenIndex) -> None:
    assert found(index, "mums").total == found(index, "mum").total == found(index, "").total


@pytest.mark.parametrize("words", ["horseriding", "warmpool", "filmafternoon"])
def test_words_run_together_are_parted_where_they_stand_together(index: OpenIndex, words: str) -> None:
    assert found(index, words).total == 1


def test_words_run_together_are_not_parted_where_they_stand_apart(index: OpenIndex) -> None:
    assert found(index, "poolwarm").total == 0


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("seven year old boy", 7),
        ("my twelve years old", 12),
        ("aged nine", 9),
        ("I'm 15 and bored", 15),
        ("im 17", 17),
        ("he's 6", 6),
        ("18 months old", 1),
        ("11 month old", 0),
        ("13 yr old", 13),
    ],
)
def test_ages_are_read(text: str, years: int) -> None:
    said = spoken_age(tokens(text))
    assert said is not None
    assert said.years == years


@pytest.mark.parametrize(
    "text",
    [
        "is one of",
        "one to one",
        "waited 18 months",
        "two carers",
        "10 am",
        "I am 10 miles away",
        "99 years old",
    ],
)
def test_other_numbers_are_no_ages(text: str) -> None:
    assert spoken_age(tokens(text)) is None


def test_an_age_lifts_what_is_for_it_in_years_and_not_in_bands(tmp_path: Path) -> None:
    ages = [AgeRange(8, 12), AgeRange(13, 16), AgeRange(None, None)]
    clubs = [
        replace(one, facts=replace(one.facts, ages=here), title="Club", kinds="", summary="Fun")
        for one, here in zip(documents(), ages, strict=False)
    ]
    index = opened(tmp_path, clubs)
    assert found(index, "club").ids == (100, 101, 102)
    assert found(index, "club 13 year old").ids == (101, 100, 102)
    assert found(index, "club 12 year old").ids == (100, 101, 102)


def test_of_what_fits_the_words_the_nearest_is_lifted(tmp_path: Path) -> None:
    home = Point(350_000, 240_000)
    miles = [30, 2, None]
    pools = [
        IndexedActivity(
            ActivityFacts(
                100 + number,
                OfferTier.UNIVERSAL,
                point=None
                if far is None
                else Point(home.easting + int(far * METRES_IN_A_MILE), home.northing),
            ),
            title=f"Swimming {number}",
        )
        for number, far in enumerate(miles)
    ]
    index = opened(tmp_path, pools)
    assert found(index, "swimming").ids == (100, 101, 102)
    assert found(index, "swimming", near=home).ids == (101, 102, 100)
    assert found(index, "swimming", near=home, sort=SortOrder.DISTANCE).ids[0] == 101


@pytest.mark.parametrize(
    "words",
    [
        "I want to die",
        "my child wants to die",
        "she wants to kill herself",
        "my son hits me",
        "I can’t go on",
        "cant do this anymore",
        "selfharm",
        "nie daję rady",
        "chcę umrzeć",
        "samobójstwo",
        f"my son is nine {'and he does not sleep ' * 6} and now I am honestly feeling suicidal",
    ],
)
def test_who_is_in_need_finds_help_first(index: OpenIndex, words: str) -> None:
    answers = found(index, words).answers
    assert [SYNONYMS.answers[place].address for place in answers][:1] == ["/help-now"]
