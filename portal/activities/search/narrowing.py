"""What a search narrows the directory down to, and what each part of it leaves out."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import and_

from portal.activities.rules.criteria import Criteria, OpenChoice, Unsaid
from portal.activities.rules.facets import Facet
from portal.activities.search.facet_index import FacetIndex


class Narrowing:
    """The rows that fit the words, and the sets that the choices, the place and the date leave of them."""

    __slots__ = ("anywhere", "bits", "criteria", "groups", "index", "running", "unknown", "words")

    def __init__(
        self, criteria: Criteria, words: int, index: FacetIndex, *, with_unknown: bool | None = None
    ) -> None:
        """Narrow down the rows that fit the words, with those of which it is not known as the criteria say."""
        self.criteria = criteria
        self.words = words
        self.index = index
        self.unknown = criteria.with_unknown if with_unknown is None else with_unknown
        # The rows that fit each facet in which something is chosen.
        self.groups = {
            facet: index.chosen(facet, codes, with_unknown=self.unknown)
            for facet, codes in criteria.chosen.items()
            if codes
        }
        # Those that run on the date that was asked for.
        self.running = index.everything if criteria.on is None else self.on(criteria.on)
        # Those that fit all but the distance, and all of it.
        self.anywhere = words if criteria.on is None else words & self.running
        for fitting in self.groups.values():
            self.anywhere &= fitting
        self.bits = self._near(self.anywhere)

    def on(self, day: date) -> int:
        """Give the rows that run on a day."""
        return self.index.on(day, with_unknown=self.unknown)

    def without(self, *left_out: Facet) -> int:
        """Give the rows that fit all but some facets."""
        others = (bits for facet, bits in self.groups.items() if facet not in left_out)
        return self._near(reduce(and_, others, self.words & self.running))

    def without_choice(self, facet: Facet, code: str) -> int:
        """Give the rows that fit all but one choice."""
        codes = tuple(other for other in self.criteria.chosen[facet] if other != code)
        if not codes:
            return self.without(facet)
        left = self.index.chosen(facet, codes, with_unknown=self.unknown)
        return self.without(facet) & left

    def any_day(self) -> int:
        """Give the rows that fit all but the date."""
        return self._near(reduce(and_, self.groups.values(), self.words))

    def any_words(self) -> int:
        """Give the rows that fit all but the words."""
        return self._near(reduce(and_, self.groups.values(), self.index.everything & self.running))

    def _near(self, bits: int) -> int:
        """Give the rows of a set within the distance that was asked for; last, because few are left to measure."""
        near, within = self.criteria.near, self.criteria.within
        if near is None or within is None:
            return bits
        return self.index.within(near, within, bits, with_unknown=self.unknown)

    def with_unknown(self) -> "Narrowing":
        """Give the same with rows of which it is not known whether they fit."""
        return Narrowing(self.criteria, self.words, self.index, with_unknown=True)

    def without_unknown(self) -> "Narrowing":
        """Give the same without rows of which it is not known whether they fit."""
        return Narrowing(self.criteria, self.words, self.index, with_unknown=False)

    def open_choices(self, row: int) -> tuple[OpenChoice, ...]:
        """Give what was asked for and is not known of a row, for the family to ask about."""
        return tuple(self._open(row))

    def _open(self, row: int) -> Iterator[OpenChoice]:
        for facet, codes in self.criteria.chosen.items():
            fits = [self.index.fitting(facet, code, with_unknown=False) >> row & 1 for code in codes]
            if codes and not facet.needs_all and any(fits):
                continue
            for code, is_known in zip(codes, fits, strict=True):
                if not is_known and self.index.open(facet, code) >> row & 1:
                    yield facet, code
        criteria = self.criteria
        if criteria.on is not None and not self.index.on(criteria.on, with_unknown=False) >> row & 1:
            yield Unsaid.DATE, ""
        if criteria.near is not None and criteria.within is not None and self.index.placeless >> row & 1:
            yield Unsaid.PLACE, ""
