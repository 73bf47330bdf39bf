"""What to hide, so that no number of people from 1 to 4 can be worked out of this and all earlier releases.

Small cells are hidden first. For each cell that could be worked out, the cheapest other world is looked for in which
it is 5 more or 5 less; the cells in which that world differs are hidden too. A table for which there is no such world
is withheld.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.core.disclosure.auditor import Spans, limits_of, narrow_cells, shown_and_hidden
from portal.core.disclosure.releases import FEWEST, Published, Release, is_small, linked_to
from portal.core.disclosure.shapes import EVERYBODY, Key, Shape, counts_people, makes_circle
from portal.core.disclosure.solver import Limits, Solver
from portal.core.disclosure.worlds import Cell, Worlds
from portal.core.errors import PortalError

Counts = Mapping[str, Mapping[Key, int]]
# What it costs to hide a cell of no people at all; the larger it is, the fewer cells are hidden.
_BASE_PRICE = 4.0


class RefusedError(PortalError):
    """Nothing can be released: too few people, or too few who were not in an earlier release."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """What hiding led to: the cells to hide, or the cell that nothing protects."""

    hidden: frozenset[Cell]
    stuck: Cell | None = None


def protect(
    shapes: Sequence[Shape],
    people: frozenset[str],
    counts: Counts,
    earlier: Sequence[Release] = (),
    *,
    second_cells: bool = True,
) -> Release:
    """Give the tables as they may be published; raises RefusedError when none may.

    `counts` are exact, for each name in `people` and in the releases that are linked to them; they must hold every
    cell of the shapes, and every answer on which a question depends. Without `second_cells` only small numbers are
    hidden, which is for showing that this is not enough. The same input gives the same output.
    """
    linked = linked_to(people, earlier)
    if sum(counts[name][EVERYBODY] for name in people) < FEWEST:
        raise RefusedError("fewer than 5 people")
    kept = _without_circles(shapes, linked)
    while kept:
        worlds = Worlds((*Worlds.of(linked).tables, *((people, shape) for shape in kept)))
        tried = _Hiding(worlds, counts, linked, people, kept).run(second_cells)
        if tried.stuck is None:
            release = _release(shapes, kept, people, worlds, counts, tried.hidden)
            if not second_cells or not narrow_cells((*linked, release)):
                return release
            raise RefusedError("the numbers could be worked out")
        kept = _less_one(kept, tried.stuck)
    raise RefusedError("no table can be shown safely")


class _Hiding:
    """One attempt to hide enough in some tables."""

    def __init__(
        self,
        worlds: Worlds,
        counts: Counts,
        linked: Sequence[Release],
        people: frozenset[str],
        shapes: Sequence[Shape],
    ) -> None:
        self.worlds, self.solver, self.real = worlds, Solver(worlds), worlds.exact(counts)
        self.fixed, self.hidden = shown_and_hidden(linked)
        new = {(people, key) for shape in shapes for key in shape.cells()}
        wrong = [cell for cell, count in self.fixed.items() if self._count(cell) != count]
        if wrong := wrong + [cell for cell in self.hidden if not self._count(cell)]:
            raise ValueError(f"the people of an earlier release are counted otherwise now: {wrong}")
        self.hidden |= {cell for cell in new - self.fixed.keys() if is_small(self._count(cell))}
        never = {cell for cell in new if cell[1] == EVERYBODY or not self._count(cell)}
        self.fixed |= {cell: self._count(cell) for cell in never}
        self.visible = new - self.fixed.keys() - self.hidden
        self.spans = Spans(self.real)

    def run(self, second_cells: bool) -> _Tried:
        """Hide until every cell that must not be known can vary enough."""
        waiting = self._guarded() if second_cells else []
        while waiting:
            cell = waiting.pop(0)
            if self.spans.is_wide(self.worlds.places[cell]):
                continue
            before = set(self.hidden)
            if not self._widen(cell):
                return _Tried(frozenset(self.hidden), cell)
            waiting += sorted(self.hidden - before, key=self._order)
        return _Tried(frozenset(self.hidden))

    def _guarded(self) -> list[Cell]:
        """Give what must not be known: hidden cells, and small numbers that could be worked out from others."""
        small = {
            cell
            for cell, count in zip(self.worlds.cells, self.real, strict=True)
            if is_small(count) and counts_people(cell[1])
        }
        # How many people came in between is never hidden: nothing else needs a try when that tells.
        return sorted(self.hidden | small, key=lambda cell: (cell[1] != EVERYBODY, self._order(cell)))

    def _widen(self, cell: Cell) -> bool:
        """Hide what lets a cell be 5 more or 5 less, whichever is cheaper, or else some of both."""
        place, limits = self.worlds.places[cell], self._limits()
        low, high = self.spans.lowest[place], self.spans.highest[place]
        ways = [
            way
            for way in (
                self._moved(limits, place, low + FEWEST, True),
                self._moved(limits, place, high - FEWEST, False),
            )
            if way is not None
        ]
        if ways:
            self._hide(min(ways, key=self._price))
            return True
        top = self.solver.furthest(limits, place, 1)
        if top is None or (world := self._moved(limits, place, top[place], True)) is None:
            return False
        self._hide(world)
        bottom = self._moved(limits, place, top[place] - FEWEST, False)
        if bottom is not None:
            self._hide(bottom)
        return bottom is not None

    def _moved(self, limits: Limits, place: int, target: int, is_up: bool) -> list[int] | None:
        """Give the cheapest world in which a cell is at least, or at most, a number."""
        lowest, highest = limits.lowest[place], limits.highest[place]
        lowest, highest = (max(lowest, target), highest) if is_up else (lowest, min(highest, target))
        if lowest > highest:
            return None
        prices = {
            self.worlds.places[cell]: self._worth(cell) for cell in sorted(self.visible, key=self._order)
        }
        return self.solver.nearest(limits.with_cell(place, lowest, highest), self.real, prices)

    def _limits(self) -> Limits:
        return limits_of(self.worlds, self.fixed, self.hidden | self.visible)

    def _hide(self, world: Sequence[int]) -> None:
        gone = self._changed(world)
        self.hidden |= gone
        self.visible -= gone
        self.spans.add(world)

    def _price(self, world: Sequence[int]) -> tuple[float, list[int]]:
        """Give what hiding for this world costs; the same price is decided by the places of the cells."""
        changed = self._changed(world)
        return sum(map(self._worth, changed)), sorted(self.worlds.places[cell] for cell in changed)

    def _changed(self, world: Sequence[int]) -> set[Cell]:
        return {cell for cell in self.visible if world[self.worlds.places[cell]] != self._count(cell)}

    def _worth(self, cell: Cell) -> float:
        return _BASE_PRICE + self._count(cell)

    def _count(self, cell: Cell) -> int:
        return self.real[self.worlds.places[cell]]

    def _order(self, cell: Cell) -> tuple[int, int]:
        return self._count(cell), self.worlds.places[cell]


def _release(
    shapes: Sequence[Shape],
    kept: Sequence[Shape],
    people: frozenset[str],
    worlds: Worlds,
    counts: Counts,
    hidden: frozenset[Cell],
) -> Release:
    real = worlds.exact(counts)

    def value(key: Key) -> int | None:
        return None if (people, key) in hidden else real[worlds.places[people, key]]

    return Release(
        people,
        tuple(
            Published(shape, {key: value(key) for key in shape.cells()} if shape in kept else {})
            for shape in shapes
        ),
    )


def _without_circles(shapes: Sequence[Shape], linked: Sequence[Release]) -> list[Shape]:
    """Give the tables that close no circle with those before them."""
    there = [shape for release in linked for shape in release.shapes()]
    kept: list[Shape] = []
    for shape in shapes:
        if not makes_circle([*there, *kept, shape]):
            kept.append(shape)
    return kept


def _less_one(shapes: Sequence[Shape], stuck: Cell) -> list[Shape]:
    """Leave out the table that matters least among those in which a cell stands that nothing protects."""
    _people, key = stuck
    if key == EVERYBODY:
        raise RefusedError("fewer than 5 people more than in an earlier release")
    concerned = [
        shape for shape in shapes if any(key in (*one.left, *one.right) for one in shape.relations())
    ]
    out = max(
        concerned or shapes, key=lambda shape: (shape.columns is not None, len(shape.cells()), shape.code)
    )
    return [shape for shape in shapes if shape is not out]
