"""What a family says in its own way is read as it was meant."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.activities import content
from portal.activities.content import Synonyms
from portal.activities.search.analysis import tokens
from portal.activities.search.open_index import OpenIndex
from portal.activities.search.query import Plan, read_query
from portal.activities.search.sounds import sound_of
from portal.activities.search.spelling import Lexicon
from portal.activities.search.spoken_age import spoken_age
from portal.activities.search.wordbook import Wordbook
from portal.core.ages import AgeRange
from tests.unit.activities.small_directory import TAXONOMY, documents, found, opened, titles


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    return opened(tmp_path_factory.mktemp("index"))


def _plan(words: str, index: OpenIndex, **lists: object) -> Plan:
    wordbook = Wordbook(Synonyms.model_validate(lists), content.meanings(TAXONOMY))
    return read_query(words, wordbook, index, exact=False)


@pytest.mark.parametrize(
    ("words", "years", "rest"),
    [
        ("16 year old", 16, ""),
        ("for a 9yr old girl", 9, "for a girl"),
        ("my daughter is 19 and bored", 19, "my daughter and bored"),
        ("swimming aged 7", 7, "swimming"),
        ("4-year-old", 4, ""),
        ("under 5s", 4, ""),
        ("over 18 sleepover", 18, "sleepover"),
        ("1 to 1", None, "1 to 1"),
        ("30 years of care", None, "30 years of care"),
        ("under 10 miles", None, "under 10 miles"),
        ("HR6 8NW", None, "HR6 8NW"),
        ("", None, ""),
    ],
)
def test_an_age_is_heard_among_words(words: str, years: int | None, rest: str) -> None:
    typed = tokens(words)
    said = spoken_age(typed)
    assert (said and said.years) == years
    left = typed if said is None else (*typed[: said.start], *typed[said.end :])
    assert [token.typed for token in left] == [token.typed for token in tokens(rest)]


def test_what_suits_the_age_comes_first_and_nothing_is_left_out(tmp_path: Path) -> None:
    ages = [AgeRange(0, 25), AgeRange(14, 17), AgeRange(5, 10)]
    suited = [
        replace(one, facts=replace(one.facts, ages=ages[min(place, 2)]))
        for place, one in enumerate(documents())
    ]
    index = opened(tmp_path, suited)
    assert titles(index, "16 year old")[:2] == ["Long lane stables", "Splash hour"]
    assert titles(index, "things to do for my 16 year old")[:2] == ["Long lane stables", "Splash hour"]
    assert found(index, "16 year old").total == len(documents())
    assert titles(index, "sleepover 16 year old") == ["The sleepover house"]


def test_a_listed_phrase_that_stop_words_wear_down_finds_only_what_it_means(index: OpenIndex) -> None:
    plan = _plan("time out", index, groups=[["time out", "sleepover"]])
    assert [way.phrase.words for unit in plan.units for way in unit] == [("sleepover",)]
    back = _plan("sleepover", index, groups=[["time out", "sleepover"]])
    assert [way.phrase.words for unit in back.units for way in unit] == [("sleepover",)]


def test_two_spellings_of_one_stem_count_once(index: OpenIndex) -> None:
    plan = _plan("disco", index, groups=[["disco", "dance", "dancing", "dances"]])
    assert len(plan.units[0]) == 2


def test_small_words_order_what_the_others_found(index: OpenIndex) -> None:
    lists = {"small_words": ["lane", "quiet"]}
    assert _plan("quiet pony", index, **lists).units == _plan("pony", index).units
    assert len(_plan("quiet pony", index, **lists).small) == 1
    assert "quiet" not in _plan("quiet pony", index, **lists).stems


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("pop corn", "popcorn"),
        ("warmpool", "warm pool"),
        ("sleep over", None),
        ("a part", None),
        ("mogę", None),
        ("PECS", None),
    ],
)
def test_words_apart_and_together_are_put_right(index: OpenIndex, words: str, shown: str | None) -> None:
    assert _plan(words, index, groups=[["warm pool", "hydro"], ["pets", "animals"]]).corrected == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trampolean", "trampoline"),
        ("bycicles", "bicycles"),
        ("sinema", "cinema"),
        ("skool", "school"),
        ("musik", "music"),
        ("nock", "knock"),
    ],
)
def test_what_is_spelt_by_ear_sounds_the_same(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("siter", "sitter"),
        ("trampolean", "trampoline"),
        ("fishing", None),
        ("plumber", None),
        ("xbox", None),
        ("sinema", "cinema"),
    ],
)
def test_a_mistake_by_ear_is_likelier_than_another(typed: str, meant: str | None) -> None:
    words = {"box": 9, "cinema": 2, "flashing": 3, "number": 9, "sister": 9, "sitter": 1, "trampoline": 4}
    assert Lexicon(sorted(words), words).closest(typed) == meant
