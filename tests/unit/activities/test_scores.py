"""The numbers by which results are ordered are Whoosh's own BM25F numbers."""

import random
import warnings
from pathlib import Path
from typing import Any

import pytest

from portal.activities.rules.facets import ActivityFacts
from portal.activities.search.analysis import index_analyzer, stems_with_spaces
from portal.activities.search.documents import FIELD_BOOSTS, IndexedActivity
from portal.core.tiers import OfferTier
from tests.unit.activities.small_directory import opened

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import fields, index, query, scoring

WORDS = ["swim", "pool", "warm", "hors", "ride", "club", "danc", "quiet", "music", "paint", "zebra", "night"]


def _documents(chance: random.Random, size: int) -> list[IndexedActivity]:
    def text(most: int) -> str:
        return " ".join(chance.choices(WORDS, weights=range(len(WORDS), 0, -1), k=chance.randint(0, most)))

    return [
        IndexedActivity(
            ActivityFacts(number, OfferTier.UNIVERSAL),
            title=text(4) or "club",
            kinds=text(2),
            summary=text(8),
            description=text(40),
        )
        for number in range(size)
    ]


def _whoosh_scores(folder: Path, documents: list[IndexedActivity], stem: str) -> dict[int, float]:
    """Search with Whoosh as its documentation says, on an index of its own."""
    schema = fields.Schema(
        row=fields.STORED, **{name: fields.TEXT(analyzer=index_analyzer()) for name in FIELD_BOOSTS}
    )
    made: Any = index.create_in(str(folder), schema)
    writer = made.writer()
    for row, document in enumerate(documents):
        texts = {name: stems_with_spaces(text.split()) for name, text in document.texts()}
        writer.add_document(row=row, **texts)
    writer.commit()
    wanted = query.Or([query.Term(name, stem, boost=boost) for name, boost in FIELD_BOOSTS.items()])
    with made.searcher(weighting=scoring.BM25F()) as searcher:
        return {hit["row"]: hit.score for hit in searcher.search(wanted, limit=None)}


@pytest.mark.parametrize("seed", range(3))
def test_each_stem_has_the_score_that_whoosh_gives(tmp_path: Path, seed: int) -> None:
    documents = _documents(random.Random(seed), 60)
    ours = opened(tmp_path / "ours", documents)
    for number, stem in enumerate(WORDS):
        folder = tmp_path / f"whoosh-{number}"
        folder.mkdir()
        theirs = _whoosh_scores(folder, documents, stem)
        hits = ours.words.hits((stem,))
        assert dict(zip(hits.rows, hits.scores, strict=True)) == pytest.approx(theirs, rel=1e-5)


def test_a_changed_row_is_scored_by_the_same_formula(tmp_path: Path) -> None:
    documents = _documents(random.Random(9), 60)
    built = opened(tmp_path, documents)
    # The same words again: nothing may change, although these rows are now read from what was saved.
    patched = built
    for number in range(5):
        patched = patched.patched(2 + number, [documents[number]], [])
    for stem in WORDS:
        before, after = built.words.hits((stem,)), patched.words.hits((stem,))
        assert list(after.rows) == list(before.rows)
        assert list(after.scores) == pytest.approx(list(before.scores), rel=1e-5)
