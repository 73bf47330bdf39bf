"""Which words were meant, where neither the directory nor the council's lists know what was typed."""

from collections.abc import Sequence
from typing import Protocol

from portal.activities.search.analysis import Token, tokens
from portal.activities.search.common_words import is_common
from portal.activities.search.compounds import halves, halves_in_texts, joined
from portal.activities.search.wordbook import Wordbook

_LONGEST_LETTERS = 5


class Vocabulary(Protocol):
    """What the directory's own words tell about what was typed."""

    def knows(self, stem: str) -> bool:
        """Tell whether any activity has a word with this stem."""

    def stand_together(self, stems: Sequence[str]) -> bool:
        """Tell whether words with these stems stand side by side in any activity."""

    def completions(self, start: str) -> tuple[str, ...]:
        """Give words that begin so."""

    def closest(self, word: str) -> str | None:
        """Give the word that was probably meant."""


def corrected(typed: Sequence[Token], wordbook: Wordbook, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """Give the words with those put right that neither the directory nor the lists know."""
    right: list[Token] = []
    place = 0
    while place < len(typed):
        length, meant = _meant(typed, place, wordbook, vocabulary)
        right.extend(meant)
        place += length
    return tuple(right)


def listed(typed: Sequence[Token], place: int, wordbook: Wordbook) -> int:
    """Give how many words from a place on form the longest entry of the council's lists, 0 for none."""
    for length in range(min(wordbook.longest_meaning(typed[place]), len(typed) - place), 0, -1):
        if wordbook.meanings(typed[place : place + length]):
            return length
    return 0


def _meant(
    every: Sequence[Token], place: int, wordbook: Wordbook, vocabulary: Vocabulary
) -> tuple[int, Sequence[Token]]:
    """Give how many words from a place on are taken together, and what they mean."""

    def knows(token: Token) -> bool:
        return token.stem is not None and (vocabulary.knows(token.stem) or token.folded in wordbook.words)

    typed = every[place:]
    if length := _misspelt(typed, wordbook, vocabulary):
        return length, tokens(wordbook.correction(typed[:length]) or "")
    if length := listed(typed, 0, wordbook):
        return length, typed[:length]
    first = typed[0]
    if one := joined(typed, knows):
        return 2, one
    if first.stem is None or knows(first) or wordbook.is_small(first) or _is_no_mistake(first, every):
        return 1, (first,)
    if pair := halves(first, wordbook.stand_together, wordbook.initials):
        return 1, pair
    if len(typed) == 1 and vocabulary.completions(first.folded):
        return 1, (first,)
    if (closest := vocabulary.closest(first.folded)) is None:
        return 1, halves_in_texts(first, vocabulary.stand_together) or (first,)
    meant = tokens(closest)
    # A stop word would leave out what was typed: "bike hire" is no "bike here".
    return 1, meant if any(token.stem is not None for token in meant) else (first,)


def _misspelt(typed: Sequence[Token], wordbook: Wordbook, vocabulary: Vocabulary) -> int:
    """Give how many of the first words are a listed misspelling that is no word of the directory."""
    for length in range(min(wordbook.longest_correction(typed[0]), len(typed)), 0, -1):
        part = typed[:length]
        is_word = length == 1 and part[0].stem is not None and vocabulary.knows(part[0].stem)
        if not is_word and wordbook.correction(part):
            return length
    return 0


def _is_no_mistake(token: Token, every: Sequence[Token]) -> bool:
    """Tell whether a word is everyday English, another language's, or letters that stand for words, such as "PECS"."""
    if (token.typed.isupper() and len(token.typed) <= _LONGEST_LETTERS) or is_common(token.folded):
        return True
    # Beside a word of another language the others are no misspelt English either.
    return not all(other.typed.isascii() for other in every)
