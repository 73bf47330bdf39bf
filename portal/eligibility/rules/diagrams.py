"""Decision diagrams: what follows from every combination of answers, each distinct case kept once.

A diagram asks one question after another, in one fixed order, and ends in a value. Two combinations that lead
to the same go through the same node, so that millions of them are walked in full in a few thousand steps.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from portal.core.errors import PortalError

Node = int
MOST_CASES = 300_000
_STEPS_OF_CASE = 5


class TooManyError(PortalError):
    """There are more distinct cases than can be walked."""


class Diagrams:
    """All diagrams over one order of questions; `sizes` is how many choices each has."""

    def __init__(self, sizes: list[int], most: int = MOST_CASES) -> None:
        """Start without any node."""
        self.sizes = sizes
        self._most, self._steps = most, 0
        self._levels: list[int] = []
        self._children: list[tuple[Node, ...]] = []
        self._values: list[Any] = []
        self._known: dict[Hashable, Node] = {}
        self._joined: dict[Callable[[Any, Any], Hashable], dict[tuple[Node, Node], Node]] = {}

    def value(self, value: Hashable) -> Node:
        """Give the diagram that ends in a value without asking anything."""
        # Enumerations of text are equal to each other and true to 1: the type tells them apart.
        return self._kept((type(value), value), len(self.sizes), (), value)

    def ask(self, level: int, children: tuple[Node, ...]) -> Node:
        """Give the diagram that asks one question; one whose choices all lead to the same does not ask it."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        return self._kept((level, children), level, children, None)

    def _kept(self, key: Hashable, level: int, children: tuple[Node, ...], value: Hashable) -> Node:
        found = self._known.get(key)
        if found is not None:
            return found
        if len(self._levels) >= self._most:
            raise TooManyError(str(self._most))
        self._known[key] = node = len(self._levels)
        self._levels.append(level)
        self._children.append(children)
        self._values.append(value)
        return node

    def mapped(self, change: Callable[[Any], Hashable], node: Node) -> Node:
        """Give the diagram with each value changed."""
        done: dict[Node, Node] = {}

        def walk(here: Node) -> Node:
            made = done.get(here)
            if made is None:
                children = self._children[here]
                if children:
                    made = self.ask(self._levels[here], tuple([walk(child) for child in children]))
                else:
                    made = self.value(change(self._values[here]))
                done[here] = made
            return made

        return walk(node)

    def joined(self, join: Callable[[Any, Any], Hashable], one: Node, other: Node) -> Node:
        """Give the diagram whose values are those of two others, joined."""
        levels, children, end = self._levels, self._children, len(self.sizes)
        # Sums are built up term by term: what was added before is not added again.
        done = self._joined.setdefault(join, {})

        def walk(a: Node, b: Node) -> Node:
            made = done.get((a, b))
            if made is None:
                self._count()
                here, there = levels[a], levels[b]
                if here < there:
                    made = self.ask(here, tuple([walk(child, b) for child in children[a]]))
                elif there < here:
                    made = self.ask(there, tuple([walk(a, child) for child in children[b]]))
                elif here == end:
                    made = self.value(join(self._values[a], self._values[b]))
                else:
                    made = self.ask(here, tuple(map(walk, children[a], children[b])))
                done[a, b] = made
            return made

        return walk(one, other)

    def chosen(self, test: Node, by_value: Mapping[Any, Node]) -> Node:
        """Give the diagram that goes on with another one, by the value in which a test ends."""
        levels, end = self._levels, len(self.sizes)
        values = list(by_value)
        done: dict[tuple[Node, ...], Node] = {}

        def walk(together: tuple[Node, ...]) -> Node:
            first, *rest = together
            if levels[first] == end:
                return rest[values.index(self._values[first])]
            if all(node == rest[0] for node in rest):
                return rest[0]
            made = done.get(together)
            if made is None:
                self._count()
                level = min(map(levels.__getitem__, together))
                parts = [self._choices(node, level) for node in together]
                made = done[together] = self.ask(level, tuple(map(walk, zip(*parts, strict=True))))
            return made

        return walk((test, *by_value.values()))

    def _choices(self, node: Node, level: int) -> tuple[Node, ...]:
        return self._children[node] if self._levels[node] == level else (node,) * self.sizes[level]

    def _count(self) -> None:
        self._steps += 1
        if self._steps > self._most * _STEPS_OF_CASE:
            raise TooManyError(str(self._most))

    def ends(self, node: Node) -> set[Any]:
        """Give every value in which a diagram can end."""
        return {self._values[found] for found in self._below(node) if not self._children[found]}

    def _below(self, node: Node) -> Iterator[Node]:
        seen, waiting = {node}, [node]
        while waiting:
            here = waiting.pop()
            yield here
            fresh = set(self._children[here]) - seen
            seen |= fresh
            waiting.extend(fresh)

    def questions(self, node: Node) -> set[int]:
        """Give the places of the questions that a diagram asks."""
        return {self._levels[found] for found in self._below(node) if self._children[found]}

    def way_to(
        self, node: Node, wanted: Callable[[Any], bool], allowed: Callable[[int, int], bool]
    ) -> dict[int, int] | None:
        """Give the choices that lead to a wanted value over allowed choices only, or None."""
        lost: set[Node] = set()

        def walk(here: Node) -> dict[int, int] | None:
            if here in lost:
                return None
            if not self._children[here]:
                if wanted(self._values[here]):
                    return {}
            else:
                level = self._levels[here]
                for choice, child in enumerate(self._children[here]):
                    if allowed(level, choice) and (way := walk(child)) is not None:
                        return {level: choice, **way}
            lost.add(here)
            return None

        return walk(node)

    def fixed(self, node: Node, level: int, choice: int) -> Node:
        """Give the diagram for those who make one choice."""
        done: dict[Node, Node] = {}

        def walk(here: Node) -> Node:
            if self._levels[here] > level:
                return here
            if here not in done:
                if self._levels[here] == level:
                    done[here] = self._children[here][choice]
                else:
                    done[here] = self.ask(self._levels[here], tuple(walk(c) for c in self._children[here]))
            return done[here]

        return walk(node)
