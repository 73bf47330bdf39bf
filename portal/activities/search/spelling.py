"""The words of the directory as they are written, for words cut short and words misspelt."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from portal.activities.search.overlay import overlaid
from portal.activities.search.sounds import sound_of
from portal.infra.bounded import BoundedCache

SHORTEST_WORD = 3
_CORRECTIONS_KEPT = 2_000
_COMPLETIONS_KEPT = 2_000
_MOST_COMPLETIONS = 20
_SHORTEST_CORRECTED = 4
# From this length two mistakes are forgiven; before it more than one only where the word sounds the same.
_TWO_MISTAKES = 8
_SHORTEST_HEARD = 5
_MOST_BY_EAR = 3
# A shorter word with another first letter is another word: "hates" is no "mates".
_OTHER_START = 6
_MOST_MISTAKES = 2
_LAST_LETTER = chr(0x10FFFF)


class Lexicon:
    """All words that stand in the directory, not stemmed, with the number of activities that have them."""

    def __init__(self, words: Sequence[str], counts: Mapping[str, int]) -> None:
        """Keep the words in order, and their counts."""
        self._words = words
        self._counts = counts
        self._kept: BoundedCache[str, tuple[str, ...]] = BoundedCache(_CORRECTIONS_KEPT)
        self._completed: BoundedCache[str, tuple[str, ...]] = BoundedCache(_COMPLETIONS_KEPT)
        self._masks: dict[str, Mapping[int, Sequence[tuple[str, int]]]] = {}

    def with_words(self, words: Iterable[str]) -> "Lexicon":
        """Give a lexicon with those of the words that it does not have yet; how many have the others stays."""
        added = {word for word in words if word not in self._counts}
        if not added:
            return self
        known = list(self._words)
        for word in added:
            insort(known, word)
        return Lexicon(known, overlaid(self._counts, dict.fromkeys(added, 1)))

    def forget(self) -> None:
        """Empty the caches, for measurements."""
        self._kept.clear()
        self._completed.clear()

    def completions(self, start: str) -> tuple[str, ...]:
        """Give some words that begin so, the most common first."""
        if len(start) < SHORTEST_WORD:
            return ()
        known = self._completed.get(start)
        if known is None:
            known = self._beginning_so(start)
            # What nothing begins with is not kept: a crawler could ask for it without end.
            if known:
                self._completed.put(start, known)
        return known

    def _beginning_so(self, start: str) -> tuple[str, ...]:
        first = bisect_left(self._words, start)
        found = self._words[first : bisect_left(self._words, start + _LAST_LETTER, first)]
        # Sorting keeps equally common ones in the order of the alphabet.
        return tuple(sorted(found, key=self._counts.__getitem__, reverse=True)[:_MOST_COMPLETIONS])

    def closest(self, word: str) -> str | None:
        """Give the word that was probably meant, or None: nearest first, then the most common."""
        if len(word) < _SHORTEST_CORRECTED or not word.isalpha():
            return None
        known = self._kept.get(word)
        if known is None:
            known = self._near(word)
            self._kept.put(word, known)
        return known[0] if known else None

    def _near(self, word: str) -> tuple[str, ...]:
        one = [
            other
            for other in _one_mistake(word, self._letters)
            if other in self._counts and (other[0] == word[0] or len(word) >= _OTHER_START)
        ]
        if one:
            return (min(one, key=lambda other: self._rank(word, other)),)
        heard = self._heard(word) if len(word) >= _SHORTEST_HEARD else ()
        if heard:
            return (min(heard)[-1],)
        two = self._two_mistakes(word) if len(word) >= _TWO_MISTAKES else ()
        return (min(two, key=lambda other: self._rank(word, other)),) if two else ()

    def _rank(self, word: str, other: str) -> tuple[bool, bool, int, str]:
        """Rank words that are equally far: a wrong first letter is the rarest mistake of all."""
        return sound_of(other) != sound_of(word), other[0] != word[0], -self._counts[other], other

    def _heard(self, word: str) -> Sequence[tuple[int, int, str]]:
        """Give words that sound the same, each after its mistakes and how rare it is."""
        most = min(_MOST_BY_EAR, len(word) // 3)
        far = ((_mistakes(word, other, most), other) for other in self._by_sound.get(sound_of(word), ()))
        return [(mistakes, -self._counts[other], other) for mistakes, other in far if mistakes <= most]

    def _two_mistakes(self, word: str) -> Sequence[str]:
        mask = _mask(word)
        # Two mistakes and one of them at the start: "plumber" is no "number".
        by_length = self._beginning(word[0])
        return [
            other
            for length in range(len(word) - _MOST_MISTAKES, len(word) + _MOST_MISTAKES + 1)
            for other, letters in by_length.get(length, ())
            if (mask ^ letters).bit_count() <= 2 * _MOST_MISTAKES
            and _mistakes(word, other, _MOST_MISTAKES) <= _MOST_MISTAKES
        ]

    def _beginning(self, letter: str) -> Mapping[int, Sequence[tuple[str, int]]]:
        """Give the words that begin with a letter by their length, with masks by which most are passed over."""
        known = self._masks.get(letter)
        if known is None:
            found: dict[int, list[tuple[str, int]]] = {}
            first = bisect_left(self._words, letter)
            for word in self._words[first : bisect_left(self._words, letter + _LAST_LETTER, first)]:
                found.setdefault(len(word), []).append((word, _mask(word)))
            known = self._masks[letter] = found
        return known

    @cached_property
    def _by_sound(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(sound_of(word), []).append(word)
        return found

    @cached_property
    def _letters(self) -> str:
        return "".join(sorted({letter for word in self._words for letter in word}))


def _one_mistake(word: str, letters: str) -> Iterator[str]:
    """Give all that one letter missing, added, wrong or swapped with the next can have made of a word."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        for letter in letters:
            yield before + letter + after
        if after:
            yield before + after[1:]
            for letter in letters:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def is_spelt(word: str) -> bool:
    """Tell whether a word can be misspelt: numbers and very short ones are taken as they are."""
    return len(word) >= SHORTEST_WORD and word.isalpha()


def _mask(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return mask


def _mistakes(one: str, other: str, most: int) -> int:
    """Count wrong, missing, added and swapped letters (optimal string alignment); stops above `most`."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(above) > most:
            return most + 1
        before, above = above, row
    return above[-1]
