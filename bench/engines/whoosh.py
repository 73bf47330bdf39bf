"""Whoosh as its documentation shows it: a searcher for each request, facets by `groupedby`, filters by `filter`."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.engines.corpus import FIELDS, Corpus
from bench.engines.questions import TOP, Answer, Question
from portal.activities.rules.facets import Facet
from portal.activities.search.documents import FIELD_BOOSTS

with warnings.catch_warnings():
    # The release of 2016 has invalid escapes in its strings, which newer Pythons report.
    warnings.simplefilter("ignore")
    from whoosh import analysis, fields, index, query, scoring, sorting

_FACETS = tuple(Facet)
_WRITER_MEGABYTES = 512
_FAR = float("inf")


def build(corpus: Corpus, folder: Path) -> None:
    """Build one segment, so that row n is document n."""
    text = {name: fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer(), phrase=True) for name in FIELDS}
    tags = {facet.value: fields.KEYWORD(scorable=False) for facet in _FACETS}
    place = folder / "whoosh"
    place.mkdir()
    schema = fields.Schema(**_renamed(text), **tags, id=fields.STORED, place=fields.STORED)
    created = index.create_in(str(place), schema)
    writer = created.writer(limitmb=_WRITER_MEGABYTES)
    for row, stems in enumerate(corpus.stems):
        values: dict[str, list[str]] = {}
        for facet, code in corpus.values[row]:
            values.setdefault(facet.value, []).append(code)
        joined = {name: " ".join(codes) for name, codes in values.items()}
        point = corpus.points[row]
        where = (point.easting, point.northing) if point else None
        writer.add_document(**_renamed(stems), **joined, id=corpus.ids[row], place=where)
    writer.commit()
    created.close()


def _renamed(named: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of words names that no facet has."""
    return {f"text_{name}": value for name, value in named.items()}


class Whoosh:
    """Asks Whoosh."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        """Open the index; each question opens a searcher."""
        self._index = index.open_dir(str(folder / "whoosh"))

    def answer(self, question: Question) -> Answer:
        """Answer."""
        with self._index.searcher(weighting=scoring.BM25F()) as searcher:
            filters = {facet: _filter(facet, codes) for facet, codes in question.chosen.items()}
            found = _search(searcher, question, filters, _FACETS)
            counts = {facet: _counts(found, facet) for facet in _FACETS}
            ids = [hit["id"] for hit in found[:TOP]]
            for facet in filters:
                if not facet.needs_all:
                    others = {other: one for other, one in filters.items() if other is not facet}
                    counts[facet] = _counts(_search(searcher, question, others, [facet]), facet)
            return Answer(len(found), counts, ids)

    def matching(self, question: Question) -> frozenset[int]:
        """Give all ids."""
        with self._index.searcher() as searcher:
            filters = [_filter(facet, codes) for facet, codes in question.chosen.items()]
            rows = searcher.docs_for_query(query.And([_words(question), *filters]))
            return frozenset(searcher.stored_fields(row)["id"] for row in rows)

    def scores(self, units: Sequence[Sequence[str]]) -> Mapping[int, float]:
        """Give the score of each row that has one stem of each unit."""
        asked = query.And([query.Or([_in_fields(stem) for stem in unit]) for unit in units])
        with self._index.searcher(weighting=scoring.BM25F()) as searcher:
            found = searcher.search(asked, limit=None)
            return {found.docnum(place): found.score(place) for place in range(found.scored_length())}

    def close(self) -> None:
        """Close the files."""
        self._index.close()


def _search(searcher: Any, question: Question, filters: Mapping[Facet, Any], facets: Sequence[Facet]) -> Any:
    groups = sorting.Facets()
    for facet in facets:
        groups.add_field(facet.value, allow_overlap=True, maptype=sorting.Count)
    chosen = query.And(list(filters.values())) if filters else None
    order = _distance(searcher, question) if question.near is not None else None
    return searcher.search(_words(question), limit=TOP, filter=chosen, groupedby=groups, sortedby=order)


def _counts(found: Any, facet: Facet) -> dict[str, int]:
    """Give the counts of a facet; Whoosh also counts, under None, the rows that fit no choice."""
    return {code: count for code, count in found.groups(facet.value).items() if code is not None}


def _words(question: Question) -> Any:
    if not question.units:
        return query.Every()
    units = [query.Or([_in_fields(stem) for stem in unit]) for unit in question.units]
    return units[0] if len(units) == 1 else query.And(units)


def _in_fields(stem: str) -> Any:
    return query.Or([query.Term(f"text_{name}", stem, boost=boost) for name, boost in FIELD_BOOSTS.items()])


def _filter(facet: Facet, codes: Sequence[str]) -> Any:
    terms = [query.Term(facet.value, code) for code in codes]
    return query.And(terms) if facet.needs_all else query.Or(terms)


def _distance(searcher: Any, question: Question) -> Any:
    assert question.near is not None
    east, north = question.near.easting, question.near.northing

    def away(_searcher: Any, row: int) -> float:
        place = searcher.stored_fields(row).get("place")
        return (place[0] - east) ** 2 + (place[1] - north) ** 2 if place else _FAR

    return sorting.FunctionFacet(away)
