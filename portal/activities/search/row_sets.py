"""In which sets a row of the directory stands: each choice, each open question, each date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.activities.rules.facets import ActivityFacts, Facet, FacetCodes, is_unknown, values_of
from portal.activities.rules.freshness import is_long_ago
from portal.activities.search.bitsets import bits_of

# How many days ahead the index knows on which dates an activity runs.
DAYS_AHEAD = 366
# Each year of age has a set: the portal is for those up to this age.
OLDEST = 25
TRAVELLING = "travelling"
UNDATED = "undated"
STALE = "stale"
# Each feature of these has an answer of its own; of the others it is known, or not, as a whole.
PER_CODE = frozenset({Facet.ACCESS, Facet.TRAVEL})
_ALWAYS_KNOWN = frozenset({Facet.TIER, Facet.ASSESSMENT})
_KNOWN_AS_A_WHOLE = tuple(facet for facet in Facet if facet not in PER_CODE | _ALWAYS_KNOWN)
_YEARS_NAMES = tuple(f"years/{age}" for age in range(OLDEST + 1))
_DATE_NAMES = tuple(f"date/{offset}" for offset in range(DAYS_AHEAD))


@dataclass(frozen=True, slots=True)
class SetNames:
    """Names the sets of a row, for an index that looks ahead from `first_day`."""

    codes: FacetCodes
    features: tuple[str, ...]
    first_day: date

    def of(self, facts: ActivityFacts) -> Iterator[str]:
        """Give the names of all sets that an activity belongs to."""
        yield from value_names(facts, self.codes)
        yield from self._open(facts)
        first = self.first_day.toordinal()
        for day in facts.dates:
            if 0 <= (offset := day.toordinal() - first) < DAYS_AHEAD:
                yield _DATE_NAMES[offset]
        if facts.ages.is_known:
            youngest, oldest = facts.ages.youngest, facts.ages.oldest
            yield from _YEARS_NAMES[youngest or 0 : OLDEST + 1 if oldest is None else oldest + 1]
        for weekday, hour in facts.over_by.items():
            yield over_name(weekday, hour)
        if not facts.dates:
            yield UNDATED
        if facts.travels_to_you:
            yield TRAVELLING
        if facts.checked_on is not None and is_long_ago(facts.checked_on, self.first_day):
            yield STALE

    def _open(self, facts: ActivityFacts) -> Iterator[str]:
        for facet, codes in ((Facet.TRAVEL, self.codes.travel), (Facet.ACCESS, self.features)):
            for code in codes:
                # What nobody answered is open; most features are not answered.
                if code not in facts.access or is_unknown(facts, facet, code, self.codes):
                    yield open_name(facet, code)
        for facet in _KNOWN_AS_A_WHOLE:
            if is_unknown(facts, facet, "", self.codes):
                yield open_name(facet, "")


def value_names(facts: ActivityFacts, codes: FacetCodes) -> Iterator[str]:
    """Give the names of the choices that an activity fits."""
    for facet, found in values_of(facts, codes).items():
        for code in found:
            yield value_name(facet, code)


def value_name(facet: Facet, code: str) -> str:
    """Name the set of a choice."""
    return f"value/{facet}/{code}"


def open_name(facet: Facet, code: str) -> str:
    """Name the set of rows of which it is not known whether they fit a choice."""
    # Written so because a facet is its value; asking for the value is slow where this is asked millions of times.
    return f"open/{facet}/{code if facet in PER_CODE else ''}"


def date_name(offset: int) -> str:
    """Name the set of rows that run so many days after the first day."""
    return _DATE_NAMES[offset]


def over_name(weekday: int, hour: int) -> str:
    """Name the set of rows that are over by this full hour, and not by the one before, on a day of the week."""
    return f"over/{weekday}/{hour}"


def years_name(age: int) -> str:
    """Name the set of rows that are for people of an age in whole years."""
    return f"years/{age}"


def sets_of(rows: Iterable[tuple[int, Iterable[str]]], size: int) -> dict[str, int]:
    """Give the sets, as bits, of rows with the names of their sets."""
    members: dict[str, list[int]] = {}
    for row, names in rows:
        for name in names:
            members.setdefault(name, []).append(row)
    # One row alone, as in most sets of an edit, is one bit.
    return {
        name: 1 << found[0] if len(found) == 1 else bits_of(found, size) for name, found in members.items()
    }


def features_of(facts: Sequence[ActivityFacts]) -> tuple[str, ...]:
    """Give the access features that any activity answers: of the others nothing is ever asked."""
    return tuple(sorted({feature for one in facts for feature in one.access}))
