"""The council's word lists as the search uses them: synonyms, misspellings, other languages, answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from portal.activities.content import Synonyms
from portal.activities.search.analysis import Token, folded_words, tokens

Key = tuple[str, ...]


class Phrase(NamedTuple):
    """Words that stand together, without their stop words."""

    stems: Key
    words: Key

    @classmethod
    def of(cls, typed: Iterable[Token]) -> "Phrase":
        """Make a phrase of what was typed."""
        kept = [(token.stem, token.folded) for token in typed if token.stem is not None]
        return cls(tuple(stem for stem, _word in kept), tuple(word for _stem, word in kept))


class Wordbook:
    """Look-ups by what a family types; compared by stems, so "holiday clubs" is "holiday club"."""

    def __init__(self, synonyms: Synonyms, meanings: Mapping[str, str]) -> None:
        """Read the lists; a word of another language means the label of a kind of activity or a need."""
        self._meanings: dict[Key, dict[Phrase, None]] = {}
        for group in synonyms.groups:
            self._add(group, group)
        for words in synonyms.languages.values():
            for word, code in words.items():
                self._add((word,), (meanings[code],))
        self._corrections = {
            tuple(folded_words(wrong)): right for wrong, right in synonyms.misspellings.items()
        }
        # By their first word, so that most of what is typed costs one look.
        self._answers: dict[str, list[tuple[Key, int]]] = {}
        for place, answer in enumerate(synonyms.answers):
            for asked in answer.words:
                if key := _key(tokens(asked)):
                    self._answers.setdefault(key[0], []).append((key, place))
        # "Mums" says as little as "mum".
        self._small = frozenset(token.key for text in synonyms.small_words for token in tokens(text))
        self.longest = max(map(len, (*self._meanings, *self._corrections)), default=1)
        self._longest_meanings = _longest(self._meanings)
        self._longest_corrections = _longest(self._corrections)
        # A stem begins with the letter of its word.
        of_answers = (key for found in self._answers.values() for key, _place in found)
        self._together = frozenset(key for key in (*self._meanings, *of_answers) if len(key) > 1)
        self.initials = frozenset(key[0][0] + key[1][0] for key in self._together)
        # A word that only the lists have can still be meant by a misspelling.
        self.words = frozenset(
            word for key in self._meanings.values() for meant in key for word in meant.words
        ) | frozenset(
            token.folded
            for answer in synonyms.answers
            for words in answer.words
            for token in tokens(words)
            if token.stem is not None
        )

    def _add(self, typed: Sequence[str], meant: Sequence[str]) -> None:
        parts = [tokens(text) for text in meant]
        phrases = dict.fromkeys(Phrase.of(part) for part in parts if not is_worn_down(part))
        for text in typed:
            self._meanings.setdefault(_key(tokens(text)), {}).update(phrases)

    def meanings(self, typed: Sequence[Token]) -> tuple[Phrase, ...]:
        """Give the phrases that mean the same as what was typed, itself among them; empty when unlisted."""
        return tuple(self._meanings.get(_key(typed), ()))

    def longest_meaning(self, first: Token) -> int:
        """Give of how many words the longest entry is that begins with this one, 0 for none."""
        return self._longest_meanings.get(first.key, 0)

    def longest_correction(self, first: Token) -> int:
        """Give of how many words the longest misspelling is that begins with this one, 0 for none."""
        return self._longest_corrections.get(first.folded, 0)

    def correction(self, typed: Sequence[Token]) -> str | None:
        """Give the right spelling of a misspelling that the council lists."""
        return self._corrections.get(tuple(token.folded for token in typed))

    def stand_together(self, typed: Sequence[Token]) -> bool:
        """Tell whether the lists have just these words beside each other."""
        return _key(typed) in self._together

    def is_small(self, token: Token) -> bool:
        """Tell whether a word says little of what is looked for, such as "things"."""
        return token.key in self._small

    def answers_to(self, typed: Sequence[Token]) -> tuple[int, ...]:
        """Give the places of the answers whose words stand in what was typed."""
        key = _key(typed)
        found = {
            place
            for start, first in enumerate(key)
            for words, place in self._answers.get(first, ())
            if key[start : start + len(words)] == words
        }
        return tuple(sorted(found))


def is_worn_down(typed: Sequence[Token]) -> bool:
    """Tell whether stop words leave one word of several: "time out" would find all that has "time"."""
    return len(typed) > 1 and sum(token.stem is not None for token in typed) < 2


def _key(typed: Sequence[Token]) -> Key:
    return tuple([token.stem or token.folded for token in typed])


def _longest(keys: Iterable[Key]) -> dict[str, int]:
    """Give the length of the longest key that begins with a word."""
    found: dict[str, int] = {}
    for key in keys:
        if key:
            found[key[0]] = max(found.get(key[0], 0), len(key))
    return found
