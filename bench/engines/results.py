"""The table of all engines and kinds, and the figures with their goals."""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.engines.asking import IN_THE_MEAN, KINDS
from bench.engines.building import Built
from bench.engines.opening import Opening
from bench.figures import figure, geometric_mean, growth_exponent, size_name

_REFERENCE = "fts5"
# Of FTS5 and of tantivy: the most for the mean, and for the worst kind.
_GOALS = {
    ("fts5", 10_000): ("<= 0.15", "<= 0.7"),
    ("fts5", 100_000): ("<= 0.06", "<= 0.5"),
    ("tantivy", 10_000): ("<= 0.25", "none"),
    ("tantivy", 100_000): ("<= 0.4", "none"),
}
_MOST_TO_OPEN = {10_000: ("<= 30", "<= 30"), 100_000: ("<= 200", "<= 140")}
_BUILD_GOAL = {10_000: "<= 60"}


@dataclass(frozen=True, slots=True)
class Results:
    """What one size gave; milliseconds are medians by engine and kind."""

    milliseconds: Mapping[str, Mapping[str, float]]
    built: Mapping[str, Built]
    opening: Opening
    compared: int
    score_difference: float
    scores: int

    def ratios(self, engine: str, reference: str) -> dict[str, float]:
        """Give the ratio of an engine to another one for each kind in the mean."""
        one, other = self.milliseconds[engine], self.milliseconds[reference]
        return {kind: one[kind] / other[kind] for kind in IN_THE_MEAN}


Sizes = dict[int, Results]


def print_table(size: int, results: Results) -> None:
    """Print milliseconds and, in brackets, how many times FTS5's they are."""
    engines = list(results.milliseconds)
    print(f"\n{size:,} activities, medians in ms (x FTS5); the mean is of the first eight kinds")
    print("| kind | " + " | ".join(engines) + " |")
    print("|---|" + "---|" * len(engines))
    for kind in KINDS:
        reference = results.milliseconds[_REFERENCE][kind]
        cells = [results.milliseconds[engine][kind] for engine in engines]
        print(f"| {kind} | " + " | ".join(f"{one:.3f} (x{one / reference:.2f})" for one in cells) + " |")
    means = [geometric_mean(list(results.ratios(engine, _REFERENCE).values())) for engine in engines]
    print("| geometric mean | " + " | ".join(f"x{one:.3f}" for one in means) + " |")
    built = ", ".join(
        f"{name} {one.seconds:.1f} s {one.megabytes:.0f} MB" for name, one in results.built.items()
    )
    print(f"built: {built}")
    print(
        f"{results.compared} answers of other engines were equal to ours in rows, totals and all counts; "
        f"{results.scores:,} scores differ from Whoosh's BM25F by {results.score_difference:.1e} at most\n",
        flush=True,
    )


def print_figures(size: int, results: Results) -> None:
    """Print the figures of one size."""
    name = size_name(size)
    for reference in ("fts5", "fts5.masks", "tantivy", "whoosh"):
        if reference in results.milliseconds:
            ratios = list(results.ratios("ours", reference).values())
            mean, worst = _GOALS.get((reference, size), ("none", "none"))
            figure(f"search.ratio.{reference}.{name}", geometric_mean(ratios), "x", mean)
            figure(f"search.worst.{reference}.{name}", max(ratios), "x", worst)
    cold = results.ratios("ours.cold", "fts5")
    goal = "<= 1.0" if size >= 10_000 else "none"
    figure(f"search.cold.mean.{name}", geometric_mean(list(cold.values())), "x", "none")
    for kind, ratio in cold.items():
        figure(f"search.cold.{kind.replace(' ', '-')}.{name}", ratio, "x", goal)
    if results.scores:
        figure(f"search.score-difference.{name}", results.score_difference, "relative", "<= 0.000001")
    milliseconds, megabytes = _MOST_TO_OPEN.get(size, ("none", "none"))
    figure(f"search.open.{name}", results.opening.milliseconds, "ms", milliseconds)
    figure(f"search.memory-open.{name}", results.opening.megabytes_open, "MB", megabytes)
    figure(f"search.memory-used.{name}", results.opening.megabytes_used, "MB", megabytes)
    figure(f"search.build.{name}", results.built["ours"].seconds, "s", _BUILD_GOAL.get(size, "none"))


def print_growth(sizes: Sizes) -> None:
    """Print how time grows with the number of activities; it needs two sizes."""
    if len(sizes) < 2:
        return
    print(f"\ngrowth exponents over {', '.join(f'{size:,}' for size in sizes)}")
    engines = list(next(iter(sizes.values())).milliseconds)
    for engine in engines:
        grown = {
            kind: growth_exponent({size: one.milliseconds[engine][kind] for size, one in sizes.items()})
            for kind in KINDS
        }
        print(f"{engine}: " + ", ".join(f"{kind} {value:.2f}" for kind, value in grown.items()))
        if engine == "ours":
            for kind in IN_THE_MEAN:
                figure(f"search.growth.{kind.replace(' ', '-')}", grown[kind], "exponent", "<= 0.75")
