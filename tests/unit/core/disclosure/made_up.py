"""Made-up people and tables for the attack, the same for the same seed."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.core.disclosure.shapes import Asked, Key, Shape
from tests.unit.core.disclosure.attacker import Person, is_in, kinds_of_people


@dataclass(frozen=True)
class Case:
    """Tables about people, who answered in one or two rounds."""

    questions: tuple[Asked, ...]
    shapes: tuple[Shape, ...]
    people: Mapping[str, Sequence[Person]]

    def counts(self) -> dict[str, dict[Key, int]]:
        """Give the exact counts of each round."""
        return {name: counted(people, self.shapes) for name, people in self.people.items()}

    def number(self, names: Iterable[str], key: Key) -> int:
        """Give how many people of some rounds stand in a cell."""
        return sum(is_in(person, key) for name in names for person in self.people[name])

    def complements(self) -> Iterator[Key]:
        """Give those who did not choose an answer, in all and in each column, where several can be chosen."""
        for shape in self.shapes:
            for key in shape.cells() if shape.rows.has_several else ():
                for question, answer in key:
                    if question == shape.rows.code:
                        yield tuple(sorted({*key} - {(question, answer)} | {(question, "!" + answer)}))


def counted(people: Sequence[Person], shapes: Sequence[Shape]) -> dict[Key, int]:
    """Count people in every cell of the tables, and in the answers on which questions depend."""
    conditions = {(shape.rows.only_if,) for shape in shapes if shape.rows.only_if}
    keys = {key for shape in shapes for key in shape.cells()} | conditions
    return {key: sum(is_in(person, key) for person in people) for key in keys}


def answering(code: str, number: int, *, several: bool = False, alone: bool = False) -> Asked:
    """Make a question with some answers."""
    answers = tuple(f"{code}{place}" for place in range(number))
    return Asked(code, answers, several, frozenset(answers[-1:] if alone else ()))


def random_people(dice: random.Random, questions: Sequence[Asked], number: int) -> list[Person]:
    """Give people of whom few answer in rare ways."""
    chosen = []
    weights = {
        question.code: [dice.random() ** 2 + 0.03 for _way in kinds_of_people([question])]
        for question in questions
    }
    for _person in range(number):
        person: Person = {}
        for question in questions:
            ways = kinds_of_people([question])
            person |= dice.choices(ways, weights[question.code])[0]
        chosen.append(person)
    return chosen


def random_case(seed: int, rounds: Sequence[int] | None = None) -> Case:
    """Make one table, or two that share a margin, with totals; some rows take several answers of a person."""
    dice = random.Random(seed)
    columns = answering("c", dice.randint(2, 4))
    several = seed % 4 == 3
    rows = answering("r", 3 if several else dice.randint(2, 5), several=several, alone=several)
    shapes = [Shape("r-by-c", rows, columns), Shape("r", rows), Shape("c", columns)]
    questions = [rows, columns]
    if seed % 4 == 1:
        third = answering("t", dice.randint(2, 3))
        questions.append(third)
        shapes.append(Shape("t-by-c", third, columns))
    sizes = rounds or [dice.randint(15, 160)]
    people = {f"round-{place}": random_people(dice, questions, size) for place, size in enumerate(sizes)}
    return Case(tuple(questions), tuple(shapes), people)
