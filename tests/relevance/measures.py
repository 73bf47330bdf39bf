"""How well a ranking answers judged searches: nDCG@10 and success@3."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean

from portal.infra.content_files import ContentModel, load_yaml

GRADES = {"best": 3, "good": 2, "fair": 1}
PARTS = ("tune", "held_out")
ANSWER = "answer"
ABSENT = "absent"
_DEPTH = 10
_FIRST = 3
_GOOD = 2


class Wanted(ContentModel):
    """What answers a search: activities by grade, and pages of the offer."""

    best: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    fair: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


class JudgedFile(ContentModel):
    """The file of judged searches: for each part and group, pairs of words and what is wanted."""

    wanted: Mapping[str, Wanted]
    tune: Mapping[str, tuple[tuple[str, str], ...]]
    held_out: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One search with the grade of each activity; whatever has no grade does not help."""

    words: str
    group: str
    part: str
    grades: Mapping[str, int]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the portal shows for a search: activities and answers by slug and address, best first."""

    slugs: Sequence[str]
    pages: Sequence[str] = ()
    # It says that nothing has all the words, or that there is nothing.
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of one search; `ndcg` is None where nothing is wanted, so that there is no order."""

    judged: Judged
    ndcg: float | None
    success: float


def judged_searches(path: Path) -> tuple[Judged, ...]:
    """Read the file of judged searches."""
    file = load_yaml(path, JudgedFile)
    return tuple(
        Judged(words, group, part, _grades(file.wanted[name]), file.wanted[name].pages)
        for part, groups in (("tune", file.tune), ("held_out", file.held_out))
        for group, searches in groups.items()
        for words, name in searches
    )


def _grades(wanted: Wanted) -> dict[str, int]:
    by_name = {"best": wanted.best, "good": wanted.good, "fair": wanted.fair}
    return {slug: GRADES[name] for name, slugs in by_name.items() for slug in slugs}


def ndcg(shown: Sequence[str], grades: Mapping[str, int]) -> float:
    """Give the gain (2^grade - 1) of the first ten, each place worth less, as a part of the best there is."""
    gained = [grades.get(one, 0) for one in shown[:_DEPTH]]
    ideal = sorted(grades.values(), reverse=True)[:_DEPTH]
    return _discounted(gained) / _discounted(ideal)


def _discounted(grades: Iterable[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 2) for place, grade in enumerate(grades))


def measured(judged: Judged, shown: Shown) -> Measured:
    """Measure a search: its pages where a page is the answer, else its activities."""
    if judged.group == ANSWER:
        pages = dict.fromkeys(judged.pages, GRADES["best"])
        return Measured(judged, ndcg(shown.pages, pages), _success(shown.pages, pages))
    if not judged.grades:
        return Measured(judged, None, float(shown.is_partial or not shown.slugs))
    return Measured(judged, ndcg(shown.slugs, judged.grades), _success(shown.slugs, judged.grades))


def _success(shown: Sequence[str], grades: Mapping[str, int]) -> float:
    return float(any(grades.get(one, 0) >= _GOOD for one in shown[:_FIRST]))


def ndcg_of(found: Sequence[Measured]) -> float:
    """Give the mean nDCG@10."""
    return fmean(one.ndcg for one in found if one.ndcg is not None)


def success_of(found: Sequence[Measured]) -> float:
    """Give the mean success@3."""
    return fmean(one.success for one in found)


def by_groups(found: Sequence[Measured], measure: Callable[[Sequence[Measured]], float]) -> float:
    """Give the mean over the groups, so that none counts more for its size; without what the pack has not."""
    return fmean(measure(ones) for group, ones in _groups(found).items() if group != ABSENT)


def _groups(found: Sequence[Measured]) -> dict[str, list[Measured]]:
    groups: dict[str, list[Measured]] = {}
    for one in found:
        groups.setdefault(one.judged.group, []).append(one)
    return groups


def of_part(found: Iterable[Measured], part: str) -> list[Measured]:
    """Give the measures of one part of the file."""
    return [one for one in found if one.judged.part == part]


def table(found: Sequence[Measured]) -> str:
    """Give both measures of each group and part as a table of text."""
    lines = [f"{'':12}" + "".join(f"{part:>26}" for part in PARTS)]
    lines.append(f"{'group':12}" + f"{'searches nDCG@10 succ.@3':>26}" * len(PARTS))
    for group in _groups(found):
        row = [[one for one in of_part(found, part) if one.judged.group == group] for part in PARTS]
        lines.append(f"{group:12}" + "".join(_cells(ones, ndcg_of(ones), success_of(ones)) for ones in row))
    parts = [of_part(found, part) for part in PARTS]
    cells = [_cells(ones, by_groups(ones, ndcg_of), by_groups(ones, success_of)) for ones in parts]
    return "\n".join((*lines, f"{'mean':12}" + "".join(cells)))


def _cells(found: Sequence[Measured], one: float, other: float) -> str:
    return f"{len(found):>10}{one:>8.3f}{other:>8.3f}"
