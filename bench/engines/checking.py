"""Proof that all engines did the same work: equal rows, totals and counts, and our scores are Whoosh's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bench.engines.ours import Ours
from bench.engines.questions import Answer, Engine, Question, differences
from bench.engines.whoosh import Whoosh
from portal.activities.rules.facets import Facet


def check_noticing(answer: Answer) -> None:
    """End with an error unless wrong answers are noticed: this comparison must be able to fail."""
    facet = next(facet for facet in Facet if answer.counts.get(facet))
    code, count = next(iter(answer.counts[facet].items()))
    planted = (
        replace(answer, total=answer.total + 1),
        replace(answer, counts={**answer.counts, facet: {**answer.counts[facet], code: count + 1}}),
        replace(answer, counts={**answer.counts, facet: {**answer.counts[facet], "planted": 1}}),
        replace(answer, counts={one: codes for one, codes in answer.counts.items() if one is not facet}),
        replace(answer, ids=answer.ids[1:]),
    )
    if differences(answer, answer) or not all(differences(answer, wrong) for wrong in planted):
        raise SystemExit("the comparison does not notice a wrong answer; no figure would mean anything")


def check_equal(
    questions: Sequence[Question], ours: Ours, others: Sequence[Engine], few: Mapping[str, int]
) -> int:
    """End with an error when engines answer differently; gives how many answers were compared.

    `few` says of how many questions of a kind a slow engine is asked.
    """
    compared = 0
    asked: dict[str, int] = {}
    for question in questions:
        number = asked[question.kind] = asked.get(question.kind, 0) + 1
        answer, rows = ours.answer(question), ours.matching(question)
        check_noticing(answer) if answer.total else None
        if len(rows) != answer.total or not rows.issuperset(answer.ids):
            raise SystemExit(f"{ours.name} contradicts itself: {question}")
        for engine in others:
            if number > few.get(engine.name, number):
                continue
            other = engine.answer(question)
            found = differences(answer, other)
            found += (
                [] if rows == (same := engine.matching(question)) else [f"rows {sorted(rows ^ same)[:9]}"]
            )
            found += [] if same.issuperset(other.ids) else ["shows what it did not find"]
            if found:
                raise SystemExit(f"{ours.name} and {engine.name} differ: {question}\n" + "\n".join(found))
            compared += 1
    return compared


def score_difference(questions: Iterable[Question], ours: Ours, whoosh: Whoosh) -> tuple[float, int]:
    """Give the largest relative difference of our scores from Whoosh's BM25F, and of how many scores."""
    largest, compared = 0.0, 0
    stems = {stem for question in questions for unit in question.units for stem in unit}
    for stem in sorted(stems):
        wanted, own = whoosh.scores([[stem]]), ours.scores(stem)
        if wanted.keys() != own.keys():
            raise SystemExit(f"{stem} stands in other rows than Whoosh says")
        for row, score in wanted.items():
            largest = max(largest, abs(score - own[row]) / score)
            compared += 1
    return largest, compared
