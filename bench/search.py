"""One search with all facets: ours against FTS5 with SQL, tantivy and plain Whoosh, on generated activities.

Method. All engines hold the same activities, the same stems in the same eight fields and the same 186 choices of 18
facets. They get the same questions, spelling put right and words completed beforehand where an engine cannot do it
(ours does it in its own time), and give the same answer: the total, the count of every choice (a facet's own choices
left out, except for access, which needs all), and their own best twenty. Before anything is measured every answer is
compared: rows, totals and counts must be equal, and a planted wrong answer must be noticed. Each engine ranks in its
own way; ours must have the scores of Whoosh's BM25F.

They run in one process, turn by turn, question by question, in another order each time; the first round only warms up.
A kind's figure is the median of all its questions and rounds, a ratio is that of two medians of one run, and means
are geometric. `ours` has seen the words before but not the question, as FTS5 and tantivy have their pages in memory;
`ours.asked-before` has seen the question too; `ours.cold` has all caches emptied before every single question.

Traps. A packed counter in SQL is five times as fast as a sum of bits, so it is the one to beat. A column without a
type in SQL makes a join ignore its index. Whoosh ignores `limit` with `groupedby`. Tantivy's document frequencies count
deleted documents. A question that our engine answered while it was checked must be forgotten before it is measured.
"""

import argparse
import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from statistics import median

from bench.engines import ours as portal_engine
from bench.engines.asking import EACH, Asking
from bench.engines.building import Built, built, forget_old
from bench.engines.checking import check_equal, score_difference
from bench.engines.corpus import Corpus, corpus_of
from bench.engines.fts5 import Fts5, Fts5Masks
from bench.engines.opening import opening_of
from bench.engines.ours import AskedBefore, Cold, Ours
from bench.engines.questions import Engine, Question
from bench.engines.results import Results, Sizes, print_figures, print_growth, print_table
from bench.engines.tantivy import Tantivy
from bench.engines.whoosh import Whoosh
from bench.generated import SEED

Seconds = dict[str, dict[str, list[float]]]


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; a missed goal is printed, an engine that answers differently is an error."""
    parser = argparse.ArgumentParser(prog="bench search", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of activities")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that are measured")
    parser.add_argument("--keep", type=Path, help="a folder where indexes stay for the next run")
    parser.add_argument("--without", default="", help="engines to leave out, such as whoosh,fts5.masks")
    parser.add_argument("--scores", action="store_true", help="compare scores even without whoosh")
    options = parser.parse_args(list(arguments))
    if Fts5.name in options.without.split(","):
        parser.error(f"all engines are compared with {Fts5.name}, so it cannot be left out")
    sizes: Sizes = {}
    for size in map(int, options.sizes.split(",")):
        kept = options.keep and options.keep / str(size)
        with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
            if kept:
                forget_old(kept)
            sizes[size] = _measured(size, Path(folder), options)
        print_table(size, sizes[size])
        print_figures(size, sizes[size])
    print_growth(sizes)


def _measured(size: int, folder: Path, options: argparse.Namespace) -> Results:
    without: Sequence[str] = options.without.split(",")
    corpus = corpus_of(size, folder)
    unbuilt = [name for name in without if name != Whoosh.name or not options.scores]
    reports: Mapping[str, Built] = built(corpus, folder, unbuilt)
    ours = Ours(portal_engine.opened(folder / "ours"))
    cold = Cold(portal_engine.opened(folder / "ours"))
    others = list(_others(corpus, folder, without))
    # Whoosh takes seconds for a question at 100,000: it is asked a few.
    few = {Whoosh.name: EACH if size < 100_000 else 2}
    questions = Asking(corpus, ours).all()
    print(f"{size:,} activities: comparing the answers of {len(others) + 1} engines", flush=True)
    compared = check_equal(questions, ours, others, few)
    difference, scores = 0.0, 0
    if Whoosh.name in reports:
        with closing(Whoosh(folder / "whoosh")) as whoosh:
            some = questions if size < 100_000 else questions[:: EACH // 2]
            difference, scores = score_difference(some, ours, whoosh)
    engines = [ours, AskedBefore(ours.index), cold, *others]
    seconds = _asked(engines, questions, options.rounds, few)
    found = Results(
        milliseconds={
            engine: {kind: median(all_of) * 1000 for kind, all_of in kinds.items()}
            for engine, kinds in seconds.items()
        },
        built=reports,
        opening=opening_of(folder, questions),
        compared=compared,
        score_difference=difference,
        scores=scores,
    )
    for engine in (ours, cold, *others):
        engine.close()
    return found


def _others(corpus: Corpus, folder: Path, without: Sequence[str]) -> Iterator[Engine]:
    """Open the engines that ours is compared with."""
    values, size = corpus.all_values, len(corpus.documents)
    opening: dict[str, Callable[[], Engine]] = {
        Fts5.name: lambda: Fts5(folder / "fts5", values, size),
        Fts5Masks.name: lambda: Fts5Masks(folder / "fts5", values, size),
        Tantivy.name: lambda: Tantivy(folder / "tantivy", values),
        Whoosh.name: lambda: Whoosh(folder / "whoosh"),
    }
    return (opened() for name, opened in opening.items() if name not in without)


def _asked(
    engines: Sequence[Engine], questions: Sequence[Question], rounds: int, few: Mapping[str, int]
) -> Seconds:
    """Ask all engines all questions, turn by turn, and give the seconds by engine and kind."""
    seconds: Seconds = {engine.name: {} for engine in engines}
    chance = random.Random(SEED + 4)
    gc.collect()
    gc.freeze()
    for turn in range(rounds + 1):
        asked: dict[str, int] = {}
        for question in chance.sample(questions, len(questions)):
            number = asked[question.kind] = asked.get(question.kind, 0) + 1
            for engine in chance.sample(engines, len(engines)):
                # A slow engine, which keeps nothing from question to question, is asked in one round.
                if number <= few.get(engine.name, number) and (engine.name not in few or turn == 1):
                    spent = _seconds(engine, question)
                    if turn:
                        seconds[engine.name].setdefault(question.kind, []).append(spent)
        print(f"round {turn} of {rounds}", flush=True)
    gc.unfreeze()
    return seconds


def _seconds(engine: Engine, question: Question) -> float:
    """Measure one answer, without the collector of garbage."""
    if isinstance(engine, AskedBefore):
        engine.answer(question)
    elif isinstance(engine, Ours):
        engine.prepare()
    gc.disable()
    started = time.perf_counter()
    engine.answer(question)
    spent = time.perf_counter() - started
    gc.enable()
    return spent
