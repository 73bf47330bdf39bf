"""All that releases say of the same people, as whole numbers that add up: each way to fill them in is a world."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.core.disclosure.releases import Release
from portal.core.disclosure.shapes import Key, Relation, Shape, completed

# A cell of some people, and what must add up to nothing: cells with the factor 1 or -1.
Cell = tuple[frozenset[str], Key]
Sum = Mapping[int, int]


@dataclass(frozen=True)
class Worlds:
    """The cells of tables about people, and the sums that hold in every world."""

    tables: tuple[tuple[frozenset[str], Shape], ...]

    @classmethod
    def of(cls, releases: Iterable[Release]) -> "Worlds":
        """Give the worlds of what was published."""
        return cls(tuple((release.people, shape) for release in releases for shape in release.shapes()))

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """Give the people in groups that always come together: a new release less an old one is such a group."""
        seen_in: dict[tuple[bool, ...], set[str]] = {}
        sets = list(dict.fromkeys(people for people, _shape in self.tables))
        for name in sorted(set().union(*sets)):
            seen_in.setdefault(tuple(name in people for people in sets), set()).add(name)
        return tuple(map(frozenset, seen_in.values()))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Give every cell, each group's own and those of people who were added up."""
        own = ((group, key) for group in self.groups for key in _keys(self.relations(group)))
        added = ((people, key) for people, shape in self.tables for key in _keys(shape.relations()))
        return tuple(dict.fromkeys((*own, *added)))

    @cached_property
    def places(self) -> Mapping[Cell, int]:
        """Give the place of each cell."""
        return {cell: place for place, cell in enumerate(self.cells)}

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Give what adds up to nothing in every world."""
        return tuple(
            dict(items) for items in dict.fromkeys(tuple(sorted(one.items())) for one in self._sums())
        )

    def relations(self, group: frozenset[str]) -> tuple[Relation, ...]:
        """Give how the cells of a group add up, over all tables in which it is."""
        found = (
            relation for people, shape in self.tables if group <= people for relation in shape.relations()
        )
        return tuple(dict.fromkeys(found))

    def exact(self, counts: Mapping[str, Mapping[Key, int]]) -> list[int]:
        """Give the real world from the counts of each name; raises ValueError when they do not add up."""
        filled: dict[Cell, int] = {}
        for group in self.groups:
            plain = {key: sum(counts[name].get(key, 0) for name in group) for key in _plain(counts, group)}
            for key, count in completed(self.relations(group), plain).items():
                filled[group, key] = count
        for people, key in self.cells:
            if (people, key) not in filled:
                filled[people, key] = sum(filled[group, key] for group in self.groups if group <= people)
        return [filled[cell] for cell in self.cells]

    def _sums(self) -> Iterator[Sum]:
        for group in self.groups:
            for relation in self.relations(group):
                yield {
                    **{self.places[group, key]: -1 for key in relation.right},
                    **{self.places[group, key]: 1 for key in relation.left},
                }
        for people, key in self.cells:
            if people not in self.groups:
                parts = (group for group in self.groups if group <= people)
                yield {self.places[people, key]: -1, **{self.places[group, key]: 1 for group in parts}}


def _keys(relations: Iterable[Relation]) -> Iterator[Key]:
    for relation in relations:
        yield from relation.left
        yield from relation.right


def _plain(counts: Mapping[str, Mapping[Key, int]], group: Iterable[str]) -> Sequence[Key]:
    return list(dict.fromkeys(key for name in sorted(group) for key in counts[name]))
