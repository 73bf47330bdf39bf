"""Points of a question of which it is not known whether it is asked: “not sure” is never “no”."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from portal.eligibility.content.checking import Rules, Surroundings, opened
from portal.eligibility.content.trying import read_answers
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import decide_part
from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.verdicts import verdict_of
from tests.unit.eligibility.writing import check, part, rule, whole

YES_NO = '[{code: "yes", label: "Y"}, {code: "no", label: "N"}, {code: not_sure, label: "?", unknown: true}]'
QUESTIONS = f"""\
questions:
  - {{id: night, type: radios, label: "Help at night?", options: {YES_NO}}}
  - {{id: often, type: radios, label: "Every night?", options: {YES_NO}, show_if: {{question: night, is: "yes"}}}}
  - {{id: two, type: radios, label: "Two adults?", options: {YES_NO}, show_if: {{question: often, is: "yes"}}}}
"""
POINTS = """\
values:
  - id: points
    sum:
      - {question: often, points: {"yes": 3, "no": 1}}
      - {question: two, points: {"yes": 5, "no": 0}}
"""
PARTS = part(
    rule("much", "{question: points, at_least: 4}"),
    rule("little", "{question: points, at_most: 3}", "other_help"),
)


def rules(folder: Path) -> Rules:
    """Open the rules as a file that stands alone."""
    path = folder / "planted.yaml"
    path.write_text(whole(PARTS, POINTS, QUESTIONS), encoding="utf-8")
    return opened(path, Surroundings({}, None, {}))


@pytest.mark.parametrize(
    ("answers", "decides"),
    [
        ({"night": "no"}, "little"),
        ({"night": "not_sure"}, "find_out"),
        ({}, "find_out"),
        ({"night": "yes"}, "find_out"),
        # The third question is never asked here, so that it stands open changes nothing.
        ({"night": "yes", "often": "no"}, "little"),
        ({"night": "yes", "often": "not_sure"}, "find_out"),
        ({"night": "yes", "often": "yes", "two": "yes"}, "much"),
        ({"night": "not_sure", "often": "yes", "two": "yes"}, "find_out"),
    ],
)
def test_points_stay_open_while_a_question_may_yet_be_asked(
    tmp_path: Path, answers: dict[str, Any], decides: str
) -> None:
    found = rules(tmp_path)
    case = case_of(
        found.rule_set,
        found.questionnaire,
        read_answers(found.questionnaire, answers, found.rule_set.valid_from),
        found.rule_set.valid_from,
    )
    assert decide_part(found.rule_set.parts[0], case.known).rule == decides


def test_the_walk_says_the_same_of_every_combination(tmp_path: Path) -> None:
    found = rules(tmp_path)
    one = found.rule_set.parts[0]
    ground = Ground(found.rule_set, found.questionnaire, [rule.when for rule in one.rules])
    for way in product(*(range(len(level.choices)) for level in ground.levels)):
        node = verdict_of(ground, one)
        for at, choice in enumerate(way):
            node = ground.diagrams.fixed(node, at, choice)
        told = {level.question: level.choices[at].told for level, at in zip(ground.levels, way, strict=True)}
        answers = read_answers(found.questionnaire, told, found.rule_set.valid_from)
        case = case_of(found.rule_set, found.questionnaire, answers, found.rule_set.valid_from)
        assert ground.diagrams.ends(node) == {decide_part(one, case.known).rule}
    assert not check(tmp_path, whole(PARTS, POINTS, QUESTIONS)).faults
