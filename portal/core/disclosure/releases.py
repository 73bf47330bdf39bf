"""What was published: for some people, tables whose cells have a number or are hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.core.disclosure.shapes import EVERYBODY, Key, Shape

# Counts from 1 to below this are never shown, and the range of each hidden cell is at least as wide.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Published:
    """One table as everybody sees it: None is a hidden cell, and without any value the table is withheld."""

    shape: Shape
    values: Mapping[Key, int | None]

    @property
    def is_withheld(self) -> bool:
        """Tell whether the whole table is held back."""
        return not self.values


@dataclass(frozen=True, slots=True)
class Release:
    """Tables of the same people; `people` names the groups that were added up, such as rounds of a survey."""

    people: frozenset[str]
    tables: tuple[Published, ...]

    @property
    def number(self) -> int:
        """Give how many people they are; it is always shown."""
        return next(table.values[EVERYBODY] or 0 for table in self.tables if not table.is_withheld)

    def shapes(self) -> tuple[Shape, ...]:
        """Give the tables that are not withheld."""
        return tuple(table.shape for table in self.tables if not table.is_withheld)


def is_small(count: int) -> bool:
    """Tell whether a number of people points to somebody; nobody does not."""
    return 0 < count < FEWEST


def linked_to(people: frozenset[str], releases: Sequence[Release]) -> tuple[Release, ...]:
    """Give the releases about these people, or about people who stand in a release with them, and so on."""
    reached = set(people)
    while True:
        found = tuple(release for release in releases if reached & release.people)
        wider = reached.union(*(release.people for release in found))
        if wider == reached:
            return found
        reached = wider
