"""Deciding: reasons for everything, an action always, and "not sure" is never "no"."""

from datetime import date

import pytest

from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import Decision, NoRuleError, decide, decide_part
from portal.eligibility.rules.sets import Action, ActionKind, Heading, Outcome, Part, Rule, RuleSet, in_force
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.conditions import ALWAYS, Condition, Fact, Known, Test
from portal.questionnaires.rules.questions import Keep, Kind, Option, Page, Question, Questionnaire

RING = Action("ring", "Ring us", ActionKind.PHONE, "short_breaks_team")
ADULT = Fact("age", Test.AT_LEAST, lowest=26)
ELSEWHERE = Fact("area", Test.ANY_OF, frozenset({"elsewhere"}))


def rule(name: str, outcome: Outcome, when: Condition = ALWAYS) -> Rule:
    """Make a rule that leads to the telephone."""
    return Rule(name, when, outcome, (name,), (RING,))


PART = Part(
    "tier_2",
    "Tier 2",
    (
        rule("adult", Outcome.OTHER_HELP, ADULT),
        rule("elsewhere", Outcome.OTHER_HELP, ELSEWHERE),
        rule("everyone", Outcome.CAN),
    ),
    rule("not_known", Outcome.NOT_KNOWN),
)
SET = RuleSet(
    "small",
    "1",
    date(2026, 4, 1),
    "sheet",
    (
        Heading("You can", "", {"tier_2": Outcome.CAN}),
        Heading("There is help", "", {}),
    ),
    (PART,),
    (RING,),
)


@pytest.mark.parametrize(
    ("known", "by"),
    [
        ({"age": 7, "area": frozenset({"north"})}, "everyone"),
        ({"age": 26, "area": frozenset({"north"})}, "adult"),
        ({"age": 7, "area": frozenset({"elsewhere"})}, "elsewhere"),
        ({"age": 7}, "not_known"),
        ({"area": frozenset({"north"})}, "not_known"),
        ({}, "not_known"),
    ],
)
def test_the_first_rule_that_holds_decides(known: dict[str, Known], by: str) -> None:
    assert decide_part(PART, known.get).rule == by


def test_what_is_not_known_does_not_matter_when_it_changes_nothing() -> None:
    """An adult is an adult wherever they live; and both unknown ends lead to the same outcome."""
    assert decide_part(PART, {"age": 30}.get).outcome is Outcome.OTHER_HELP
    same = Part("p", "P", (rule("a", Outcome.CAN, ELSEWHERE), rule("b", Outcome.CAN)), None)
    assert decide_part(same, {}.get).rule == "b"


def test_a_part_without_a_rule_for_the_answers_is_an_error_and_no_silent_no() -> None:
    hole = Part("p", "P", (rule("a", Outcome.CAN, ELSEWHERE),), None)
    with pytest.raises(NoRuleError):
        decide_part(hole, {"area": frozenset({"north"})}.get)


def test_a_decision_names_the_version_that_made_it_and_its_heading() -> None:
    decision = decide(SET, {"age": 7, "area": frozenset({"north"})}.get)
    assert isinstance(decision, Decision)
    assert (decision.rule_set, decision.version, decision.title) == ("small", "1", "You can")
    assert decide(SET, {}.get).title == "There is help"


def test_not_sure_and_skipped_are_both_not_known() -> None:
    options = (Option("north", "North"), Option("not_sure", "Not sure", exclusive=True, unknown=True))
    questions = (
        Question("area", Kind.RADIOS, "Area", options=options),
        Question("help", Kind.CHECKBOXES, "Help", options=options),
        Question("age", Kind.NUMBER, "Age", options=options[1:]),
    )
    sheet = Questionnaire("sheet", "1", "Sheet", Keep.NONE, (Page("p", "P", questions),))

    def known(answers: dict[str, Answer]) -> dict[str, Known]:
        case = case_of(SET, sheet, answers, date(2026, 11, 20))
        return {name: case.known(name) for name in ("area", "help", "age")}

    nothing = dict.fromkeys(("area", "help", "age"))
    assert known({}) == nothing
    assert known({"area": "not_sure", "help": ("not_sure",), "age": "not_sure"}) == nothing
    said = known({"area": "north", "help": ("north",), "age": 0})
    assert said == {"area": frozenset({"north"}), "help": frozenset({"north"}), "age": 0}


@pytest.mark.parametrize(
    ("day", "version"), [("2026-03-31", "1"), ("2026-04-01", "1"), ("2027-03-31", "1"), ("2027-04-01", "2")]
)
def test_rules_change_on_their_day(day: str, version: str) -> None:
    next_year = RuleSet("small", "2", date(2027, 4, 1), "sheet", SET.headings, SET.parts, SET.always)
    assert in_force((next_year, SET), date.fromisoformat(day)).version == version
