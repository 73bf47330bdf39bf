"""The benchmark compares the same work, notices a wrong answer, and counts as SQL would."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from bench.engines import fts5, tantivy
from bench.engines.asking import KINDS, Asking
from bench.engines.checking import check_equal, check_noticing
from bench.engines.corpus import Corpus, corpus_of
from bench.engines.fts5 import Fts5, Fts5Masks
from bench.engines.ours import Ours, build, opened
from bench.engines.questions import Answer, Engine, Question, differences
from bench.engines.sql_counters import Packed
from bench.engines.tantivy import Tantivy
from portal.activities.rules.facets import Facet

_SIZE = 300
_ANSWER = Answer(3, {Facet.TIER: {"universal": 2, "targeted": 1}, Facet.COST: {"free": 0}}, (7, 8, 9))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("engines")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(_SIZE, None)


@pytest.fixture(scope="module")
def ours(corpus: Corpus, folder: Path) -> Ours:
    build(corpus, folder)
    return Ours(opened(folder))


@pytest.fixture(scope="module")
def questions(corpus: Corpus, ours: Ours) -> list[Question]:
    return Asking(corpus, ours).all(each=3)


def test_a_wrong_answer_is_noticed() -> None:
    assert not differences(_ANSWER, replace(_ANSWER, counts={Facet.TIER: _ANSWER.counts[Facet.TIER]}))
    assert differences(_ANSWER, replace(_ANSWER, total=4))
    assert differences(_ANSWER, replace(_ANSWER, counts={Facet.TIER: {"universal": 2}}))
    check_noticing(_ANSWER)


def test_all_engines_give_equal_answers_to_all_kinds_of_questions(
    corpus: Corpus, ours: Ours, questions: list[Question], folder: Path
) -> None:
    fts5.build(corpus, folder)
    tantivy.build(corpus, folder)
    values = corpus.all_values
    engines: list[Engine] = [Fts5(folder, values, _SIZE), Fts5Masks(folder, values, _SIZE)]
    engines.append(Tantivy(folder, values))
    assert [question.kind for question in questions[::3]] == list(KINDS)
    assert check_equal(questions, ours, engines, {}) == len(questions) * len(engines)


class _OneTooMany:
    """Counts one activity of a choice that is not there."""

    name = "one-too-many"

    def __init__(self, right: Ours) -> None:
        self._right = right

    def answer(self, question: Question) -> Answer:
        right = self._right.answer(question)
        days = {**right.counts[Facet.DAY], "monday": right.counts[Facet.DAY].get("monday", 0) + 1}
        return replace(right, counts={**right.counts, Facet.DAY: days})

    def matching(self, question: Question) -> frozenset[int]:
        return self._right.matching(question)

    def close(self) -> None:
        pass


def test_an_engine_that_counts_wrongly_ends_the_benchmark(ours: Ours, questions: list[Question]) -> None:
    with pytest.raises(SystemExit, match="day monday"):
        check_equal(questions[:1], ours, [_OneTooMany(ours)], {})


def test_packed_counters_sum_up_to_the_counts() -> None:
    values = [(Facet.TYPE, f"type_{number}") for number in range(40)]
    counters = Packed(values, size=1_000)
    chance = random.Random(1)
    rows = [chance.sample(values, 5) for _row in range(1_000)]
    sums = [sum(column) for column in zip(*map(counters.row, rows), strict=True)]
    counted = counters.read(sums)[Facet.TYPE]
    assert counted == {code: sum((facet, code) in row for row in rows) for facet, code in values}
    assert max(sums) < 2**63
