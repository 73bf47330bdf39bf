"""Checking all rule sets in full, and deciding one case: the content pack and the real sets of the tests.

Method. Every file of content/eligibility and tests/rule_sets is checked as `portal rules check` does it: read, every
combination walked, its examples tried. Then each set decides its own examples, many times; the figure is the median of
each set's decisions, and the slowest set counts. Reading answers is part of a decision, reading files is not.
"""

import argparse
import gc
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from bench.figures import figure
from portal.eligibility.content import files_of
from portal.eligibility.content.alone import surroundings_of
from portal.eligibility.content.checking import Rules, Surroundings, checked, opened
from portal.eligibility.content.trying import read_answers
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import decide
from portal.eligibility.rules.telling import told_decision
from portal.infra.working_days import working_day_after
from portal.pack import code_lists
from portal.places.content import load as load_places
from portal.questionnaires.content import options_of
from portal.settings import PROJECT
from portal.taxonomy.content import load as load_taxonomy

_CONTENT = PROJECT / "content"
_DAY = date(2026, 11, 20)


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a set with a fault is an error."""
    parser = argparse.ArgumentParser(prog="bench rules", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200, help="decisions of each example")
    options = parser.parse_args(list(arguments))
    lists = options_of(code_lists(load_taxonomy(_CONTENT), load_places(_CONTENT)))
    paths = [*files_of(_CONTENT), *sorted((PROJECT / "tests" / "rule_sets").glob("*.yaml"))]
    started = time.perf_counter()
    combinations = sum(_combinations(path, surroundings_of(path, lists)) for path in paths)
    spent = time.perf_counter() - started
    sets = [opened(path, surroundings_of(path, lists)) for path in paths]
    gc.collect()
    bare = max(_milliseconds(one, options.rounds, _decide) for one in sets)
    told = max(_milliseconds(one, options.rounds, _tell) for one in sets)
    figure("rules.sets", len(paths), "files", "none")
    figure("rules.combinations", combinations, "combinations", "none")
    figure("rules.check.all", spent, "s", "<= 10")
    figure("rules.decide.slowest-set", bare, "ms", "< 1")
    figure("rules.decide-and-tell.slowest-set", told, "ms", "none")


def _combinations(path: Path, around: Surroundings) -> int:
    found = checked(path, around)
    if found.faults:
        raise SystemExit("\n".join(map(str, found.faults)))
    return found.combinations


def _decide(rules: Rules, answers: Mapping[str, object], day: date) -> None:
    read = read_answers(rules.questionnaire, answers, day)
    decide(rules.rule_set, case_of(rules.rule_set, rules.questionnaire, read, day).known)


def _tell(rules: Rules, answers: Mapping[str, object], day: date) -> None:
    read = read_answers(rules.questionnaire, answers, day)
    case = case_of(rules.rule_set, rules.questionnaire, read, day)
    told_decision(rules.rule_set, decide(rules.rule_set, case.known), case, working_day_after)


def _milliseconds(
    rules: Rules, rounds: int, run: Callable[[Rules, Mapping[str, object], date], None]
) -> float:
    """Give the median time of one decision over all examples of a set."""
    spent: list[float] = []
    for example in rules.file.examples:
        answers = dict(example.answers)
        for _turn in range(rounds):
            started = time.perf_counter()
            run(rules, answers, example.on or _DAY)
            spent.append((time.perf_counter() - started) * 1000)
    return median(spent)
