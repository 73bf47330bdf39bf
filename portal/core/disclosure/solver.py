"""The solver of linear programmes: finds a world, which is then checked in whole numbers and never just believed.

SciPy is loaded where a release is made and nowhere else: it is large, and no page of families needs it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from portal.core.disclosure.worlds import Worlds

_SECONDS = 20.0


@dataclass(frozen=True)
class Limits:
    """Between which numbers each cell lies in a world."""

    lowest: list[int]
    highest: list[int]

    def with_cell(self, place: int, lowest: int, highest: int) -> "Limits":
        """Give the same limits but for one cell."""
        changed = Limits(list(self.lowest), list(self.highest))
        changed.lowest[place], changed.highest[place] = lowest, highest
        return changed


@dataclass
class Solver:
    """Finds worlds within limits."""

    worlds: Worlds
    _matrices: dict[tuple[int, ...], Any] = field(default_factory=dict)

    def furthest(self, limits: Limits, place: int, sign: int) -> list[int] | None:
        """Give a world in which a cell is as large as can be, or with sign -1 as small; None where there is none."""
        costs = [0.0] * len(self.worlds.cells)
        costs[place] = -float(sign)
        return self._solved(costs, limits, {}, {})

    def nearest(self, limits: Limits, real: Sequence[int], prices: Mapping[int, float]) -> list[int] | None:
        """Give a world that differs from the real one as little as can be in the cells that have a price."""
        return self._solved([0.0] * len(self.worlds.cells), limits, prices, {p: real[p] for p in prices})

    def _solved(
        self, costs: list[float], limits: Limits, prices: Mapping[int, float], real: Mapping[int, int]
    ) -> list[int] | None:
        """Solve, first over all numbers, and over whole ones only where that gave others."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        priced = tuple(prices)
        matrix, slack = self._matrix(priced), [0] * (2 * len(priced))
        goal = [*costs, *(prices[p] for p in priced), *(prices[p] for p in priced)]
        right = [0] * len(self.worlds.sums) + [real[p] for p in priced]
        bounds = Bounds([*limits.lowest, *slack], [*limits.highest, *([inf] * len(slack))])
        sums = LinearConstraint(matrix, right, right)
        for whole in (0, 1):
            found = milp(
                goal,
                integrality=[whole] * len(goal),
                bounds=bounds,
                constraints=sums,
                options={"time_limit": _SECONDS},
            )
            if found.x is None:
                return None
            world = [round(value) for value in found.x[: len(costs)]]
            if self.holds(world, limits):
                return world
        return None

    def holds(self, world: Sequence[int], limits: Limits) -> bool:
        """Tell in whole numbers whether this is a world within the limits."""
        inside = all(
            low <= count <= high
            for low, count, high in zip(limits.lowest, world, limits.highest, strict=True)
        )
        return inside and not any(
            sum(factor * world[place] for place, factor in one.items()) for one in self.worlds.sums
        )

    def _matrix(self, priced: tuple[int, ...]) -> Any:
        """Give the sums as a matrix; a priced cell is the real number and what is above or below it."""
        from scipy.sparse import csr_array

        if priced not in self._matrices:
            cells, sums = len(self.worlds.cells), self.worlds.sums
            rows = [(row, place, factor) for row, one in enumerate(sums) for place, factor in one.items()]
            for number, place in enumerate(priced):
                above, below = cells + number, cells + len(priced) + number
                rows += [
                    (len(sums) + number, place, 1),
                    (len(sums) + number, above, -1),
                    (len(sums) + number, below, 1),
                ]
            shape = (len(sums) + len(priced), cells + 2 * len(priced))
            across, down, values = ([one[part] for one in rows] for part in range(3))
            self._matrices = {priced: csr_array((values, (across, down)), shape=shape, dtype=float)}
        return self._matrices[priced]
