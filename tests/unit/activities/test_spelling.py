"""Which word was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.search.spelling import Lexicon, _mistakes
from portal.infra.bounded import BoundedCache

WORDS = {"cinema": 2, "cooking": 5, "horse": 3, "house": 30, "music": 7, "swimming": 9, "trampolining": 4}
LEXICON = Lexicon(list(WORDS), WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("swiming", "swimming"),
        ("swimmimg", "swimming"),
        ("trampolning", "trampolining"),
        ("cinma", "cinema"),
        ("muisc", "music"),
        ("hosre", "horse"),
        ("houze", "house"),
        ("coking", "cooking"),
        ("xyz", None),
        ("ho", None),
        ("elephant", None),
        ("12345", None),
    ],
)
def test_the_nearest_word_is_meant(typed: str, meant: str | None) -> None:
    assert LEXICON.closest(typed) == meant


def test_words_begin_as_typed_with_the_most_common_first() -> None:
    assert LEXICON.completions("ho") == ()
    assert LEXICON.completions("hor") == ("horse",)
    words = {"dance": 1, "dancing": 5, "dandy": 2}
    assert Lexicon(list(words), words).completions("dan") == ("dancing", "dandy", "dance")


def test_of_many_words_that_begin_so_the_most_common_are_given() -> None:
    words = {f"dan{letter}": number for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
    lexicon = Lexicon(sorted(words), words)
    for _time in range(2):
        found = lexicon.completions("dan")
        assert found == tuple(sorted(words, reverse=True))[: len(found)]
        assert 10 <= len(found) < len(words)


def test_completions_are_looked_up_anew_when_words_come() -> None:
    lexicon = Lexicon(["dance"], {"dance": 1})
    assert lexicon.completions("dan") == ("dance",)
    assert lexicon.with_words(["dandy", "dance"]).completions("dan") == ("dance", "dandy")
    assert lexicon.with_words(["dandy"]).with_words(["danube"]).closest("danubee") == "danube"


def test_a_lexicon_stays_as_it_is_when_words_come() -> None:
    lexicon = Lexicon(["dance"], {"dance": 1})
    lexicon.with_words(["dandy"]).with_words(["dangle"])
    assert lexicon.completions("dan") == ("dance",)
    assert lexicon.closest("danddy") is None


letters = st.text(alphabet="abc", max_size=6)


@given(letters, letters)
def test_mistakes_are_counted_alike_both_ways(one: str, other: str) -> None:
    assert min(_mistakes(one, other, 2), 3) == min(_mistakes(other, one, 2), 3)
    assert (_mistakes(one, other, 2) == 0) is (one == other)


def test_a_cache_never_holds_more_than_it_may() -> None:
    cache: BoundedCache[int, str] = BoundedCache(10)
    for number in range(100):
        cache.put(number, "x", cost=3)
    assert len(cache) == 3
    assert cache.get(99) == "x"
    assert cache.get(0) is None
    cache.put(1, "too dear", cost=11)
    assert cache.get(1) is None
    cache.put(99, "y", cost=1)
    assert cache.get(99) == "y"
