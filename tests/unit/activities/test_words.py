"""Families find things by their own words."""

from pathlib import Path

import pytest

from portal.activities.search.documents import IndexedActivity
from portal.activities.search.open_index import OpenIndex
from tests.unit.activities.small_directory import documents, found, opened, titles


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    return opened(tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("swim", "Splash hour"),
        ("swimming", "Splash hour"),
        ("Swims", "Splash hour"),
        ("POOL", "Splash hour"),
        ("riding", "Long lane stables"),
        ("pony rides", "Long lane stables"),
        ("trampoline", "Bounce time"),
        ("overnight", "The sleepover house"),
        ("1:1", "Out with a buddy"),
        ("one-to-one", "Out with a buddy"),
        ("befriender", "Out with a buddy"),
        ("movies", "Film afternoon"),
        ("zolty", "Żółty dom"),
        ("ŻÓŁTY", "Żółty dom"),
        ("konie", "Long lane stables"),
        ("pływanie", "Splash hour"),
        ("plywanie", "Splash hour"),
        ("jazda konna", "Long lane stables"),
        ("leominster painting", "Leominster makers"),
    ],
)
def test_stems_synonyms_accents_and_other_languages_find(index: OpenIndex, words: str, first: str) -> None:
    assert titles(index, words)[:1] == [first]


@pytest.mark.parametrize(
    ("words", "shown", "first"),
    [
        ("trampaline", "trampolining", "Bounce time"),
        ("swiming", "swimming", "Splash hour"),
        ("lemster", "leominster", "Leominster makers"),
        ("popcron", "popcorn", "Film afternoon"),
        ("begginers", "beginners", "The Who"),
        ("big lanndings", "big landings", "Bounce time"),
    ],
)
def test_misspellings_are_put_right_and_said(index: OpenIndex, words: str, shown: str, first: str) -> None:
    answer = found(index, words)
    assert answer.corrected == shown
    assert titles(index, words)[:1] == [first]


def test_what_was_typed_can_be_searched_exactly(index: OpenIndex) -> None:
    answer = found(index, "popcron", exact=True)
    assert answer.corrected is None
    assert answer.total == 0


@pytest.mark.parametrize("words", ["popco", "landi", "begin"])
def test_words_cut_short_find_while_typing(index: OpenIndex, words: str) -> None:
    answer = found(index, words)
    assert answer.total == 1
    assert answer.corrected is None


@pytest.mark.parametrize("words", ["the", "the and of", "!?", "  ", "\0", "things", "something to do"])
def test_words_that_say_nothing_leave_nothing_out(index: OpenIndex, words: str) -> None:
    assert found(index, words).total == len(documents())


def test_a_name_of_small_words_comes_first(index: OpenIndex) -> None:
    assert titles(index, "The Who")[0] == "The Who"


def test_small_words_do_not_narrow_a_search(index: OpenIndex) -> None:
    assert titles(index, "something near Leominster") == titles(index, "Leominster")


def test_all_words_are_asked_for_and_some_when_none_has_all(index: OpenIndex) -> None:
    both = found(index, "calm pool")
    assert (both.total, both.is_partial) == (1, False)
    some = found(index, "pool popcorn")
    assert (some.total, some.is_partial) == (2, True)


def test_nothing_at_all_is_not_called_a_part(index: OpenIndex) -> None:
    nothing = found(index, "qqqqq zzzzz")
    assert (nothing.total, nothing.is_partial) == (0, False)


def test_a_phrase_in_quotes_stands_side_by_side(index: OpenIndex) -> None:
    assert titles(index, '"warm pool"') == ["Splash hour"]
    assert titles(index, "“pool warm”") == []
    assert titles(index, '"warm pool') == ["Splash hour"]


def test_answers_from_the_offer_are_named(index: OpenIndex) -> None:
    from tests.unit.activities.small_directory import SYNONYMS

    for words in ("diagnosis", "do I need an EHC plan", "EHCP"):
        addresses = [SYNONYMS.answers[place].address for place in found(index, words).answers]
        assert addresses[:1] == ["/eligibility"], words
    assert found(index, "swimming").answers == ()


@pytest.mark.parametrize(
    "words",
    [
        "(" * 500,
        '"' * 99,
        "tier:1 AND NOT *",
        "x" * 5000,
        "🙂🙂",
        "a\x00b",
        "\ud800",
        "minage:abc",
        "%_\\",
        "اردو میں",
    ],
)
def test_hostile_words_are_only_words(index: OpenIndex, words: str) -> None:
    assert found(index, words).total >= 0


def test_the_title_counts_more_than_the_text(tmp_path: Path) -> None:
    first, *others = documents()
    mentioned = IndexedActivity(first.facts, title="Somewhere", description="We once saw a film of a film.")
    index = opened(tmp_path, [mentioned, *others])
    assert found(index, "film").ids[0] == 107


def test_caches_hold_only_so_much(index: OpenIndex) -> None:
    index.forget()
    for number in range(50):
        found(index, f"unknownword{number}")
    assert len(index.words._kept) < 200
    # What nothing fits is not kept at all.
    assert not len(index._kept)
    for number in range(600):
        found(index, f"swim unknownword{number}", exact=True)
    assert 0 < len(index._kept) <= 500
    index.forget()
    assert titles(index, "swim") == ["Splash hour"]
