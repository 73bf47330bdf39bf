"""Conditions as diagrams: what is true, false or not known for every combination of answers."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial

from portal.eligibility.rules.asked import Asked
from portal.eligibility.rules.diagrams import Diagrams, Node
from portal.eligibility.rules.levels import (
    THE_DAY,
    Boxes,
    Choice,
    Level,
    boxes_of,
    day_choices,
    distinct,
    head_of_boxes,
    tested,
)
from portal.eligibility.rules.sets import RuleSet
from portal.eligibility.rules.values import (
    DateNumber,
    Sum,
    Term,
    ends_of,
    ends_of_truth,
    points_of,
    truth_of_ends,
    with_nothing,
)
from portal.questionnaires.rules.conditions import (
    ALWAYS,
    All,
    Any,
    Condition,
    Fact,
    Known,
    Not,
    Test,
    Truth,
    facts_of,
    truth,
)
from portal.questionnaires.rules.questions import Kind, Page, Question, Questionnaire

_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.NOT_KNOWN: Truth.NOT_KNOWN}


class Ground:
    """Every combination of answers that the conditions of a rule set can tell apart."""

    def __init__(
        self, rule_set: RuleSet, questionnaire: Questionnaire, conditions: Iterable[Condition]
    ) -> None:
        """Put the questions into the order in which the conditions read them.

        What one rule reads stands together then, and few distinct cases lie between.
        """
        self._values = {value.id: value for value in rule_set.values}
        self.sums = {value.id for value in rule_set.values if isinstance(value, Sum)}
        self._pages = {question.id: page for page in questionnaire.pages for question in page.questions}
        self._windows = {window.id for window in rule_set.windows}
        self._done: dict[Condition, Node] = {}
        self._sums: dict[str, tuple[Node, Node]] = {}
        self._boxes: dict[str, Boxes] = {}
        self._at: dict[str, int] = {}
        self.levels: list[Level] = []
        facts = self._all_facts(conditions)
        self._tested = tested(facts)
        for question in sorted(questionnaire.questions(), key=self._first_read(facts)):
            self._place(question, facts)
        read = tuple(window for window in rule_set.windows if window.id in {fact.question for fact in facts})
        if read:
            self._at[THE_DAY] = len(self.levels)
            self.levels.append(Level(THE_DAY, day_choices(read)))
        self.diagrams = Diagrams([len(level.choices) for level in self.levels])
        self._asked_questions = Asked(questionnaire, self.diagrams, self.truth_of)

    def _all_facts(self, conditions: Iterable[Condition]) -> list[Fact]:
        """Give every test, those inside sums and those that decide whether a question is asked included."""
        found: dict[Fact, None] = {}
        waiting = list(conditions)
        reached: set[str] = set()
        for condition in waiting:
            for fact in facts_of(condition):
                found[fact] = None
                for name in self._read_by(fact.question):
                    if name not in reached:
                        reached.add(name)
                        found.setdefault(Fact(name, Test.ANSWERED))
                        waiting += self._conditions_behind(name)
        return list(found)

    def _first_read(self, facts: list[Fact]) -> Callable[[Question], int]:
        order = list(dict.fromkeys(name for fact in facts for name in self._read_by(fact.question)))
        places = {name: at for at, name in enumerate(order)}
        return lambda question: places.get(question.id, len(places))

    def _read_by(self, name: str) -> Iterator[str]:
        yield name
        value = self._values.get(name)
        if isinstance(value, DateNumber):
            yield value.question
        elif isinstance(value, Sum):
            yield from (term.question for term in value.terms if term.question)

    def _conditions_behind(self, name: str) -> Iterator[Condition]:
        value = self._values.get(name)
        if isinstance(value, Sum):
            yield from (term.when for term in value.terms if term.when is not None)
        page = self._pages.get(name)
        if page is not None:
            yield page.show_if
            yield self._question(name, page).show_if

    def _place(self, question: Question, facts: list[Fact]) -> None:
        values = [value for value in self._values.values() if question.id in self._read_by(value.id)]
        names = {question.id, *(value.id for value in values if isinstance(value, DateNumber))}
        own = [fact for fact in facts if fact.question in names]
        if not own:
            return
        self._at[question.id] = len(self.levels)
        if question.kind is not Kind.CHECKBOXES:
            self.levels.append(Level(question.id, distinct(question, own, values)))
            return
        self.levels.append(Level(question.id, head_of_boxes(question)))
        stands_for, other = boxes_of(question, own, values)
        levels: dict[str, int] = {}
        for code in dict.fromkeys(stands_for.values()):
            levels[code] = len(self.levels)
            choices = (Choice({}, None), Choice({}, code))
            self.levels.append(Level(question.id, choices, code))
        self._boxes[question.id] = Boxes(levels, stands_for, other)

    @staticmethod
    def _question(name: str, page: Page) -> Question:
        return next(question for question in page.questions if question.id == name)

    def level_of(self, name: str) -> int | None:
        """Give the place of a question in the order, or None when nothing reads it."""
        return self._at.get(name)

    def boxes(self, name: str) -> Boxes | None:
        """Give the boxes of a question of checkboxes."""
        return self._boxes.get(name)

    def truth_of(self, condition: Condition) -> Node:
        """Give where a condition is true, false or not known."""
        found = self._done.get(condition)
        if found is None:
            found = self._done[condition] = self._truth_of(condition)
        return found

    def _truth_of(self, condition: Condition) -> Node:
        match condition:
            case Fact():
                return self._fact(condition)
            case Not(part):
                return self.diagrams.mapped(_OPPOSITE.__getitem__, self.truth_of(part))
            case All(parts):
                return self._folded(parts, goes_on=Truth.YES, ends=Truth.NO)
            case Any(parts):
                return self._folded(parts, goes_on=Truth.NO, ends=Truth.YES)

    def _folded(self, parts: tuple[Condition, ...], *, goes_on: Truth, ends: Truth) -> Node:
        node = self.diagrams.value(goes_on)
        for part in reversed(parts):
            # Where one part is not known, the rest can only end it.
            doubt = self.diagrams.mapped(lambda rest: ends if rest is ends else Truth.NOT_KNOWN, node)
            ways = {goes_on: node, ends: self.diagrams.value(ends), Truth.NOT_KNOWN: doubt}
            node = self.diagrams.chosen(self.truth_of(part), ways)
        return node

    def _fact(self, fact: Fact) -> Node:
        value = self._values.get(fact.question)
        if isinstance(value, Sum):
            return self._fact_of_sum(fact, *self._ends(value))
        name = value.question if isinstance(value, DateNumber) else fact.question
        if name in self._windows:
            return self._asked(THE_DAY, fact)
        raw = self._fact_of_boxes(fact) if name in self._boxes else self._asked(name, fact)
        absent = truth(fact, _nothing_known)
        return self._asked_questions.where(name, raw, absent, absent)

    def _asked(self, name: str, fact: Fact) -> Node:
        choices = self.levels[self._at[name]].choices
        values = (self.diagrams.value(truth(fact, choice.known.get)) for choice in choices)
        return self.diagrams.ask(self._at[name], tuple(values))

    def _fact_of_boxes(self, fact: Fact) -> Node:
        boxes, at = self._boxes[fact.question], self._at[fact.question]
        named = {boxes.stands_for[code] for code in fact.codes if code in boxes.stands_for}
        ticked = self.diagrams.joined(
            lambda some, anything: _truth_of_ticks(fact, some=some, anything=anything),
            self._any_ticked(boxes, named),
            self._anything_ticked(boxes),
        )
        return self._headed(at, ticked, lambda known: truth(fact, {fact.question: known}.get))

    def _headed(self, at: int, ticked: Node, otherwise: Callable[[Known], Hashable]) -> Node:
        return self.diagrams.ask(
            at,
            tuple(
                ticked
                if choice.has_boxes
                else self.diagrams.value(otherwise(choice.known[self.levels[at].question]))
                for choice in self.levels[at].choices
            ),
        )

    def _any_ticked(self, boxes: Boxes, codes: Iterable[str]) -> Node:
        node = self.diagrams.value(value=False)
        for level in sorted((boxes.levels[code] for code in codes), reverse=True):
            node = self.diagrams.ask(level, (node, self.diagrams.value(value=True)))
        return node

    def _anything_ticked(self, boxes: Boxes) -> Node:
        return self.diagrams.value(value=True) if boxes.other else self._any_ticked(boxes, boxes.levels)

    def _fact_of_sum(self, fact: Fact, least: Node, most: Node) -> Node:
        low, high = fact.lowest, fact.highest
        mapped = self.diagrams.mapped
        # Each end is compared alone first: the two together have many more distinct cases.
        least = mapped(lambda n: (low is None or n >= low, high is not None and n > high), least)
        most = mapped(lambda n: (high is None or n <= high, low is not None and n < low), most)
        return self.diagrams.joined(truth_of_ends, least, most)

    def _ends(self, value: Sum) -> tuple[Node, Node]:
        found = self._sums.get(value.id)
        if found is None:
            found = self._sums[value.id] = self._added(value, 0), self._added(value, 1)
        return found

    def _added(self, value: Sum, end: int) -> Node:
        """Add up from the last term; what no test can tell apart, whatever stands before, is one number."""
        terms = [self._end(term, end) for term in value.terms]
        before = [self.diagrams.ends(term) for term in terms]
        lowest, highest = self._tested[value.id]
        node = self.diagrams.value(0)
        for term in reversed(terms):
            before.pop()
            floor = lowest - 1 - sum(map(max, before))
            ceiling = highest + 1 - sum(map(min, before))
            node = self.diagrams.joined(partial(_plus_within, floor, ceiling), term, node)
        return node

    def _end(self, term: Term, end: int) -> Node:
        """Give the least (0) or the most (1) points of one part of a sum."""
        if term.question is None:
            when = self.truth_of(term.when or ALWAYS)
            return self.diagrams.mapped(lambda holds: ends_of_truth(term, holds)[end], when)
        question = self._question(term.question, self._pages[term.question])

        def points(known: Known) -> int:
            answer = tuple(sorted(known)) if isinstance(known, frozenset) else known
            ends = ends_of(term, question, answer if isinstance(answer, int | tuple) else None)
            return ends[end] if ends else 0

        at = self._at[question.id]
        if question.id in self._boxes:
            raw = self._headed(
                at, self._points_of_boxes(term, self._boxes[question.id], points(None)), points
            )
        else:
            choices = self.levels[at].choices
            raw = self.diagrams.ask(
                at, tuple(self.diagrams.value(points(choice.known[question.id])) for choice in choices)
            )
        ends = ends_of(term, question, None)
        return self._asked_questions.where(question.id, raw, 0, with_nothing(ends)[end] if ends else 0)

    def _points_of_boxes(self, term: Term, boxes: Boxes, unknown: int) -> Node:
        node = self.diagrams.value(0)
        for code, level in sorted(boxes.levels.items(), key=lambda box: -box[1]):
            worth = self.diagrams.value(points_of(term, code))
            node = self.diagrams.joined(
                _plus, self.diagrams.ask(level, (self.diagrams.value(0), worth)), node
            )
        ways = {True: node, False: self.diagrams.value(unknown)}
        return self.diagrams.chosen(self._anything_ticked(boxes), ways)


def _nothing_known(_name: str) -> Known:
    return None


def _plus(one: int, other: int) -> int:
    return one + other


def _plus_within(floor: int, ceiling: int, one: int, other: int) -> int:
    return max(floor, min(ceiling, one + other))


def _truth_of_ticks(fact: Fact, *, some: bool, anything: bool) -> Truth:
    """Tell what a test of ticks gives; without any tick the question is not answered."""
    if fact.test is Test.ANSWERED:
        return Truth.of(anything)
    if not anything:
        return Truth.NOT_KNOWN
    return Truth.of(some if fact.test is Test.ANY_OF else not some)
