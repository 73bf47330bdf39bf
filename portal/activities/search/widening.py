"""What to ask for less of when there are few results: the parent sees the one thing that stands in the way."""

from collections.abc import Iterator
from datetime import timedelta

from portal.activities.rules.criteria import Wider
from portal.activities.rules.facets import DISTANCES, Facet
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.narrowing import Narrowing
from portal.activities.search.query import Plan

# Below this number of results it is said what would give more.
FEW = 3
_MOST_CHOICES = 3
_DAYS_AROUND = 3


def wider(asked: Narrowing, plan: Plan, index: FacetIndex) -> tuple[Wider, ...]:
    """Give ways to more results: one choice less, farther away, at home, another date, without the words."""
    criteria = asked.criteria
    if not (criteria.chosen or criteria.on or criteria.within):
        # Nothing was asked for but words, so there is nothing to leave out.
        return ()
    total = asked.bits.bit_count()
    found = (
        *_choices(asked, total),
        *_farther(asked, index),
        *_at_home(asked, index),
        *_dates(asked, total),
        *_no_words(asked, plan),
    )
    ways = tuple(way for way in found if way.total > total)
    return ways if ways or total else _alone(asked, index)


def _choices(asked: Narrowing, total: int) -> list[Wider]:
    ways = [
        Wider(asked.without_choice(facet, code).bit_count(), facet=facet, code=code)
        for facet, codes in asked.criteria.chosen.items()
        for code in codes
    ]
    better = [way for way in ways if way.total > total]
    return sorted(better, key=lambda way: -way.total)[:_MOST_CHOICES]


def _alone(asked: Narrowing, index: FacetIndex) -> tuple[Wider, ...]:
    """Give what each choice would show by itself, where leaving out one thing is not enough."""
    ways = [
        Wider((index.everything & bits).bit_count(), facet=facet, code=code, is_alone=True)
        for facet, codes in asked.criteria.chosen.items()
        for code in codes
        if (bits := index.fitting(facet, code, with_unknown=False))
    ]
    return tuple(sorted(ways, key=lambda way: way.total)[:_MOST_CHOICES])


def _farther(asked: Narrowing, index: FacetIndex) -> Iterator[Wider]:
    """Give the smallest wider distance that has more, else any distance."""
    near, within = asked.criteria.near, asked.criteria.within
    if near is None or within is None:
        return
    total, bits = asked.bits.bit_count(), asked.anywhere
    for limit in DISTANCES:
        count = index.within(near, limit, bits).bit_count()
        if limit > within and count > total:
            yield Wider(count, within=limit)
            return
    yield Wider(bits.bit_count(), within=0)


def _at_home(asked: Narrowing, index: FacetIndex) -> Iterator[Wider]:
    """Give what needs no journey, where an area, a way to travel or a way to take part was asked for."""
    about_place = (Facet.DISTRICT, Facet.TRAVEL, Facet.DELIVERY)
    if any(asked.criteria.chosen.get(facet) for facet in about_place):
        yield Wider((asked.without(*about_place) & index.travelling).bit_count(), travels_to_you=True)


def _dates(asked: Narrowing, total: int) -> Iterator[Wider]:
    """Give the nearest dates, before and after, on which more runs."""
    if asked.criteria.on is None:
        return
    bits = asked.any_day()
    for step in (1, -1):
        for days in range(1, _DAYS_AROUND + 1):
            day = asked.criteria.on + timedelta(days=days * step)
            count = (bits & asked.on(day)).bit_count()
            is_past = asked.criteria.today is not None and day < asked.criteria.today
            if count > total and not is_past:
                yield Wider(count, on=day)
                break


def _no_words(asked: Narrowing, plan: Plan) -> Iterator[Wider]:
    if plan.units and (any(asked.groups.values()) or asked.criteria.on or asked.criteria.within):
        yield Wider(asked.any_words().bit_count())
