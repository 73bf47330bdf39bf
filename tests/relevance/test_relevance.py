"""Relevance of the search on the sample pack, measured by judged searches.

Measured in November 2026, as means over the groups (each search is in queries.yaml, judged before any
result was looked at); between the last two somebody else tried six hundred other searches:

                         nDCG@10    success@3
    tune, before           0.659          0.786
    tune, 26 November      0.866          0.980
    tune, 27 November      0.864          0.980
    held out, before       0.633          0.797
    held out, 26 November  0.756          0.910
    held out, 27 November  0.785          0.959

The floors below are a little lower, so that a change of one listing does not fail them, and a worse search does.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from tests.conftest import Prepared
from tests.relevance.measures import (
    ABSENT,
    ANSWER,
    PARTS,
    Measured,
    Shown,
    by_groups,
    judged_searches,
    measured,
    ndcg,
    ndcg_of,
    of_part,
    success_of,
    table,
)
from tests.relevance.sample_directory import SampleDirectory

JUDGED = judged_searches(Path(__file__).with_name("queries.yaml"))
FLOORS: Mapping[str, tuple[float, float]] = {"tune": (0.84, 0.95), "held_out": (0.76, 0.92)}
MOST_NEEDLESS_PANELS = 3
FEWEST_SEARCHES = 120
_FEW = 5
LEAST_LOSS = 0.1


@pytest.fixture(scope="module")
def directory(
    prepared_sqlite: Prepared, pack: ContentPack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SampleDirectory]:
    folder = tmp_path_factory.mktemp("relevance")
    shutil.copy(prepared_sqlite.folder / prepared_sqlite.database, folder / "portal.sqlite3")
    database = Database(f"sqlite:///{folder / 'portal.sqlite3'}")
    yield SampleDirectory(database, pack, folder / "index")
    database.close()


@pytest.fixture(scope="module")
def shown(directory: SampleDirectory) -> Sequence[Shown]:
    return [directory.shown(one.words) for one in JUDGED]


@pytest.fixture(scope="module")
def found(shown: Sequence[Shown]) -> Sequence[Measured]:
    return [measured(judged, one) for judged, one in zip(JUDGED, shown, strict=True)]


def test_there_are_enough_searches_and_none_twice() -> None:
    words = [one.words for one in JUDGED]
    assert len(words) == len(set(words))
    assert len(words) >= FEWEST_SEARCHES
    assert len({one.group for one in JUDGED if one.part == "tune"}) > 1
    groups = [{one.group for one in JUDGED if one.part == part} for part in PARTS]
    assert groups[0] == groups[1]


def test_judgements_name_what_there_is(directory: SampleDirectory) -> None:
    assert {slug for one in JUDGED for slug in one.grades} <= directory.slugs
    assert {page for one in JUDGED for page in one.pages} <= directory.pages
    assert [one.words for one in JUDGED if one.group == ANSWER and not one.pages] == []
    assert [one.words for one in JUDGED if not (one.grades or one.pages) and one.group != ABSENT] == []


def test_the_search_answers_as_well_as_it_did(
    found: Sequence[Measured], pytestconfig: pytest.Config, capfd: pytest.CaptureFixture[str]
) -> None:
    with capfd.disabled():
        if reporter := pytestconfig.pluginmanager.get_plugin("terminalreporter"):
            reporter.write_line(f"\n{table(found)}")
    for part, (least_ndcg, least_success) in FLOORS.items():
        ones = of_part(found, part)
        assert by_groups(ones, ndcg_of) >= least_ndcg, part
        assert by_groups(ones, success_of) >= least_success, part


def test_pages_do_not_stand_where_nobody_asked_for_them(shown: Sequence[Shown]) -> None:
    needless = [
        judged.words
        for judged, one in zip(JUDGED, shown, strict=True)
        if judged.group != ANSWER and set(one.pages) - set(judged.pages)
    ]
    assert len(needless) <= MOST_NEEDLESS_PANELS, needless


def _reversed(slugs: Sequence[str]) -> Sequence[str]:
    return slugs[::-1]


def _shuffled(slugs: Sequence[str]) -> Sequence[str]:
    # One order for all lists of a length would be a single draw, however many lists there are.
    return random.Random(" ".join(slugs)).sample(slugs, len(slugs))


@pytest.mark.parametrize("spoilt", [_reversed, _shuffled])
def test_a_spoilt_order_scores_lower(
    shown: Sequence[Shown], found: Sequence[Measured], spoilt: Callable[[Sequence[str]], Sequence[str]]
) -> None:
    pairs = [
        (good, measured(judged, Shown(spoilt(one.slugs))))
        for judged, one, good in zip(JUDGED, shown, found, strict=True)
        # A short answer holds the same in any order.
        if judged.group not in {ANSWER, ABSENT} and len(one.slugs) > _FEW
    ]
    before, after = [good for good, _bad in pairs], [bad for _good, bad in pairs]
    assert ndcg_of(before) - ndcg_of(after) > LEAST_LOSS
    assert success_of(before) - success_of(after) > LEAST_LOSS


def test_the_measure_is_between_nothing_and_the_best_there_is() -> None:
    grades = {"swim": 3, "splash": 2, "film": 1}
    assert ndcg(["swim", "splash", "film"], grades) == 1.0
    assert ndcg(["swim", "splash"], grades) > ndcg(["splash", "swim"], grades) > ndcg(["film"], grades) > 0
    assert ndcg(["dance"] * 10 + ["swim"], grades) == ndcg([], grades) == 0.0
