"""Somebody who wants to know what a person answered, and who has everything that was published.

The attacker thinks of people and not of tables: a programme with one number for each kind of person in each round.
It shares no code with the auditor; it reads what stands in the releases and what everybody knows of the questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from portal.core.disclosure.releases import Release
from portal.core.disclosure.shapes import Asked, Key

Person = dict[str, frozenset[str]]
_NEARLY = 1e-6


def kinds_of_people(questions: Sequence[Asked]) -> list[Person]:
    """Give every way in which one person can answer all of the questions."""
    ways = [[(question.code, way) for way in _ways(question)] for question in questions]
    return [person for person in map(dict, product(*ways)) if all(_asked(one, person) for one in questions)]


def _ways(question: Asked) -> Iterator[frozenset[str]]:
    yield frozenset({"-"})
    yield from (frozenset({answer}) for answer in question.answers)
    if question.has_several:
        free = [answer for answer in question.answers if answer not in question.alone]
        sizes = range(2, len(free) + 1)
        yield from map(frozenset, chain.from_iterable(combinations(free, size) for size in sizes))


def _asked(question: Asked, person: Person) -> bool:
    if question.only_if is None or question.only_if[0] not in person:
        return True
    return question.only_if[1] in person[question.only_if[0]] or "-" in person[question.code]


def is_in(person: Person, key: Key) -> bool:
    """Tell whether somebody stands in a cell; an answer with "!" is those who did not give it."""
    return all(
        answer[1:] not in person[question] if answer[0] == "!" else answer in person[question]
        for question, answer in key
    )


@dataclass
class Attacker:
    """Works out the smallest and the largest number that a cell can have."""

    questions: Sequence[Asked]
    releases: Sequence[Release]
    kinds: list[Person] = field(init=False)
    rounds: list[str] = field(init=False)
    seen: list[np.ndarray] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kinds = kinds_of_people(self.questions)
        self.rounds = sorted(set().union(*(release.people for release in self.releases)))
        numbers = {
            (release.people, key): value
            for release in self.releases
            for table in release.tables
            for key, value in table.values.items()
        }
        self.hidden = [cell for cell, value in numbers.items() if value is None]
        shown = [(cell, value) for cell, value in numbers.items() if value is not None]
        self._equal = csr_array(np.array([self._members(*cell) for cell, _value in shown]))
        self._values = [value for _cell, value in shown]
        # 0 is always shown, so there is somebody in a hidden cell.
        self._at_least = (
            -csr_array(np.array([self._members(*cell) for cell in self.hidden])) if self.hidden else None
        )

    def _members(self, people: frozenset[str], key: Key) -> np.ndarray:
        return np.array(
            [name in people and is_in(kind, key) for name in self.rounds for kind in self.kinds], dtype=float
        )

    def width(self, people: frozenset[str], key: Key, enough: int = 5) -> int:
        """Give how many whole numbers a cell can be away from its smallest; stops once it is wide enough."""
        members = self._members(people, key)
        found = [float(members @ world) for world in self.seen]
        if found and floor(max(found) + _NEARLY) - ceil(min(found) - _NEARLY) >= enough:
            return enough
        ends = [self._end(members, sign) for sign in (1, -1)]
        return floor(max(ends) + _NEARLY) - ceil(min(ends) - _NEARLY)

    def _end(self, members: np.ndarray, sign: int) -> float:
        result = linprog(
            sign * members,
            A_eq=self._equal,
            b_eq=self._values,
            A_ub=self._at_least,
            b_ub=[-1] * len(self.hidden) if self.hidden else None,
        )
        assert result.status == 0, result.message
        self.seen.append(result.x)
        return float(members @ result.x)

    def succeeds(self) -> bool:
        """Tell whether any hidden cell is known to within less than 5."""
        return any(self.width(*cell) < 5 for cell in self.hidden)

    def recovered(self) -> list[tuple[frozenset[str], Key]]:
        """Give the hidden cells that are known to within less than 5."""
        return [cell for cell in self.hidden if self.width(*cell) < 5]
