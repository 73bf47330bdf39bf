"""Answers a search: rows that fit the words and the choices, their order, and a count for each choice."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from math import isinf
from operator import and_, or_
from typing import Protocol

from portal.activities.rules.criteria import PAGE_SIZE, Criteria, Found, SortOrder
from portal.activities.rules.facets import DISTANCES, Facet
from portal.activities.search.facet_index import ASKED_WHEN_UNKNOWN, FacetIndex
from portal.activities.search.query import Alternative, Plan, Unit
from portal.activities.search.ranking import Hits, WordMatch, by_distance, in_all, merged


class WordSource(Protocol):
    """Where rows with words are looked up: the index, or the database when there is none."""

    def hits(self, stems: Sequence[str]) -> Hits:
        """Give the rows with these stems side by side."""


def match(plan: Plan, source: WordSource, names: Mapping[str, Sequence[int]], size: int) -> WordMatch:
    """Give the rows that fit the words: all of them, or the best part when no row has all."""
    named = tuple(names.get(plan.name, ()))
    everything = (1 << size) - 1
    if not plan.units:
        small = tuple(_hits(unit, source, size) for unit in plan.small)
        return WordMatch(everything, small, named, only_orders=bool(small))
    units = tuple(_hits(unit, source, size) for unit in plan.units)
    bits = reduce(and_, (hits.bits for hits in units))
    for row in named:
        bits |= 1 << row
    if bits or len(units) == 1:
        return WordMatch(bits, units, named)
    some = reduce(or_, (hits.bits for hits in units))
    return WordMatch(some, units, is_partial=bool(some))


def _hits(unit: Unit, source: WordSource, size: int) -> Hits:
    parts = [(_alternative(way, source, size), way.weight) for way in unit]
    return parts[0][0] if len(parts) == 1 else merged(parts, size)


def _alternative(way: Alternative, source: WordSource, size: int) -> Hits:
    if way.is_adjacent or len(way.phrase.stems) == 1:
        return source.hits(way.phrase.stems)
    return in_all([source.hits((stem,)) for stem in way.phrase.stems], size)


def answer(criteria: Criteria, plan: Plan, matched: WordMatch, index: FacetIndex) -> Found:
    """Give one page of results and the counts of all facets."""
    groups = _groups(criteria, index, with_unknown=criteria.with_unknown)
    nearby = _within(criteria, index)
    bits = reduce(and_, groups.values(), matched.bits & nearby)
    total = bits.bit_count()
    page = min(criteria.page, max(1, -(-total // PAGE_SIZE)))
    rows = _ordered(criteria, matched, index, bits, page * PAGE_SIZE)[(page - 1) * PAGE_SIZE :]
    return Found(
        ids=tuple(index.ids[row] for row in rows),
        miles=_miles(criteria, index, rows),
        total=total,
        page=page,
        revision=index.revision,
        counts=_counts(groups, matched.bits & nearby, index, with_unknown=criteria.with_unknown),
        within_counts=_within_counts(criteria, index, reduce(and_, groups.values(), matched.bits)),
        unknown=_unknown(criteria, index, matched.bits & nearby) - total,
        corrected=plan.corrected,
        is_partial=matched.is_partial,
        answers=plan.answers,
    )


def _groups(criteria: Criteria, index: FacetIndex, *, with_unknown: bool) -> dict[Facet, int]:
    return {
        facet: index.chosen(facet, codes, with_unknown=with_unknown)
        for facet, codes in criteria.chosen.items()
        if codes
    }


def _within(criteria: Criteria, index: FacetIndex) -> int:
    if criteria.near is None or criteria.within is None:
        return index.everything
    return index.from_point(criteria.near).within[criteria.within]


def _counts(
    groups: Mapping[Facet, int], rest: int, index: FacetIndex, *, with_unknown: bool
) -> dict[Facet, dict[str, int]]:
    """Count for each choice the rows that fit it and all other facets.

    Choices of the same facet are left out, because one more of them widens the answer; for access they
    stay, because one more narrows it. So each number is what a click on a facet without choices shows.
    """
    counts: dict[Facet, dict[str, int]] = {}
    for facet in Facet:
        values = index.counted(facet, with_unknown=with_unknown)
        others = (bits for other, bits in groups.items() if other is not facet or facet.needs_all)
        base = reduce(and_, others, rest)
        counts[facet] = {code: (base & bits).bit_count() for code, bits in values.items()}
    return counts


def _within_counts(criteria: Criteria, index: FacetIndex, bits: int) -> dict[int, int]:
    if criteria.near is None:
        return {}
    within = index.from_point(criteria.near).within
    return {limit: (within[limit] & bits).bit_count() for limit in DISTANCES}


def _unknown(criteria: Criteria, index: FacetIndex, rest: int) -> int:
    """Count the rows that fit, or of which it is not known whether they fit, what was chosen."""
    if not any(criteria.chosen.get(facet) for facet in ASKED_WHEN_UNKNOWN):
        return reduce(and_, _groups(criteria, index, with_unknown=False).values(), rest).bit_count()
    return reduce(and_, _groups(criteria, index, with_unknown=True).values(), rest).bit_count()


def _ordered(criteria: Criteria, matched: WordMatch, index: FacetIndex, bits: int, end: int) -> list[int]:
    if criteria.near is not None and criteria.sort is SortOrder.DISTANCE:
        return by_distance(index.from_point(criteria.near).order, bits, index.size, end)
    return matched.best(bits, index.size, end)


def _miles(criteria: Criteria, index: FacetIndex, rows: Iterable[int]) -> tuple[float | None, ...]:
    if criteria.near is None:
        return tuple(None for _row in rows)
    miles = index.from_point(criteria.near).miles
    return tuple(None if isinf(miles[row]) else round(miles[row], 1) for row in rows)
