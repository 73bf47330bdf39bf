"""How far hidden cells can still vary for somebody who has everything that was published and knows the rule.

A cell is safe when two worlds agree with all of it and differ by 5 or more in that cell. The worlds are the proof:
they are whole numbers that add up, checked without the solver.
"""

from collections.abc import Iterable, Mapping, Sequence

from portal.core.disclosure.releases import FEWEST, Release
from portal.core.disclosure.solver import Limits, Solver
from portal.core.disclosure.worlds import Cell, Worlds


class Spans:
    """The smallest and the largest number that a world is known to have in each cell."""

    def __init__(self, world: Sequence[int]) -> None:
        """Start with one world."""
        self.lowest, self.highest = list(world), list(world)

    def add(self, world: Sequence[int]) -> None:
        """Take another world in."""
        self.lowest = list(map(min, self.lowest, world))
        self.highest = list(map(max, self.highest, world))

    def is_wide(self, place: int) -> bool:
        """Tell whether a cell varies enough."""
        return self.highest[place] - self.lowest[place] >= FEWEST


def shown_and_hidden(releases: Iterable[Release]) -> tuple[dict[Cell, int], set[Cell]]:
    """Give the numbers that stand somewhere in the releases, and the cells that are hidden wherever they stand."""
    shown: dict[Cell, int] = {}
    hidden: set[Cell] = set()
    for release in releases:
        for table in release.tables:
            for key, value in table.values.items():
                if value is None:
                    hidden.add((release.people, key))
                elif shown.setdefault((release.people, key), value) != value:
                    raise ValueError(f"two numbers for the same people: {key}")
    return shown, hidden - shown.keys()


def limits_of(worlds: Worlds, shown: Mapping[Cell, int], hidden: Iterable[Cell]) -> Limits:
    """Give what is known of each cell. Nobody is always shown as 0, so in a hidden cell there is somebody."""
    most = max(shown.values(), default=0)
    # Ticks beyond one are not people: there can be more of them.
    most *= max((len(shape.rows.answers) for _people, shape in worlds.tables), default=1) + 1
    lowest, highest = [0] * len(worlds.cells), [most] * len(worlds.cells)
    for cell in hidden:
        lowest[worlds.places[cell]] = 1
    for cell, count in shown.items():
        lowest[worlds.places[cell]] = highest[worlds.places[cell]] = count
    return Limits(lowest, highest)


def narrow_cells(releases: Sequence[Release]) -> tuple[Cell, ...]:
    """Give the hidden cells that are not safe; raises ValueError when no world agrees with the releases."""
    worlds, (shown, hidden) = Worlds.of(releases), shown_and_hidden(releases)
    solver, limits = Solver(worlds), limits_of(worlds, shown, hidden)
    start = solver.furthest(limits, 0, 1)
    if start is None:
        raise ValueError("what was published cannot be true")
    spans = Spans(start)
    return tuple(
        cell for cell in worlds.cells if cell in hidden and not _widened(cell, spans, solver, limits)
    )


def _widened(cell: Cell, spans: Spans, solver: Solver, limits: Limits) -> bool:
    """Look for worlds at both ends of a cell; where none is found, it is not safe."""
    place = solver.worlds.places[cell]
    for sign in (1, -1):
        if spans.is_wide(place):
            return True
        world = solver.furthest(limits, place, sign)
        if world is not None:
            spans.add(world)
    return spans.is_wide(place)
