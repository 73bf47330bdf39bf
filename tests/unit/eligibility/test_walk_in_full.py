"""The walk is right about every combination, fast on large sets, and says when it cannot do one."""

import random
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from portal.eligibility.content.alone import surroundings_of
from portal.eligibility.content.checking import Rules, opened
from portal.eligibility.content.trying import read_answers
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import decide_part
from portal.eligibility.rules.diagrams import Diagrams, TooManyError
from portal.eligibility.rules.faults import FaultKind, told
from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.verdicts import verdict_of
from portal.settings import PROJECT
from tests.unit.eligibility.writing import ACTIONS, HEAD, REST, UNKNOWN, check, part, rule

FILES = sorted((PROJECT / "tests" / "rule_sets").glob("*.yaml"))
SECONDS = 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_walk_and_the_decision_agree(path: Path) -> None:
    """Hundreds of random combinations of each real set: both ways of deciding name the same rule."""
    rules = opened(path, surroundings_of(path, {}))
    chance = random.Random(4)
    for one in rules.rule_set.parts:
        ground = Ground(rules.rule_set, rules.questionnaire, [rule.when for rule in one.rules])
        verdict = verdict_of(ground, one)
        for _turn in range(300):
            way = {at: chance.randrange(len(level.choices)) for at, level in enumerate(ground.levels)}
            walked = ground.diagrams.way_to(verdict, _anything, lambda at, choice, way=way: way[at] == choice)
            assert walked is not None
            ends = ground.diagrams.ends(_followed(ground, verdict, way))
            assert ends == {_decided(rules, one.id, told(ground, way))}


def _anything(_end: Any) -> bool:
    return True


def _followed(ground: Ground, node: int, way: dict[int, int]) -> int:
    for at, choice in way.items():
        node = ground.diagrams.fixed(node, at, choice)
    return node


def _decided(rules: Rules, name: str, answers: dict[str, object]) -> str:
    """Decide as the portal does; a date is told together with its day."""
    day = date(2026, 11, 20)
    given: dict[str, object] = {}
    for question, answer in answers.items():
        if isinstance(answer, str) and " (on " in answer:
            answer, day = answer.split(" (on ")[0], date.fromisoformat(answer.split(" (on ")[1].rstrip(")"))
        given[question] = answer
    if "the day" in given:
        # School years and windows are both read from a day; the set has no rule in which the two meet.
        day = date.fromisoformat(str(given.pop("the day")))
    case = case_of(rules.rule_set, rules.questionnaire, read_answers(rules.questionnaire, given, day), day)
    found = next(one for one in rules.rule_set.parts if one.id == name)
    return decide_part(found, case.known).rule


def test_thirty_rules_over_sixty_questions_are_fast(tmp_path: Path) -> None:
    questions = "questions:\n" + "".join(
        f'  - {{id: q{at}, type: radios, label: "Q", options: '
        f'[{{code: "yes", label: "Y"}}, {{code: "no", label: "N"}}, {{code: ns, label: "?", unknown: true}}]}}\n'
        for at in range(60)
    )
    both = '{{all: [{{question: q{one}, is: "yes"}}, {{question: q{other}, is: "yes"}}]}}'
    rules = [rule(f"r{at}", both.format(one=at, other=30 + (at * 7) % 30)) for at in range(30)]
    started = perf_counter()
    found = check(tmp_path, HEAD + questions + ACTIONS + part(*rules, REST))
    assert not found.faults
    assert found.combinations > 10**20
    assert perf_counter() - started < SECONDS


def test_twelve_areas_of_need_are_summed_in_full(tmp_path: Path) -> None:
    options = ", ".join(f'{{code: l{at}, label: "L"}}' for at in range(5))
    questions = "questions:\n" + "".join(
        f'  - {{id: q{at}, type: radios, label: "Q", options: [{options}]}}\n' for at in range(12)
    )
    points = ", ".join(f"l{at}: {at}" for at in range(5))
    values = "values:\n  - id: points\n    sum:\n" + "".join(
        f"      - {{question: q{at}, points: {{{points}}}}}\n" for at in range(12)
    )
    rules = [
        rule("high", "{question: points, at_least: 30}", "ask"),
        rule("middle", "{question: points, between: [12, 29]}"),
    ]
    started = perf_counter()
    found = check(tmp_path, HEAD + questions + values + ACTIONS + part(*rules, REST))
    assert not found.faults
    assert found.combinations == 6**12
    assert perf_counter() - started < SECONDS


def test_hours_for_three_people_are_summed_in_full(tmp_path: Path) -> None:
    questions = "questions:\n" + "".join(
        f'  - {{id: q{at}, type: number, label: "Q", lowest: 0, highest: 168}}\n' for at in range(3)
    )
    terms = ", ".join(f"{{question: q{at}, times: 1}}" for at in range(3))
    values = f"values:\n  - {{id: hours, sum: [{terms}]}}\n"
    rules = [
        rule("enough", "{question: hours, at_least: 16}"),
        rule("few", "{question: hours, at_most: 15}", "ask"),
    ]
    path = tmp_path / "planted.yaml"
    found = check(tmp_path, HEAD + questions + values + ACTIONS + part(*rules))
    assert not found.faults
    assert found.combinations == 170**3
    rules_read = opened(path, surroundings_of(path, {}))
    ground = Ground(
        rules_read.rule_set,
        rules_read.questionnaire,
        [one.when for one in rules_read.rule_set.parts[0].rules],
    )
    verdict_of(ground, rules_read.rule_set.parts[0])
    # All that one test cannot tell apart is one number: without that there are 336 ends for two people.
    least, _most = ground._sums["hours"]
    assert len(ground.diagrams.ends(least)) < 20


def test_what_cannot_be_walked_is_said_and_never_sampled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.eligibility.rules.ground.Diagrams", lambda sizes: Diagrams(sizes, most=20))
    questions = "questions:\n" + "".join(
        f'  - {{id: q{at}, type: radios, label: "Q", options: [{{code: a, label: "A"}}, {{code: b, label: "B"}}]}}\n'
        for at in range(12)
    )
    rules = [rule(f"r{at}", f"{{question: q{at}, is: a}}", ("can", "ask")[at % 2]) for at in range(12)]
    found = check(tmp_path, HEAD + questions + ACTIONS + part(*rules, REST, more=UNKNOWN))
    fault = next(fault for fault in found.faults if fault.kind is FaultKind.NOT_WALKED)
    assert "cannot be walked in full" in fault.reason
    assert found.combinations == 0


def test_a_diagram_asks_nothing_that_does_not_matter() -> None:
    diagrams = Diagrams([2, 3])
    same = diagrams.ask(1, (diagrams.value("x"),) * 3)
    assert diagrams.ask(0, (same, same)) == diagrams.value("x")
    assert not diagrams.questions(same)
    with pytest.raises(TooManyError):
        Diagrams([2], most=0).value("x")
