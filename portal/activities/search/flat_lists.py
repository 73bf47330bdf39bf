"""Lists of numbers for each row, kept in one flat array, and the same with a few of them changed."""

from array import array
from collections.abc import Mapping, Sequence


class FlatLists(Sequence[Sequence[int]]):
    """Lists of numbers kept in one flat array."""

    def __init__(self, starts: "array[int]", flat: "array[int]") -> None:
        """Keep where each list starts, and all lists one after another."""
        self._starts = starts
        self._flat = flat

    def __len__(self) -> int:
        """Give how many lists there are."""
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> "array[int]":  # type: ignore[override]  # Never asked for a slice.
        """Give one list."""
        return self._flat[self._starts[place] : self._starts[place + 1]]


class OverriddenLists(Sequence[Sequence[int]]):
    """Lists of numbers of which some were replaced or added."""

    def __init__(self, base: Sequence[Sequence[int]], overrides: Mapping[int, Sequence[int]]) -> None:
        """Keep the lists and those that stand for some of them."""
        self._base = base
        self._overrides = dict(overrides)
        if isinstance(base, OverriddenLists):
            # One change after another must not become a chain.
            self._base = base._base
            self._overrides = {**base._overrides, **overrides}

    def __len__(self) -> int:
        """Give how many lists there are."""
        return max(len(self._base), 1 + max(self._overrides, default=-1))

    def __getitem__(self, place: int) -> Sequence[int]:  # type: ignore[override]  # Never asked for a slice.
        """Give one list."""
        found = self._overrides.get(place)
        return self._base[place] if found is None else found
