"""What every engine gets: the same activities with the same stems and the same choices."""

import pickle
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.generated import SEED, Words, generated_documents, pools_of
from portal.activities.queries import facet_codes
from portal.activities.rules.facets import Facet, FacetCodes, values_of
from portal.activities.rules.sessions import SchoolYear
from portal.activities.search.analysis import folded_words, stems_with_spaces
from portal.activities.search.documents import FIELD_BOOSTS, IndexedActivity
from portal.core.places import Point
from portal.pack import load_pack
from portal.places.rules import Places
from portal.settings import PROJECT
from portal.taxonomy.content import Taxonomy

FIELDS = tuple(FIELD_BOOSTS)
Value = tuple[Facet, str]


@dataclass(frozen=True)
class Corpus:
    """So many activities in browsing order; row n is the nth."""

    words: Words
    documents: Sequence[IndexedActivity]
    codes: FacetCodes
    towns: Sequence[Point]

    @cached_property
    def stems(self) -> Sequence[Mapping[str, str]]:
        """Give the stems of each row by field, with spaces between."""
        return [
            {name: stems_with_spaces(folded_words(text)) for name, text in document.texts()}
            for document in self.documents
        ]

    @cached_property
    def values(self) -> Sequence[Sequence[Value]]:
        """Give all choices that each row fits."""
        return [
            [(facet, code) for facet, codes in values_of(one.facts, self.codes).items() for code in codes]
            for one in self.documents
        ]

    @cached_property
    def all_values(self) -> Sequence[Value]:
        """Give all choices that any row fits, the ones of a facet side by side."""
        found = {value for values in self.values for value in values}
        order = list(Facet)
        return sorted(found, key=lambda value: (order.index(value[0]), value[1]))

    @cached_property
    def frequencies(self) -> Mapping[str, int]:
        """Give in how many rows each stem stands."""
        counts: Counter[str] = Counter()
        for stems in self.stems:
            counts.update({stem for text in stems.values() for stem in text.split()})
        return dict(counts)

    @cached_property
    def ids(self) -> Sequence[int]:
        """Give the id of each row."""
        return [one.facts.activity_id for one in self.documents]

    @cached_property
    def points(self) -> Sequence[Point | None]:
        """Give where each row is; None where nobody has to travel or nobody knows."""
        return [None if one.facts.travels_to_you else one.facts.point for one in self.documents]


def corpus_of(size: int, kept: Path | None) -> Corpus:
    """Generate so many activities, or read those that were generated before."""
    path = kept / "corpus.pickle" if kept else None
    if path is not None and path.exists():
        loaded: Corpus = pickle.loads(path.read_bytes())
        return loaded
    pack = load_pack(PROJECT / "content")
    taxonomy, places = pack.of(Taxonomy), pack.of(Places)
    words = Words(random.Random(SEED))
    pools = pools_of(PROJECT / "content", taxonomy, places)
    documents = generated_documents(size, pools, words, taxonomy, places, pack.of(SchoolYear))
    corpus = Corpus(words, documents, facet_codes(taxonomy), [town.point for town in places.towns])
    _ = corpus.stems, corpus.values, corpus.frequencies
    if path is not None:
        path.write_bytes(pickle.dumps(corpus, pickle.HIGHEST_PROTOCOL))
    return corpus
