"""Tantivy: compiled Rust, one segment, counts by its own aggregations over fast fields.

Measured before: one `terms` aggregation over a field of numbers with all choices takes half of what one over text or
eighteen over a field for each facet take; a `histogram`, `range`s and a search for each choice are slower. Document
frequencies would count everything at once, but they also count what was deleted, so they are not exact.
Words are found in one field without positions; the eight fields with their boosts only rank the best twenty.
"""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from bench.engines.corpus import FIELDS, Corpus, Value
from bench.engines.questions import TOP, Answer, Question
from portal.activities.rules.facets import Facet
from portal.activities.search.documents import FIELD_BOOSTS

_HEAP = 2_000_000_000
_NOWHERE = 1 << 40


def build(corpus: Corpus, folder: Path) -> None:
    """Build one segment."""
    place = folder / "tantivy"
    place.mkdir()
    index = tantivy.Index(_schema(corpus.all_values), str(place))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    numbers = {value: number for number, value in enumerate(corpus.all_values)}
    for row, stems in enumerate(corpus.stems):
        document = tantivy.Document()
        for name, text in stems.items():
            document.add_text(name, text)
        document.add_text("words", " ".join(stems.values()))
        for facet, code in corpus.values[row]:
            document.add_unsigned("value", numbers[facet, code])
            document.add_unsigned(_own(facet), numbers[facet, code])
        point = corpus.points[row]
        document.add_unsigned("id", corpus.ids[row])
        document.add_integer("east", point.easting if point else _NOWHERE)
        document.add_integer("north", point.northing if point else _NOWHERE)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _schema(values: Sequence[Value]) -> Any:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("value", indexed=True, fast=True)
    for facet in dict.fromkeys(facet for facet, _code in values):
        builder.add_unsigned_field(_own(facet), fast=True)
    builder.add_unsigned_field("id", fast=True)
    builder.add_integer_field("east", fast=True)
    builder.add_integer_field("north", fast=True)
    return builder.build()


def _own(facet: Facet) -> str:
    return f"of_{facet.value}"


class Tantivy:
    """Asks tantivy."""

    name = "tantivy"

    def __init__(self, folder: Path, values: Sequence[Value]) -> None:
        """Open the index."""
        index = tantivy.Index.open(str(folder / "tantivy"))
        index.reload()
        self._schema: Any = index.schema
        # Its type stubs know less than it can do.
        self._searcher: Any = index.searcher()
        self._values = values
        self._numbers = {value: number for number, value in enumerate(values)}

    def answer(self, question: Question) -> Answer:
        """Answer."""
        filters = {facet: self._filter(facet, codes) for facet, codes in question.chosen.items()}
        words = self._words(question)
        counts = self._counted("value", _all_of([*words, *filters.values()]))
        for facet in filters:
            if not facet.needs_all:
                others = [query for other, query in filters.items() if other is not facet]
                counts[facet] = self._counted(_own(facet), _all_of([*words, *others])).get(facet, {})
        if question.near is not None:
            total, ids = self._nearest(question, _all_of([*words, *filters.values()]))
        else:
            ranked = [
                *self._ranked(question),
                *(Query.const_score_query(one, 0.0) for one in filters.values()),
            ]
            found = self._searcher.search(_all_of(ranked), TOP)
            total, ids = found.count, self._ids(found.hits)
        return Answer(total, counts, ids)

    def matching(self, question: Question) -> frozenset[int]:
        """Give all ids."""
        filters = [self._filter(facet, codes) for facet, codes in question.chosen.items()]
        query = _all_of([*self._words(question), *filters])
        found = self._searcher.search(query, self._searcher.num_docs, count=False)
        return frozenset(self._ids(found.hits))

    def close(self) -> None:
        """Nothing is held open."""

    def _counted(self, field: str, query: Any) -> dict[Facet, dict[str, int]]:
        wanted = {"counts": {"terms": {"field": field, "size": len(self._values)}}}
        counts: dict[Facet, dict[str, int]] = {}
        for bucket in self._searcher.aggregate(query, wanted)["counts"]["buckets"]:
            facet, code = self._values[int(bucket["key"])]
            counts.setdefault(facet, {})[code] = bucket["doc_count"]
        return counts

    def _nearest(self, question: Question, query: Any) -> tuple[int, Sequence[int]]:
        """Give the nearest; tantivy cannot order by a distance, so this is done here over its fast fields."""
        assert question.near is not None
        east, north = question.near.easting, question.near.northing
        hits = self._searcher.search(query, self._searcher.num_docs, count=False).hits
        addresses = [address for _score, address in hits]
        if not addresses:
            return 0, ()
        easts = self._searcher.fast_field_values("east", addresses)
        norths = self._searcher.fast_field_values("north", addresses)
        away = [
            ((one - east) ** 2 + (other - north) ** 2, address.doc, place)
            for place, (one, other, address) in enumerate(zip(easts, norths, addresses, strict=True))
        ]
        best = [addresses[place] for _away, _row, place in nsmallest(TOP, away)]
        return len(hits), self._searcher.fast_field_values("id", best)

    def _ids(self, hits: Iterable[tuple[Any, Any]]) -> list[int]:
        addresses = [address for _score, address in hits]
        return self._searcher.fast_field_values("id", addresses) if addresses else []

    def _filter(self, facet: Facet, codes: Sequence[str]) -> Any:
        terms = [self._value(self._numbers[facet, code]) for code in codes]
        return _all_of(terms) if facet.needs_all else _any_of(terms)

    def _value(self, number: int) -> Any:
        return Query.term_query(self._schema, "value", number, index_option="basic")

    def _words(self, question: Question) -> list[Any]:
        """Give what finds the words, without a score."""
        return [
            _any_of([Query.term_query(self._schema, "words", stem, index_option="basic") for stem in unit])
            for unit in question.units
        ]

    def _ranked(self, question: Question) -> list[Any]:
        """Give what finds the words in the fields, with a score."""
        return [_any_of([self._in_fields(stem, FIELD_BOOSTS) for stem in unit]) for unit in question.units]

    def _in_fields(self, stem: str, boosts: Mapping[str, float]) -> Any:
        return _any_of(
            [
                Query.boost_query(Query.term_query(self._schema, name, stem, index_option="freq"), boost)
                for name, boost in boosts.items()
            ]
        )


def _all_of(queries: Sequence[Any]) -> Any:
    if not queries:
        return Query.all_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, one) for one in queries])


def _any_of(queries: Sequence[Any]) -> Any:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, one) for one in queries])
