"""What lifts a row above others that fit the words as well: that it is for the age that was typed."""

from array import array
from collections.abc import Sequence
from functools import reduce
from operator import or_

from portal.activities.rules.facets import Facet
from portal.activities.search.bitsets import rows_in
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.row_sets import years_name

_SUITED = 3.0


def lifts_of(age: int | None, index: FacetIndex) -> Sequence[float] | None:
    """Give what is added to the score of each row: what is for an age in years, and again what is for few others."""
    if age is None:
        return None
    bands = list(index.names.codes.ages.items())
    here = next((place for place, (_code, band) in enumerate(bands) if band.includes(age)), None)
    if here is None:
        return None
    fitting = index.sets.get(years_name(age), 0)
    far = (code for place, (code, _band) in enumerate(bands) if abs(place - here) > 1)
    others = reduce(or_, (index.fitting(Facet.AGE, code, with_unknown=False) for code in far), 0)
    lifts = array("f", bytes(4 * index.size))
    for bits in (fitting, fitting & ~others):
        for row in rows_in(bits):
            lifts[row] += _SUITED
    return lifts
