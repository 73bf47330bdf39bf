"""What is asked and what is answered, in one shape for all engines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.activities.rules.criteria import Criteria
from portal.activities.rules.facets import Facet
from portal.core.places import Point

TOP = 20
Counts = Mapping[Facet, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Question:
    """One search: `units` are the stems, one of each unit must stand in a row; other engines get them ready."""

    kind: str
    criteria: Criteria
    units: tuple[tuple[str, ...], ...] = ()

    @property
    def chosen(self) -> Mapping[Facet, tuple[str, ...]]:
        """Give the choices by facet."""
        return self.criteria.chosen

    @property
    def near(self) -> Point | None:
        """Give the place from which the nearest come first, or None."""
        return self.criteria.near


@dataclass(frozen=True, slots=True)
class Answer:
    """How many fit, how many each choice would show, and the engine's own best twenty."""

    total: int
    counts: Counts
    ids: Sequence[int]


class Engine(Protocol):
    """One way to answer; opened before it is measured."""

    name: str

    def answer(self, question: Question) -> Answer:
        """Answer; this is what is measured."""

    def matching(self, question: Question) -> frozenset[int]:
        """Give the ids of all rows that fit, for the comparison."""

    def close(self) -> None:
        """Let go of files."""


def differences(one: Answer, other: Answer) -> list[str]:
    """Give in what two answers differ, their best twenty left out; a count of 0 is as good as none."""
    found = [f"total {one.total} and {other.total}"] if one.total != other.total else []
    for facet in Facet:
        left = {code: count for code, count in one.counts.get(facet, {}).items() if count}
        right = {code: count for code, count in other.counts.get(facet, {}).items() if count}
        found += [
            f"{facet.value} {code}: {left.get(code, 0)} and {right.get(code, 0)}"
            for code in sorted(left.keys() | right.keys())
            if left.get(code, 0) != right.get(code, 0)
        ]
    if len(one.ids) != len(other.ids):
        found.append(f"{len(one.ids)} and {len(other.ids)} shown")
    return found
