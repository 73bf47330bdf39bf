"""What runs soonest, from a day and an hour on."""

from datetime import date, timedelta
from functools import reduce
from operator import or_

from portal.activities.search.bitsets import first_rows
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.row_sets import DAYS_AHEAD, date_name, over_name


def by_next_date(index: FacetIndex, bits: int, today: date, hour: int, end: int) -> list[int]:
    """Give the `end` rows of a set that run soonest, then those without a date; in browsing order on a day.

    What is over today by this full hour runs next on another day.
    """
    found: list[int] = []
    over = _over(index, today, hour)
    for offset in range(max(0, (today - index.names.first_day).days), DAYS_AHEAD):
        fresh = bits & index.sets.get(date_name(offset), 0)
        if over:
            is_today = index.names.first_day + timedelta(days=offset) == today
            fresh, over = (fresh & ~over if is_today else fresh), 0
        if fresh:
            found.extend(first_rows(fresh, end - len(found)))
            bits &= ~fresh
        if len(found) >= end or not bits:
            return found[:end]
    return [*found, *first_rows(bits, end - len(found))]


def _over(index: FacetIndex, today: date, hour: int) -> int:
    """Give the rows that would be over by this hour, were they on today."""
    return reduce(or_, (index.sets.get(over_name(today.weekday(), one), 0) for one in range(1, hour + 1)), 0)
