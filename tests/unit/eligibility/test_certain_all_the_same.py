"""What stays open changes nothing where every way comes to one outcome; only what is certain is told with it."""

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from portal.eligibility.content.checking import Rules, Surroundings, opened
from portal.eligibility.content.trying import read_answers
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import PartDecision, decide_part
from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.sets import Outcome
from portal.eligibility.rules.shares import share_of
from portal.eligibility.rules.verdicts import verdict_of
from tests.unit.eligibility.writing import REST, UNKNOWN, check, part, rule, whole

DAY = date(2026, 11, 20)
NOT_SURE = '{code: not_sure, label: "?", unknown: true}'
QUESTIONS = f"""\
questions:
  - {{id: nights, type: radios, label: "Nights", options:
      [{{code: none, label: "0"}}, {{code: some, label: "1"}}, {{code: every, label: "2"}}, {NOT_SURE}]}}
  - {{id: days, type: radios, label: "Days", options:
      [{{code: none, label: "0"}}, {{code: some, label: "1"}}, {{code: every, label: "2"}}, {NOT_SURE}]}}
  - {{id: plan, type: radios, label: "Plan", options:
      [{{code: "yes", label: "Y"}}, {{code: "no", label: "N"}}, {NOT_SURE}]}}
"""
POINTS = """\
values:
  - id: points
    sum:
      - {question: nights, points: {none: 0, some: 3, every: 6}}
      - {question: days, points: {none: 0, some: 2, every: 5}}
bands:
  - id: level
    of: points
    steps:
      - {code: low, to: 3, title: "Low"}
      - {code: mid, from: 4, to: 9, title: "Mid"}
      - {code: high, from: 10, title: "High"}
amounts:
  - {id: few, title: "Hours", unit: hours, each: week, amount: 4}
  - {id: many, title: "Hours", unit: hours, each: week, amount: 9}
  - {id: fee, title: "Fee", unit: pounds, each: hour, amount: 3}
"""
BANDS = part(
    rule("high", "{question: level, is: high}", more="next: [ring], route: panel, amounts: [many, fee]"),
    rule("mid", "{question: level, is: mid}", more="next: [ring], route: self, amounts: [few, fee]"),
    REST,
)
PLANS = part(
    rule(
        "with_plan",
        '{question: plan, is: "yes"}',
        more="next: [ring], route: automatic, amounts: [many, fee]",
    ),
    rule(
        "without", "{not: {question: days, is: none}}", more="next: [ring], route: panel, amounts: [few, fee]"
    ),
    REST,
)


def rules(folder: Path, parts: str) -> Rules:
    """Open the rules as a file that stands alone."""
    path = folder / "planted.yaml"
    path.write_text(whole(parts, POINTS, QUESTIONS), encoding="utf-8")
    return opened(path, Surroundings({}, None, {}))


def decided(found: Rules, answers: dict[str, Any]) -> PartDecision:
    """Decide the only part."""
    read = read_answers(found.questionnaire, answers, DAY)
    return decide_part(found.rule_set.parts[0], case_of(found.rule_set, found.questionnaire, read, DAY).known)


@pytest.mark.parametrize(
    ("answers", "outcome", "may_decide"),
    [
        # 5 to 11 points: middle or high, and both can.
        ({"days": "every"}, Outcome.CAN, ("mid", "high")),
        # 6 to 11 and 3 to 8 points: one of them may be low.
        ({"nights": "every"}, Outcome.CAN, ("mid", "high")),
        ({"nights": "some"}, Outcome.NOT_KNOWN, ("find_out",)),
        # 2 to 8 points, 0 to 6 points.
        ({"days": "some"}, Outcome.NOT_KNOWN, ("find_out",)),
        ({"days": "none"}, Outcome.NOT_KNOWN, ("find_out",)),
        ({}, Outcome.NOT_KNOWN, ("find_out",)),
        ({"days": "every", "nights": "every"}, Outcome.CAN, ("high",)),
        ({"days": "none", "nights": "none"}, Outcome.OTHER_HELP, ("rest",)),
    ],
)
def test_points_between_two_bands_with_one_outcome(
    tmp_path: Path, answers: dict[str, Any], outcome: Outcome, may_decide: tuple[str, ...]
) -> None:
    found = decided(rules(tmp_path, BANDS), answers)
    assert (found.outcome, found.may_decide) == (outcome, may_decide)


