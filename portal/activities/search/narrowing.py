"""What a search narrows the directory down to, and what each part of it leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from operator import and_

from portal.activities.rules.criteria import Criteria
from portal.activities.rules.facets import Facet
from portal.activities.search.facet_index import FacetIndex


@dataclass(frozen=True)
class Narrowing:
    """The rows that fit the words, and the sets that the choices, the place and the date leave of them."""

    criteria: Criteria
    words: int
    index: FacetIndex

    @cached_property
    def groups(self) -> dict[Facet, int]:
        """Give the rows that fit each facet in which something is chosen."""
        unknown = self.criteria.with_unknown
        return {
            facet: self.index.chosen(facet, codes, with_unknown=unknown)
            for facet, codes in self.criteria.chosen.items()
            if codes
        }

    @cached_property
    def running(self) -> int:
        """Give the rows that run on the date that was asked for."""
        return self.index.everything if self.criteria.on is None else self.on(self.criteria.on)

    @cached_property
    def bits(self) -> int:
        """Give the rows that fit all of it."""
        return self._near(self.anywhere)

    def on(self, day: date) -> int:
        """Give the rows that run on a day."""
        return self.index.on(day, with_unknown=self.criteria.with_unknown)

    def without(self, *left_out: Facet) -> int:
        """Give the rows that fit all but some facets."""
        others = (bits for facet, bits in self.groups.items() if facet not in left_out)
        return self._near(reduce(and_, others, self.words & self.running))

    def without_choice(self, facet: Facet, code: str) -> int:
        """Give the rows that fit all but one choice."""
        codes = tuple(other for other in self.criteria.chosen[facet] if other != code)
        if not codes:
            return self.without(facet)
        left = self.index.chosen(facet, codes, with_unknown=self.criteria.with_unknown)
        return self.without(facet) & left

    @cached_property
    def anywhere(self) -> int:
        """Give the rows that fit all but the distance."""
        return reduce(and_, self.groups.values(), self.words & self.running)

    def any_day(self) -> int:
        """Give the rows that fit all but the date."""
        return self._near(reduce(and_, self.groups.values(), self.words))

    def any_words(self) -> int:
        """Give the rows that fit all but the words."""
        return self._near(reduce(and_, self.groups.values(), self.index.everything & self.running))

    def _near(self, bits: int) -> int:
        """Give the rows of a set within the distance that was asked for; last, because few are left to measure."""
        near, within = self.criteria.near, self.criteria.within
        return bits if near is None or within is None else self.index.within(near, within, bits)

    def with_unknown(self) -> "Narrowing":
        """Give the same with rows of which it is not known whether they fit."""
        return Narrowing(replace(self.criteria, with_unknown=True), self.words, self.index)

    def without_unknown(self) -> "Narrowing":
        """Give the same without rows of which it is not known whether they fit."""
        return Narrowing(replace(self.criteria, with_unknown=False), self.words, self.index)

    def open_choices(self, row: int) -> tuple[tuple[Facet, str], ...]:
        """Give the choices of which it is not known whether a row fits, for the family to ask about."""
        return tuple(self._open(row))

    def _open(self, row: int) -> Iterator[tuple[Facet, str]]:
        for facet, codes in self.criteria.chosen.items():
            fits = [self.index.fitting(facet, code, with_unknown=False) >> row & 1 for code in codes]
            if codes and not facet.needs_all and any(fits):
                continue
            for code, is_known in zip(codes, fits, strict=True):
                if not is_known and self.index.open(facet, code) >> row & 1:
                    yield facet, code
