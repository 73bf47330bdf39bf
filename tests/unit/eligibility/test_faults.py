"""Every kind of fault that can be planted in a rule set is found, with its line and an example."""

from pathlib import Path

import pytest

from portal.eligibility.rules.faults import FaultKind
from tests.unit.eligibility.writing import QUESTIONS, REST, UNKNOWN, check, only_fault, part, rule, whole

ADULT = rule("adult", "{question: age, at_least: 18}", "other_help")
PLAN = rule("plan", '{question: plan, is: "yes"}')
POINTS = """\
values:
  - {id: points, sum: [{question: plan, points: {"yes": 4, "no": 0}}, {question: proof, each: 1}]}
"""
BANDS = """\
bands:
  - id: level
    of: age
    steps:
      - {code: low, to: 4}
      - {code: middle, from: 5, to: 9}
      - {code: high, from: 10}
"""


def level(*steps: str) -> str:
    """Write a rule for each step of the band."""
    return part(*(rule(f"is_{step}", f"{{question: level, is: {step}}}") for step in steps))


@pytest.mark.parametrize(
    ("parts", "reason", "example"),
    [
        (part(ADULT, rule("plan", "{question: age, at_most: 16}")), "age is 17", {"age": 17}),
        (part(PLAN, more=""), "nothing is decided when plan is no", {"plan": "no"}),
        (part(PLAN, REST, more=""), "it needs if_not_known", {"plan": None}),
        (
            part(rule("dla", "{question: proof, any_of: [dla, none]}")),
            "proof is letter",
            {"proof": ["letter"]},
        ),
    ],
)
def test_a_combination_that_nobody_thought_of(
    tmp_path: Path, parts: str, reason: str, example: dict[str, object]
) -> None:
    fault = only_fault(tmp_path, whole(parts), FaultKind.GAP)
    assert reason in fault.reason
    assert fault.example == example
    assert fault.part == "thing"


def test_a_gap_between_the_steps_of_a_band_and_one_in_its_rules(tmp_path: Path) -> None:
    holes = BANDS.replace("from: 10", "from: 11")
    assert "holds 10" in only_fault(tmp_path, whole(level("low", "high"), holes), FaultKind.GAP).reason
    missed = only_fault(tmp_path, whole(level("low", "high"), BANDS), FaultKind.GAP)
    assert missed.example == {"age": 5}


def test_an_option_without_points_and_an_amount_without_a_case(tmp_path: Path) -> None:
    points = POINTS.replace(', "no": 0', "")
    parts = part(rule("many", "{question: points, at_least: 3}"), REST)
    assert 'no points for "no"' in only_fault(tmp_path, whole(parts, points), FaultKind.GAP).reason
    amounts = """\
amounts:
  - id: hours
    title: "Hours"
    unit: hours
    each: year
    cases: [{when: {question: age, at_most: 9}, amount: 40}]
"""
    parts = part(rule("plan", '{question: plan, is: "yes"}', more="amounts: [hours], next: [ring]"), REST)
    fault = only_fault(tmp_path, whole(parts, amounts), FaultKind.GAP)
    assert fault.example == {"plan": "yes", "age": 10}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (
            part(rule("nobody", "{all: [{question: age, at_least: 18}, {question: age, at_most: 4}]}"), REST),
            "it can never be true that (age is at least 18) and (age is at most 4)",
        ),
        (
            part(rule("old", "{any: [{question: age, at_least: 31}, {question: age, at_most: 4}]}"), REST),
            "it can never be true that age is at least 31",
        ),
        (
            part(PLAN, rule("again", '{question: plan, is: "yes"}', "ask"), REST),
            'the rule "again" never decides: when it is true, "plan" comes first and says can, not ask',
        ),
        (
            part(
                rule("young", "{question: age, at_most: 9}"),
                rule("plan", '{question: plan, is: "yes"}', "ask"),
                rule("other", '{not: {question: plan, is: "yes"}}', "other_help"),
                more="    order: any\n" + UNKNOWN,
            ),
            '"young" says can and "plan" says ask when age is 0 and plan is yes',
        ),
        (
            part(
                PLAN,
                REST,
                more='    not_needed: [{title: "A plan", question: plan, without: ["no"]}]\n' + UNKNOWN,
            ),
            "nobody can get or ask for it when plan is no",
        ),
    ],
)
def test_rules_that_contradict_each_other_or_themselves(tmp_path: Path, parts: str, reason: str) -> None:
    assert reason in only_fault(tmp_path, whole(parts), FaultKind.CONTRADICTION).reason


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        (BANDS.replace("from: 5", "from: 4"), 'the steps "low" and "middle" both hold 4'),
        (
            'spend:\n  - {id: s, title: "S", items: [{title: "Bus", answer: can}, {title: "bus", answer: cannot}]}\n',
            "is both can and cannot",
        ),
        ('evidence:\n  - {id: e, title: "E", need: 2, texts: ["A letter"]}\n', "needs 2 of 1"),
        ("valid_until: 2026-03-31\n", "valid_until is before valid_from"),
    ],
)
def test_lists_that_contradict_themselves(tmp_path: Path, extra: str, reason: str) -> None:
    assert reason in only_fault(tmp_path, whole(part(PLAN, REST), extra), FaultKind.CONTRADICTION).reason