def test_only_what_goes_with_every_one_of_the_rules_is_told(tmp_path: Path) -> None:
    found = rules(
        tmp_path, BANDS.replace('is: mid}, outcome: can, reason: "r"', 'is: mid}, outcome: can, reason: "m"')
    )
    open_still = decided(found, {"days": "every"})
    assert [amount.id for amount in open_still.particulars.amounts] == ["fee"]
    assert (open_still.route, open_still.more_open) == (None, True)
    # Neither rule is sure to be the one: the reason is what the file says when more must be known.
    assert open_still.reasons == found.rule_set.parts[0].all_rules()[-1].reasons
    assert [action.id for action in open_still.actions] == ["ring"]
    certain = decided(found, {"days": "every", "nights": "every"})
    assert [amount.id for amount in certain.particulars.amounts] == ["many", "fee"]
    assert not certain.more_open


def test_an_earlier_rule_that_may_hold_takes_certainty_from_amounts(tmp_path: Path) -> None:
    """With a plan there are 9 hours, without 4: who is not sure of a plan is not told 4."""
    found = rules(tmp_path, PLANS)
    not_sure = decided(found, {"days": "some", "plan": "not_sure"})
    assert (not_sure.outcome, not_sure.rule) == (Outcome.CAN, "without")
    assert not_sure.may_decide == ("with_plan", "without")
    assert [amount.id for amount in not_sure.particulars.amounts] == ["fee"]
    assert (not_sure.route, not_sure.more_open) == (None, True)
    without = decided(found, {"days": "some", "plan": "no"})
    assert [amount.id for amount in without.particulars.amounts] == ["few", "fee"]


@pytest.mark.parametrize(
    ("answers", "ends"),
    [({"days": "every"}, (6, 9)), ({"days": "some"}, (3, 6)), ({"nights": "some"}, (3, 6)), ({}, (3, 9))],
)
def test_hours_are_told_from_the_least_to_the_most_that_are_possible(
    tmp_path: Path, answers: dict[str, Any], ends: tuple[int, int]
) -> None:
    """Between 5 and 11 points there are 6 or 9 hours; the 3 of the last case are not possible."""
    cases = "{when: {question: level, is: high}, amount: 9}, {when: {question: level, is: mid}, amount: 6}"
    amounts = f'amounts: [{{id: h, title: "H", unit: hours, each: week, cases: [{cases}, {{amount: 3}}]}}]'
    text = whole(part(rule("all", "{all: []}", more="next: [ring], amounts: [h]"), REST), "", QUESTIONS)
    path = tmp_path / "planted.yaml"
    path.write_text(f"{text}{POINTS[: POINTS.index('amounts:')]}{amounts}\n", encoding="utf-8")
    found = opened(path, Surroundings({}, None, {}))
    case = case_of(found.rule_set, found.questionnaire, read_answers(found.questionnaire, answers, DAY), DAY)
    (amount,) = found.rule_set.parts[0].rules[0].particulars.amounts
    share = share_of(amount, case.answers, case.known, DAY)
    assert share is not None
    assert (share.least, share.most) == ends


@pytest.mark.parametrize("parts", [BANDS, PLANS, BANDS.replace(UNKNOWN, UNKNOWN + "    order: any\n")])
def test_the_walk_says_the_same_of_every_combination(tmp_path: Path, parts: str) -> None:
    found = rules(tmp_path, parts)
    one = found.rule_set.parts[0]
    ground = Ground(found.rule_set, found.questionnaire, [rule.when for rule in one.rules])
    verdict = verdict_of(ground, one)
    for way in product(*(range(len(level.choices)) for level in ground.levels)):
        node = verdict
        for at, choice in enumerate(way):
            node = ground.diagrams.fixed(node, at, choice)
        told = {level.question: level.choices[at].told for level, at in zip(ground.levels, way, strict=True)}
        assert ground.diagrams.ends(node) == {decided(found, told).rule}, told


def test_who_speaks_while_no_rule_is_sure_is_reached_though_the_outcome_always_is(tmp_path: Path) -> None:
    levels = [rule(code, f"{{question: level, is: {code}}}") for code in ("low", "mid", "high")]
    extra = POINTS[: POINTS.index("amounts:")]
    assert not check(tmp_path, whole(part(*levels), extra, QUESTIONS)).faults
    reasons = [
        fault.reason for fault in check(tmp_path, whole(part(*levels, more=""), extra, QUESTIONS)).faults
    ]
    assert any("it needs if_not_known" in reason for reason in reasons)
