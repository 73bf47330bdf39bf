"""Words suggest themes: whole words, without accents, case and endings, and no meaning is guessed."""

import pytest

from portal.surveys.rules.suggesting import stem, suggested
from portal.surveys.rules.themes import Theme

FUN = Theme("fun", "It is fun", ("fun", "enjoys"))
BUDDY = Theme("buddy", "Buddies", ("buddy", "buddies", "nothing near"))
CAFE = Theme("cafe", "Café", ("café",))
NAMELESS = Theme("other", "Other")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Such FUN!", "fun", ("fun",)),
        ("She enjoyed it", "fun", ("enjoys",)),
        ("not enough fun", "fun", ("fun",)),
        ("buddies, and buddying", "buddy", ("buddy",)),
        ("There is nothing\nnear us", "buddy", ("nothing near",)),
        ("the CAFE", "cafe", ("café",)),
        ("un cafe\u0301", "cafe", ("café",)),
    ],
)
def test_a_word_that_stands_in_a_comment_suggests(text: str, code: str, words: tuple[str, ...]) -> None:
    assert suggested(text, [FUN, BUDDY, CAFE, NAMELESS]) == {code: words}


@pytest.mark.parametrize("text", ["", "funding", "fund", "nothing was near", "near nothing", "дети", "😀"])
def test_a_part_of_a_word_and_other_languages_suggest_nothing(text: str) -> None:
    assert suggested(text, [FUN, BUDDY, CAFE, NAMELESS]) == {}


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("walks", "walking"),
        ("walked", "walk"),
        ("bikes", "bike"),
        ("swimming", "swim"),
        ("varieties", "variety"),
    ],
)
def test_endings_are_cut_off(word: str, same: str) -> None:
    assert stem(word) == stem(same)


@pytest.mark.parametrize("word", ["bus", "red", "king", "used", "ies"])
def test_short_words_stay(word: str) -> None:
    assert len(stem(word)) >= 3
