"""Answers a search: rows that fit the words and the choices, their order, and a count for each choice."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import inf
from operator import and_, or_
from typing import Protocol

from portal.activities.rules.criteria import PAGE_SIZE, Criteria, Found, SortOrder
from portal.activities.rules.facets import Facet
from portal.activities.search.bitsets import rows_in
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.lifts import lifts_of
from portal.activities.search.narrowing import Narrowing
from portal.activities.search.next_dates import by_next_date
from portal.activities.search.query import Alternative, Plan, Unit
from portal.activities.search.ranking import Hits, Weighing, WordMatch, in_all, in_order, merged
from portal.activities.search.widening import FEW, wider

_FACETS = tuple(Facet)
# Below this share of all rows, finding out which they are pays: their order, counts and miles need it.
_SPARSE = 16


class WordSource(Protocol):
    """Where rows with words are looked up: the index, or the database when there is none."""

    def hits(self, stems: Sequence[str]) -> Hits:
        """Give the rows with these stems side by side."""


def match(
    plan: Plan, hits_of: Callable[[Unit], Hits], names: Mapping[str, Sequence[int]], everything: int
) -> WordMatch:
    """Give the rows that fit the words: all of them, or the best part when no row has all."""
    named = tuple(names.get(plan.name, ()))
    small = tuple(map(hits_of, plan.small))
    if not plan.units:
        return WordMatch(everything, (), named, small, age=plan.age)
    units = tuple(map(hits_of, plan.units))
    bits = reduce(and_, (hits.bits for hits in units), everything)
    for row in named:
        bits |= 1 << row
    if bits or len(units) == 1:
        return WordMatch(bits, units, named, small, age=plan.age)
    some = reduce(or_, (hits.bits for hits in units)) & everything
    return WordMatch(some, units, small=small, age=plan.age, is_partial=bool(some))


def unit_hits(unit: Unit, source: WordSource, size: int) -> Hits:
    """Give the rows that any way to match a unit finds."""
    parts = [(_alternative(way, source, size), way.weight) for way in unit]
    return parts[0][0] if len(parts) == 1 else merged(parts, size)


def _alternative(way: Alternative, source: WordSource, size: int) -> Hits:
    if way.is_adjacent or len(way.phrase.stems) == 1:
        return source.hits(way.phrase.stems)
    return in_all([source.hits((stem,)) for stem in way.phrase.stems], size)


def answer(criteria: Criteria, plan: Plan, matched: WordMatch, index: FacetIndex) -> Found:
    """Give one page of results and the counts of all facets."""
    asked = Narrowing(criteria, matched.bits, index)
    total = asked.bits.bit_count()
    known = _known_rows(asked.bits, total, matched, index.size)
    page = min(criteria.page, max(1, -(-total // PAGE_SIZE)))
    rows = _best(asked, matched, index, page * PAGE_SIZE, known)[(page - 1) * PAGE_SIZE :]
    return Found(
        ids=tuple(map(index.ids.__getitem__, rows)),
        miles=_miles(criteria, index, rows),
        total=total,
        page=page,
        revision=index.revision,
        counts=_counts(asked, matched, index, known),
        within_counts=_within_counts(asked, index),
        open_choices=tuple(asked.open_choices(row) for row in rows) if criteria.with_unknown else (),
        wider=wider(asked, plan, index) if total < FEW else (),
        unknown=_unknown(asked, total),
        corrected=plan.corrected,
        is_partial=matched.is_partial,
        answers=plan.answers,
        stems=plan.stems,
    )


def _known_rows(bits: int, total: int, matched: WordMatch, size: int) -> Sequence[int] | None:
    """Give the rows of a set in order, where they are known or quickly found; all parts of an answer need them."""
    if len(matched.units) == 1 and not matched.named and len(rows := matched.units[0].rows) == total:
        return rows
    return list(rows_in(bits)) if total * _SPARSE < size else None


def _unknown(asked: Narrowing, total: int) -> int:
    """Count the rows of which it is not known whether they fit; nothing is open where nothing was chosen."""
    criteria = asked.criteria
    if criteria.with_unknown or not (asked.groups or criteria.on or criteria.within):
        return 0
    return asked.with_unknown().bits.bit_count() - total


def matching_ids(criteria: Criteria, matched: WordMatch, index: FacetIndex, most: int) -> tuple[int, ...]:
    """Give the ids of the activities that fit, at most so many, in the order that was asked for."""
    rows = _best(Narrowing(criteria, matched.bits, index), matched, index, most)
    return tuple(index.ids[row] for row in rows)


def _best(
    asked: Narrowing, matched: WordMatch, index: FacetIndex, end: int, known: Sequence[int] | None = None
) -> list[int]:
    """Give the `end` best rows; those of which it is not known whether they fit come after those that do."""
    criteria = asked.criteria
    if not criteria.with_unknown:
        return _ordered(criteria, matched, index, asked.bits, end, known)
    sure = asked.without_unknown().bits
    rows = _ordered(criteria, matched, index, sure, end)
    return rows + _ordered(criteria, matched, index, asked.bits & ~sure, end - len(rows))


def _counts(
    asked: Narrowing, matched: WordMatch, index: FacetIndex, known: Sequence[int] | None
) -> dict[Facet, dict[str, int]]:
    """Count for each choice the rows that fit it and all other facets.

    Choices of the same facet are left out, because one more of them widens the answer; for access they
    stay, because one more narrows it. So each number is what a click on a facet without choices shows.
    """
    unknown = asked.unknown
    own = [facet for facet in asked.groups if not facet.needs_all]
    others = [facet for facet in _FACETS if facet not in own] if own else _FACETS
    counted = matched.units[0].counted if matched.units and known is matched.units[0].rows else None
    counts = index.counts(asked.bits, others, with_unknown=unknown, rows=known, counted=counted)
    for facet in own:
        counts |= index.counts(asked.without(facet), [facet], with_unknown=unknown)
    return counts


def _within_counts(asked: Narrowing, index: FacetIndex) -> dict[int, int]:
    near = asked.criteria.near
    if near is None:
        return {}
    return index.within_counts(near, asked.anywhere, with_unknown=asked.unknown)


def _ordered(
    criteria: Criteria,
    matched: WordMatch,
    index: FacetIndex,
    bits: int,
    end: int,
    known: Sequence[int] | None = None,
) -> list[int]:
    near = None if criteria.near is None else index.from_point(criteria.near)
    if near is not None and _is_by_distance(criteria, matched):
        return near.nearest(bits, index.size, end)
    if criteria.today is not None and criteria.sort is SortOrder.NEXT_DATE:
        return by_next_date(index, bits, criteria.today, criteria.hour, end)
    if criteria.sort is SortOrder.NEWEST_CHECKED:
        return in_order(index.newest_first, bits, index.size, end)
    return matched.best(
        bits,
        index.size,
        end,
        Weighing(index.factors, lifts_of(matched.age, index), None if near is None else near.nearness),
        known,
    )


def _is_by_distance(criteria: Criteria, matched: WordMatch) -> bool:
    """Tell whether the nearest come first; words that say little fit everything, and only the way tells one apart."""
    if criteria.sort is SortOrder.FIT:
        return not (matched.units or matched.named or matched.age)
    return criteria.sort is SortOrder.DISTANCE


def _miles(criteria: Criteria, index: FacetIndex, rows: Sequence[int]) -> tuple[float | None, ...]:
    if criteria.near is None:
        return (None,) * len(rows)
    far = index.from_point(criteria.near).miles_of(rows)
    return tuple([None if miles == inf else round(miles, 1) for miles in far])
