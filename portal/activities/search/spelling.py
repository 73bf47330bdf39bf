"""The words of the directory as they are written, for words cut short and words misspelt."""

from bisect import bisect_left
from collections.abc import Mapping

from portal.activities.search.bounded import BoundedCache

SHORTEST_WORD = 3
_CORRECTIONS_KEPT = 2_000
_SHORTEST_CORRECTED = 4
# From this length two mistakes are forgiven, before it only one.
_TWO_MISTAKES = 7


class Lexicon:
    """All words that stand in the directory, not stemmed, with the number of activities that have them."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Keep the words and a mask of letters for each, by which most are passed over quickly."""
        self._counts = dict(sorted(words.items()))
        self._words = list(self._counts)
        self._masks = [_mask(word) for word in self._words]
        self._kept: BoundedCache[str, tuple[str, ...]] = BoundedCache(_CORRECTIONS_KEPT)

    def completions(self, start: str, most: int = 20) -> tuple[str, ...]:
        """Give the words that begin so, the most common first."""
        if len(start) < SHORTEST_WORD:
            return ()
        found: list[str] = []
        for place in range(bisect_left(self._words, start), len(self._words)):
            if not self._words[place].startswith(start):
                break
            found.append(self._words[place])
        return tuple(sorted(found, key=lambda word: (-self._counts[word], word))[:most])

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
        most = 2 if len(word) >= _TWO_MISTAKES else 1
        mask = _mask(word)
        best: tuple[int, int, str] | None = None
        for other, letters in zip(self._words, self._masks, strict=True):
            if abs(len(other) - len(word)) > most or (mask ^ letters).bit_count() > 2 * most:
                continue
            mistakes = _mistakes(word, other, most)
            if mistakes <= most:
                # A wrong first letter is the rarest mistake of all.
                rank = (2 * mistakes + (other[0] != word[0]), -self._counts[other], other)
                best = rank if best is None or rank < best else best
        return (best[2],) if best else ()


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
