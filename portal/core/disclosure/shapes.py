"""Tables of counts of people: their cells, and all that anybody knows about how the cells add up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# An answer to a question, and a cell: the people who gave all of these answers. Everybody is the empty one.
Answer = tuple[str, str]
Key = tuple[Answer, ...]

EVERYBODY: Key = ()
NOT_ANSWERED = "-"
# Groups that no table shows and that can be worked out: those who did not choose it, those who answered without
# choosing it, and those who were asked and skipped. "+" is how many ticks there are beyond one: no people.
_WITHOUT, _ELSE, _SKIPPED, _TICKS = "!", "~", "?", "+"


@dataclass(frozen=True, slots=True)
class Relation:
    """Cells on the left add up to the same number as those on the right."""

    left: tuple[Key, ...]
    right: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A closed question; `alone` are answers that cannot be chosen with others.

    It is asked only of those who gave the answer `only_if`, where there is one.
    """

    code: str
    answers: tuple[str, ...]
    has_several: bool = False
    alone: frozenset[str] = field(default_factory=frozenset)
    only_if: Answer | None = None

    def cells_of(self, of: Key = EVERYBODY) -> tuple[Key, ...]:
        """Give the cells that are shown of a group: each answer, and those who gave none."""
        return tuple(both(of, ((self.code, answer),)) for answer in (*self.answers, NOT_ANSWERED))

    def relations(self, of: Key = EVERYBODY) -> Iterator[Relation]:
        """Give how the cells of a group add up."""
        if not self.has_several:
            yield Relation((of,), self.cells_of(of))
            return
        for answer in (NOT_ANSWERED, *self.answers):
            yield Relation((of,), (self._cell(of, answer), self._cell(of, _WITHOUT + answer)))
        answered = self._cell(of, _WITHOUT + NOT_ANSWERED)
        alone = tuple(self._cell(of, answer) for answer in self.answers if answer in self.alone)
        free = [answer for answer in self.answers if answer not in self.alone]
        for answer in free:
            yield Relation((answered,), (self._cell(of, answer), *alone, self._cell(of, _ELSE + answer)))
        ticked = (*(self._cell(of, answer) for answer in free), *alone)
        # Where each answer stands alone, nobody can tick a second one.
        beyond = (self._cell(of, _TICKS),) if free else ()
        yield Relation(ticked, (answered, *beyond))

    def conditions(self) -> Iterator[Relation]:
        """Give what follows from asking some people only."""
        if self.only_if is None:
            return
        question, answer = self.only_if
        asked, answered = (self.only_if,), self._cell(EVERYBODY, _WITHOUT + NOT_ANSWERED)
        yield Relation((EVERYBODY,), (self._cell(EVERYBODY, NOT_ANSWERED), answered))
        yield Relation((EVERYBODY,), (asked, ((question, _WITHOUT + answer),)))
        yield Relation((asked,), (answered, self._cell(EVERYBODY, _SKIPPED)))

    def _cell(self, of: Key, answer: str) -> Key:
        return both(of, ((self.code, answer),))


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of one question, or of one by another; only the rows may take several answers of a person."""

    code: str
    rows: Asked
    columns: Asked | None = None

    def __post_init__(self) -> None:
        """Refuse a table whose columns are not apart."""
        if self.columns is not None and (self.columns.has_several or self.columns.code == self.rows.code):
            raise ValueError(f"{self.code}: columns must be another question with one answer")

    def cells(self) -> tuple[Key, ...]:
        """Give the cells that the table shows, its totals included."""
        if self.columns is None:
            return (EVERYBODY, *self.rows.cells_of())
        inner = (key for column in self.columns.cells_of() for key in self.rows.cells_of(column))
        return (EVERYBODY, *self.rows.cells_of(), *self.columns.cells_of(), *inner)

    def relations(self) -> Iterator[Relation]:
        """Give how its cells add up, each once."""
        yield from self.rows.relations()
        yield from self.rows.conditions()
        if self.columns is None:
            return
        yield from self.columns.relations()
        yield from self.columns.conditions()
        if self.columns.only_if is not None and self.columns.only_if[0] == self.rows.code:
            # Who answered in a column was asked, so that all of them stand in the row on which it depends.
            for answer in self.columns.answers:
                who: Key = ((self.columns.code, answer),)
                yield Relation((who,), (both((self.columns.only_if,), who),))
        for column in self.columns.cells_of():
            yield from self.rows.relations(column)
        for row in self.rows.cells_of():
            yield Relation((row,), tuple(both(row, column) for column in self.columns.cells_of()))


def both(one: Key, other: Key) -> Key:
    """Give the cell of those who are in both, the same whichever comes first."""
    return tuple(sorted((*one, *other)))


def counts_people(key: Key) -> bool:
    """Tell whether a cell is a number of people; ticks beyond one are not."""
    return all(answer != _TICKS for _question, answer in key)


def completed(relations: Sequence[Relation], counts: Mapping[Key, int]) -> dict[Key, int]:
    """Work out the cells that are not counted; raises ValueError when counts contradict each other."""
    known = dict(counts)
    for relation in relations:
        missing = [key for key in (*relation.left, *relation.right) if key not in known]
        difference = sum(known.get(key, 0) for key in relation.left)
        difference -= sum(known.get(key, 0) for key in relation.right)
        if len(missing) == 1:
            known[missing[0]] = difference if missing[0] in relation.right else -difference
        elif missing or difference:
            raise ValueError(f"the counts do not add up: {relation}, {missing or difference}")
    if wrong := [key for key, count in known.items() if count < 0]:
        raise ValueError(f"fewer than nobody: {wrong}")
    return known


def makes_circle(shapes: Sequence[Shape]) -> bool:
    """Tell whether tables of the same people close a circle, such as A by B, B by C, and A by C.

    Without one, every table that adds up can be real, so that looking at sums tells all that can be told. A question
    with several answers is several questions, which close a circle as soon as it stands in two tables.
    """
    links = {frozenset((shape.rows, shape.columns)) for shape in shapes if shape.columns is not None}
    pairs = {frozenset(asked.code for asked in link if asked is not None) for link in links}
    asked = {one for shape in shapes for one in (shape.rows, shape.columns) if one is not None}
    pairs |= {frozenset((one.code, one.only_if[0])) for one in asked if one.only_if is not None}
    several = {one.code for one in asked if one.has_several}
    if any(sum(code in pair for pair in pairs) > 1 for code in several):
        return True
    group: dict[str, str] = {}

    def first(code: str) -> str:
        while code in group:
            code = group[code]
        return code

    for pair in sorted(map(sorted, pairs)):
        one, other = first(pair[0]), first(pair[1])
        if one == other:
            return True
        group[one] = other
    return False
