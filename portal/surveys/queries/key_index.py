"""The random keys of responses as numbers, so that many of them are found at once.

Python spends most of its time on making texts, so keys that come joined stay one block of bytes.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from portal.surveys.models import KEY_LENGTH
from portal.surveys.queries.joined import BETWEEN

_WORDS = KEY_LENGTH // 8
_MIXTURES = 20


class KeyIndex:
    """Some keys, each with its place: the first has bit 0."""

    def __init__(self, joined: str) -> None:
        """Hold these keys; raises ValueError for a key that stands there twice or has another length."""
        self._words = _words_of(joined)
        # Another mixture where two of the keys have the same number: a search looks at one place only.
        for seed in range(_MIXTURES):
            self._factors = np.random.default_rng(seed).integers(2**63, size=_WORDS, dtype=np.uint64) * 2 + 1
            numbers = self._words @ self._factors
            self._places = np.argsort(numbers)
            self._numbers = numbers[self._places]
            if (self._numbers[1:] != self._numbers[:-1]).all():
                return
        raise ValueError("a key stands there twice")

    def __len__(self) -> int:
        """Give how many keys there are."""
        return len(self._words)

    @property
    def everybody(self) -> int:
        """Give the bitset of all keys."""
        return (1 << len(self)) - 1

    def bits(self, joined: str) -> int:
        """Give the bitset of those of the keys that have a place here."""
        words = _words_of(joined)
        if not len(self):
            return 0
        found = np.searchsorted(self._numbers, words @ self._factors)
        places = self._places[np.minimum(found, len(self) - 1)]
        return self._bits_at(places[(self._words[places] == words).all(axis=1)])

    def groups(self, joined: str) -> Iterator[tuple[str, int]]:
        """Give who has each label; `joined` has a label for each key, in the order of the keys."""
        labels = joined.split(BETWEEN) if joined else []
        numbers: dict[str, int] = {}
        of_key = np.fromiter(
            (numbers.setdefault(label, len(numbers)) for label in labels), np.intp, len(self)
        )
        for label, number in numbers.items():
            yield label, self._bits_at(np.flatnonzero(of_key == number))

    def is_of(self, joined: str) -> bool:
        """Tell whether these are the same keys, in any order."""
        return len(_words_of(joined)) == len(self) and self.bits(joined) == self.everybody

    def _bits_at(self, places: NDArray[np.intp]) -> int:
        digits = np.zeros(len(self), dtype=np.uint8)
        digits[places] = 1
        return int.from_bytes(np.packbits(digits, bitorder="little").tobytes(), "little")


def _words_of(joined: str) -> NDArray[np.uint64]:
    """Give each key as a row of whole numbers."""
    letters = np.frombuffer(f"{joined}{BETWEEN}".encode("ascii") if joined else b"", dtype=np.uint8)
    keys = letters.reshape(-1, KEY_LENGTH + len(BETWEEN))[:, :KEY_LENGTH]
    return np.ascontiguousarray(keys).view(np.uint64)