@pytest.mark.parametrize(
    ("parts", "extra", "reason"),
    [
        (
            part(
                rule("young", "{question: age, at_most: 9}"),
                rule("five", "{question: age, at_most: 5}"),
                REST,
            ),
            "",
            'the rule "five" never decides',
        ),
        (part(REST), "", 'the rule "find_out" never decides'),
        (
            part(PLAN, REST),
            BANDS.replace("bands", "bands") + "routes: [{id: r, title: R}]\n",
            'the route "r"',
        ),
        (
            part(PLAN, REST),
            'headings:\n  - {title: "A", parts: {thing: ask}}\n  - {title: "B"}\n',
            'the heading "A" never fits',
        ),
        (part(PLAN, REST), 'clocks: [{id: c, title: "C", days: 3}]\n', 'no rule gives the clock "c"'),
        (
            part(PLAN, REST),
            'windows: [{id: w, title: "W", opens: "01-01", closes: "01-31"}]\n',
            'the window "w"',
        ),
    ],
)
def test_what_never_comes_up(tmp_path: Path, parts: str, extra: str, reason: str) -> None:
    assert reason in only_fault(tmp_path, whole(parts, extra), FaultKind.UNREACHABLE).reason


def test_a_case_of_an_amount_that_never_counts(tmp_path: Path) -> None:
    amounts = """\
amounts:
  - id: hours
    title: "Hours"
    unit: hours
    each: year
    cases: [{amount: 4}, {when: {question: age, at_most: 9}, amount: 8}]
"""
    parts = part(rule("plan", '{question: plan, is: "yes"}', more="amounts: [hours], next: [ring]"), REST)
    fault = only_fault(tmp_path, whole(parts, amounts), FaultKind.UNREACHABLE)
    assert "case 2" in fault.reason


def test_a_result_without_an_action_or_without_a_person(tmp_path: Path) -> None:
    dead = part(rule("plan", '{question: plan, is: "yes"}', more="next: []"), REST)
    fault = only_fault(tmp_path, whole(dead), FaultKind.DEAD_END)
    assert (fault.rule, fault.example) == ("plan", {"plan": "yes"})
    lonely = '\nactions:\n  - {id: ring, title: "Read", kind: link, target: /read}\nalways: [ring]\n'
    assert (
        "a person" in only_fault(tmp_path, whole(part(PLAN, REST), actions=lonely), FaultKind.DEAD_END).reason
    )


def test_an_example_that_comes_out_otherwise(tmp_path: Path) -> None:
    examples = 'examples:\n  - {name: "N", answers: {plan: "no"}, expect: {thing: can}}\n'
    fault = only_fault(tmp_path, whole(part(PLAN, REST), examples), FaultKind.EXAMPLE)
    assert "is other_help and not can" in fault.reason


def test_every_fault_stands_on_its_line(tmp_path: Path) -> None:
    text = whole(part(PLAN, rule("again", '{question: plan, is: "yes"}', "ask"), REST))
    fault = only_fault(tmp_path, text, FaultKind.CONTRADICTION)
    assert text.splitlines()[(fault.line or 0) - 1].strip().startswith("- {id: again")
    assert str(fault).startswith(f"{tmp_path / 'planted.yaml'}:{fault.line}: contradiction: ")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("question: plan, is", "question: plna, is", 'there is no question "plna"'),
        ('is: "yes"', "is: maybe", 'has no option "maybe"'),
        ("outcome: can", "outcome: no", "Input should be"),
        ("kind: phone", "kind: fax", "Input should be"),
        ('target: "01632 960000"', 'target: ""', "a telephone number in quotes"),
        ("reason:", "because:", "misspelt"),
        ("next: [ring]", "next: [rang]", 'there is no action "rang"; there are ring'),
        ("type: number", "type: figure", "Input should be"),
        ("at_least: 18", "at_least: old", "this is a whole number"),
        ("at_least: 18", "at_least: true", "this is a number, not true or false"),
        ("at_least: 18", "between: [1, 2, 3]", "too many entries"),
        (
            "valid_from: 2026-04-01",
            "valid_from: 2026-04-01 10:00:00",
            "a day without a time, such as 2026-04-01",
        ),
        ("always: [ring]", "always: [ring]\nquestionnaire: other", "one of the two"),
        (
            "always: [ring]",
            'always: [ring]\namounts: [{id: h, title: "H", unit: hours, each: month, amount: 9, times: age}]',
            '"age" is not a value with a sum, for times',
        ),
        (
            "always: [ring]",
            'always: [ring]\namounts: [{id: h, title: "H", unit: hours, each: month, amount: 9, pro_rata: by_day}]',
            "pro_rata, joined and until_birthday are for amounts of a year",
        ),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_line(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = whole(part(ADULT, PLAN, REST))
    assert old in text
    fault = only_fault(tmp_path, text.replace(old, new, 1), FaultKind.FILE)
    assert reason in fault.reason
    assert fault.line


def test_a_few_lines_that_stand_for_millions_are_refused(tmp_path: Path) -> None:
    """Nine names in names, eight times each, took more than half a minute."""
    condition = "&x0 {question: age, at_least: 5}"
    for at in range(1, 10):
        condition = f"&x{at} {{all: [{condition}, {', '.join([f'*x{at - 1}'] * 8)}]}}"
    fault = only_fault(tmp_path, whole(part(rule("bomb", condition), REST)), FaultKind.FILE)
    assert "more than 200,000 entries" in fault.reason


def test_a_good_set_has_no_fault(tmp_path: Path) -> None:
    assert not check(tmp_path, whole(part(ADULT, PLAN, REST))).faults
    assert "checkboxes" in QUESTIONS
