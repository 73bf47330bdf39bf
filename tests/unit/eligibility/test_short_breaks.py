"""The rule set of the sample pack: every combination of answers ends in words, reasons and an action."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from portal.eligibility.content import FAMILY_QUESTIONS, FAMILY_RULES, EligibilityRules
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import Decision, decide
from portal.eligibility.rules.sets import Outcome, RuleSet
from portal.infra.content_pack import ContentPack
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.questions import Questionnaire

DAY = date(2026, 11, 22)
SAM: dict[str, Answer] = {
    "who": "parent",
    "age": 7,
    "area": "bromyard",
    "diagnosis": "no",
    "ehc_plan": "no",
    "assessment": "no",
    "safe": "yes",
}


@pytest.fixture(scope="module")
def rules(pack: ContentPack) -> RuleSet:
    """Give the rules in force."""
    return pack.of(EligibilityRules).on(FAMILY_RULES, DAY)


@pytest.fixture(scope="module")
def questions(pack: ContentPack) -> Questionnaire:
    """Give the questions of the checker."""
    return pack.of(Questionnaires).named(FAMILY_QUESTIONS)


def everything(questions: Questionnaire) -> Iterator[dict[str, Answer]]:
    """Give every combination of radios with ages around each limit, skipped questions included."""
    ages: list[Answer | None] = [None, "not_sure", 0, 3, 4, 7, 15, 16, 17, 18, 25, 26, 120]
    radios = {
        name: [None, *(option.code for option in question.options)]
        for name in ("who", "area", "diagnosis", "ehc_plan", "assessment")
        if (question := questions.question(name))
    }
    # The towns are alike to every rule; two of them are enough.
    radios["area"] = [None, "bromyard", "hereford", "elsewhere", "not_sure"]
    for age, *codes in product(ages, *radios.values()):
        answers = {"age": age, **dict(zip(radios, codes, strict=True))}
        yield {name: answer for name, answer in answers.items() if answer is not None}


def outcome(decision: Decision, part: str) -> Outcome:
    """Give what was decided about one part."""
    return next(one.outcome for one in decision.parts if one.part == part)


def decided(rules: RuleSet, questions: Questionnaire, **changes: Answer) -> Decision:
    """Decide Sam's case with some answers changed."""
    return decide(rules, case_of(rules, questions, {**SAM, **changes}, DAY).known)


def test_the_checker_asks_at_most_eight_questions_with_not_sure_everywhere(questions: Questionnaire) -> None:
    assert len(list(questions.questions())) <= 8
    for question in questions.questions():
        assert any(option.unknown for option in question.options), question.id


def test_every_combination_ends_in_reasons_and_actions(rules: RuleSet, questions: Questionnaire) -> None:
    for answers in everything(questions):
        decision = decide(rules, case_of(rules, questions, answers, DAY).known)
        assert decision.title
        assert decision.actions, answers
        assert decision.always, answers
        for part in decision.parts:
            assert part.reasons, (part, answers)
            assert part.actions, (part, answers)


def test_a_diagnosis_and_a_plan_never_change_what_is_open(rules: RuleSet, questions: Questionnaire) -> None:
    """This is the misconception for which the portal exists."""
    for answers in everything(questions):
        if answers.get("diagnosis") != "no" or answers.get("ehc_plan") != "no":
            continue
        without = decide(rules, case_of(rules, questions, answers, DAY).known)
        given = {**answers, "diagnosis": "yes", "ehc_plan": "yes"}
        with_both = decide(rules, case_of(rules, questions, given, DAY).known)
        assert [part.outcome for part in without.parts] == [part.outcome for part in with_both.parts]


def test_no_diagnosis_no_plan_and_no_assessment_is_tier_1_and_tier_2(
    rules: RuleSet, questions: Questionnaire
) -> None:
    decision = decided(rules, questions)
    assert decision.title == "You can get Tier 1 and Tier 2 short breaks"
    assert outcome(decision, "moving_forward") is Outcome.CAN
    assert outcome(decision, "tier_3") is Outcome.STEP_FIRST


@pytest.mark.parametrize(
    ("age", "moving_forward", "allowance"),
    [
        (17, Outcome.CAN, Outcome.ASK),
        (18, Outcome.CAN, Outcome.OTHER_HELP),
        (25, Outcome.CAN, Outcome.OTHER_HELP),
        (26, Outcome.OTHER_HELP, Outcome.OTHER_HELP),
    ],
)
def test_ages_are_cut_at_the_birthday(
    rules: RuleSet, questions: Questionnaire, age: int, moving_forward: Outcome, allowance: Outcome
) -> None:
    decision = decided(rules, questions, age=age)
    assert outcome(decision, "moving_forward") is moving_forward
    assert outcome(decision, "allowance") is allowance


@pytest.mark.parametrize("name", ["age", "area"])
def test_not_sure_is_never_no(rules: RuleSet, questions: Questionnaire, name: str) -> None:
    decision = decided(rules, questions, **{name: "not_sure"})
    assert outcome(decision, "tier_1") is Outcome.CAN
    assert outcome(decision, "tier_2") is Outcome.NOT_KNOWN


def test_out_of_the_area_and_grown_up_get_kind_words_and_another_way(
    rules: RuleSet, questions: Questionnaire
) -> None:
    for changes in ({"area": "elsewhere"}, {"age": 40}):
        decision = decided(rules, questions, **changes)  # type: ignore[arg-type]
        assert decision.title == "There is help for you"
        assert outcome(decision, "tier_1") is Outcome.CAN


def test_the_rules_never_say_not_eligible(rules: RuleSet) -> None:
    words = [
        text
        for part in rules.parts
        for rule in (*part.rules, *((part.if_not_known,) if part.if_not_known else ()))
        for text in (part.title, *rule.reasons)
    ]
    for text in words + [heading.title + heading.text for heading in rules.headings]:
        assert "eligible" not in text.lower()
        assert "not entitled" not in text.lower()
