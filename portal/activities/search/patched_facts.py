"""Facts of a directory with a few rows changed, without making all sets anew."""

from array import array
from collections.abc import Mapping, Sequence

from portal.activities.rules.facets import ActivityFacts
from portal.activities.search.bitsets import bits_of
from portal.activities.search.counting import Tally, row_of_choices
from portal.activities.search.facet_index import FacetIndex, checked_of, point_of
from portal.activities.search.overlay import overlaid
from portal.activities.search.row_sets import sets_of, value_names

_Rows = Sequence[tuple[int, ActivityFacts]]


def patched_facts(
    base: FacetIndex, revision: int, changed: Sequence[ActivityFacts], gone_ids: Sequence[int]
) -> tuple[FacetIndex, Mapping[int, int]]:
    """Give the facts with rows changed, added at the end, and gone; and the row of each changed activity."""
    row_of, size = _rows_for(base, changed)
    rows = [(row_of[one.activity_id], one) for one in changed]
    written = bits_of(row_of.values(), size)
    gone = bits_of((base.row_of[key] for key in gone_ids if key in base.row_of), size)
    sets, added = _patched_sets(base, rows, written | gone, size)
    ids = base.ids + array("q", [one.activity_id for row, one in rows if row >= base.size])
    checked = base.checked + array("I", [0] * (size - base.size))
    for row, one in rows:
        checked[row] = checked_of(one)
    patched = FacetIndex(
        revision=revision,
        names=base.names,
        ids=ids,
        sets=sets,
        placed=base.placed.with_rows([(row, point_of(one)) for row, one in rows], size),
        checked=checked,
        tally=_patched_tally(base, rows, sets, added, size),
        gone=(base.gone | gone) & ~written,
        row_of=overlaid(base.row_of, row_of),
    )
    return patched, row_of


def _rows_for(base: FacetIndex, changed: Sequence[ActivityFacts]) -> tuple[dict[int, int], int]:
    """Give the row of each changed activity, the next free one where it is new, and how many rows there are then."""
    row_of: dict[int, int] = {}
    size = base.size
    for one in changed:
        row = base.row_of.get(one.activity_id)
        row_of[one.activity_id] = size if row is None else row
        size += row is None
    return row_of, size


def _patched_sets(
    base: FacetIndex, rows: _Rows, touched: int, size: int
) -> tuple[dict[str, int], Sequence[str]]:
    """Give the sets with these rows in those they belong to now, and the names of sets that there were none of."""
    fresh = sets_of(((row, base.names.of(one)) for row, one in rows), size)
    # A mask without a sign: with one, each of hundreds of sets would be brought into another form.
    untouched = ((1 << size) - 1) & ~touched
    sets = {name: bits & untouched if bits & touched else bits for name, bits in base.sets.items()}
    for name in sets.keys() & fresh.keys():
        sets[name] |= fresh.pop(name)
    return sets | fresh, list(fresh)


def _patched_tally(
    base: FacetIndex, rows: _Rows, sets: Mapping[str, int], added: Sequence[str], size: int
) -> Tally:
    """Give the tally with what these rows count now; a choice that nobody had before is counted last."""
    choices = (*base.tally.names, *sorted(name for name in added if name.startswith("value/")))
    places = {name: place for place, name in enumerate(choices)}
    counted = [*base.tally.rows, *[0] * (size - base.size)]
    for row, one in rows:
        names = value_names(one, base.names.codes)
        counted[row] = row_of_choices(map(places.__getitem__, names), len(choices))
    return base.tally.patched(choices, counted, sets)
