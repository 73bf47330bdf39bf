"""Whether a question is asked, as diagrams: what is not asked has no answer and no points."""

from collections.abc import Callable, Hashable
from operator import or_

from portal.eligibility.rules.diagrams import Diagrams, Node
from portal.questionnaires.rules.conditions import All, Condition, Truth, facts_of
from portal.questionnaires.rules.questions import Questionnaire


class Asked:
    """Where each question of a questionnaire is asked; says the same as `cases.case_of`."""

    def __init__(
        self, questionnaire: Questionnaire, diagrams: Diagrams, truth_of: Callable[[Condition], Node]
    ) -> None:
        """Take how the truth of a condition is drawn in these diagrams."""
        self._conditions: dict[str, Condition] = {
            question.id: All((page.show_if, question.show_if))
            for page in questionnaire.pages
            for question in page.questions
        }
        self._diagrams, self._truth_of = diagrams, truth_of
        self._found: dict[str, Node] = {}

    def where(self, name: str, raw: Node, absent: Hashable, in_doubt: Hashable) -> Node:
        """Give `raw` where a question is asked, `in_doubt` where one more answer decides whether it is."""
        shown = self._truth_of(self._conditions[name])
        if self._diagrams.ends(shown) == {Truth.YES}:
            return raw
        missing = not_known = self._diagrams.value(absent)
        if in_doubt != absent:
            ways = {True: self._diagrams.value(in_doubt), False: missing}
            not_known = self._diagrams.chosen(self._may_be(name), ways)
        return self._diagrams.chosen(shown, {Truth.YES: raw, Truth.NO: missing, Truth.NOT_KNOWN: not_known})

    def _may_be(self, name: str) -> Node:
        """Give where a question is asked, or may be after one more answer."""
        found = self._found.get(name)
        if found is None:
            shown = self._truth_of(self._conditions[name])
            ways = {
                Truth.YES: self._diagrams.value(value=True),
                Truth.NO: self._diagrams.value(value=False),
                Truth.NOT_KNOWN: self._undecided(self._conditions[name]),
            }
            found = self._found[name] = self._diagrams.chosen(shown, ways)
        return found

    def _undecided(self, condition: Condition) -> Node:
        """Give where an answer that may still come would say more about a condition."""
        node = no = self._diagrams.value(value=False)
        for fact in facts_of(condition):
            ways = {Truth.YES: no, Truth.NO: no, Truth.NOT_KNOWN: self._may_be(fact.question)}
            waits = self._diagrams.chosen(self._truth_of(fact), ways)
            node = self._diagrams.joined(or_, node, waits)
        return node
