"""Writing the words of the directory: Whoosh indexes and scores them, and all of it is decoded once, here.

A process that answers families reads flat tables: the rows and scores of each stem, and for the frequent ones
their set of rows too. So no word has to be decoded while somebody waits, whether it was asked before or not.
"""

import shutil
import warnings
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from portal.activities.search.analysis import folded_words, index_analyzer, stems_with_spaces
from portal.activities.search.bitsets import bits_of
from portal.activities.search.documents import FIELD_BOOSTS, IndexedActivity
from portal.activities.search.spelling import is_spelt
from portal.activities.search.tables import as_lines

with warnings.catch_warnings():
    # See analysis.py: the release of 2016 warns when it is compiled.
    warnings.simplefilter("ignore")
    from whoosh import fields, index
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.scoring import BM25F, bm25
    from whoosh.util.numeric import byte_to_length, length_to_byte

_BM25: Any = BM25F()
_FIELDS = tuple(FIELD_BOOSTS)

# A stem in more than one row of so many is kept as a set too: there it is smaller than the list of its rows.
FREQUENT = 32
# Between the fields of a document in the table of stems, so that no phrase reaches across.
_FIELD_END = " . "
_WRITER_MEGABYTES = 128

# Told which part of the work is done, from 0 to 1.
Progress = Callable[[float], None]
# Measured: what adding takes, and what adding and writing take, of the whole.
_ADDED, _WRITTEN = 0.2, 0.6


def word_tables(documents: Sequence[IndexedActivity], progress: Progress, workshop: Path) -> dict[str, bytes]:
    """Index documents with Whoosh and give the tables of their words; row n is the nth document.

    Whoosh's own files are in `workshop`, a folder of ours, for as long as this takes: its way to keep them in
    memory puts parts of them under a fixed name where every user of the machine may write.
    """
    counts: Counter[str] = Counter()
    stems: list[str] = []
    text = {name: fields.TEXT(analyzer=index_analyzer(), phrase=False) for name in FIELD_BOOSTS}
    workshop.mkdir(mode=0o700)
    held: Any = index.create_in(str(workshop), fields.Schema(**text))
    # It is read once and thrown away, so compressing it would be work for nothing.
    writer = held.writer(limitmb=_WRITER_MEGABYTES, codec=W3Codec(compression=0))
    for number, document in enumerate(documents):
        words = {name: folded_words(text) for name, text in document.texts()}
        stemmed = {name: stems_with_spaces(found) for name, found in words.items()}
        writer.add_document(**stemmed)
        stems.append(document_text(stemmed.values()))
        counts.update({word for found in words.values() for word in found if is_spelt(word)})
        progress(_ADDED * number / len(documents))
    progress(_ADDED)
    writer.commit()
    ordered = dict(sorted(counts.items()))
    postings = _postings(held, len(documents), progress)
    held.close()
    shutil.rmtree(workshop)
    return {
        "documents": as_lines(stems),
        "spelt": as_lines(ordered),
        "spelt.counts": array("I", ordered.values()).tobytes(),
        **postings,
    }


def document_text(fields: Iterable[str]) -> str:
    """Give the stems of a document's fields as one text in which a phrase is looked for."""
    return f" {_FIELD_END.join(fields)} "


def score(weight: float, count: int, length: int, average: float) -> float:
    """Give Whoosh's BM25F number of a stem that stands `count` times in a field of this length.

    Whoosh keeps the length of a field in one byte, so long ones are rounded.
    """
    kept = byte_to_length(length_to_byte(length))
    found: float = bm25(weight, count, kept, average, _BM25.B, _BM25.K1)
    return found


def _postings(held: Any, size: int, progress: Progress) -> dict[str, bytes]:
    """Decode every stem into rows and Whoosh's scores, summed over the fields with their boosts."""
    stems: list[str] = []
    starts, rows, scores = array("Q", [0]), array("I"), array("f")
    frequent, sets = array("I"), bytearray()
    width = (size + 7) >> 3
    with held.searcher() as searcher:
        source = _Source(searcher, size)
        for stem, found, done in source.decoded():
            here = sorted(found)
            if len(here) * FREQUENT > size:
                frequent.append(len(stems))
                sets += bits_of(here, size).to_bytes(width, "little")
            stems.append(stem)
            rows.extend(here)
            scores.extend(map(found.__getitem__, here))
            starts.append(len(rows))
            progress(_WRITTEN + (1 - _WRITTEN) * done)
    progress(1.0)
    return {
        "stems": as_lines(stems),
        "starts": starts.tobytes(),
        "rows": rows.tobytes(),
        "scores": scores.tobytes(),
        "frequent": frequent.tobytes(),
        "frequent.bits": bytes(sets),
        "averages": array("d", source.averages).tobytes(),
        "weights": source.weights.tobytes(),
    }


class _Source:
    """A Whoosh index as it is decoded: stem by stem over all fields."""

    def __init__(self, searcher: Any, size: int) -> None:
        self._searcher = searcher
        self._reader: Any = searcher.reader()
        self.averages = [float(searcher.avg_field_length(name) or 1) for name in FIELD_BOOSTS]
        self._lengths = [
            [self._reader.doc_field_length(row, name, 1) for row in range(size)] for name in FIELD_BOOSTS
        ]
        # For each stem and field how much the stem tells there (idf), 0 where the field does not have it.
        self.weights = array("f")

    def decoded(self) -> Iterator[tuple[str, Mapping[int, float], float]]:
        """Give each stem in order with its rows and scores, and which part of all stems is done."""
        named = [
            [(stem.decode("utf-8"), place) for stem in self._reader.lexicon(name)]
            for place, name in enumerate(FIELD_BOOSTS)
        ]
        total, done = sum(map(len, named)), 0
        for stem, entries in groupby(merge(*named), key=itemgetter(0)):
            found: dict[int, float] = {}
            weights = [0.0] * len(named)
            for _stem, place in entries:
                weights[place] = self._add(found, stem, place)
                done += 1
            self.weights.extend(weights)
            yield stem, found, done / total

    def _add(self, found: dict[int, float], stem: str, place: int) -> float:
        """Add the scores of one field; give the idf there."""
        name = _FIELDS[place]
        boost, lengths, average = FIELD_BOOSTS[name], self._lengths[place], self.averages[place]
        idf: float = self._searcher.idf(name, stem)
        matcher = self._reader.postings(name, stem)
        while matcher.is_active():
            row = matcher.id()
            points = bm25(idf, matcher.weight(), lengths[row], average, _BM25.B, _BM25.K1)
            found[row] = found.get(row, 0.0) + points * boost
            matcher.next()
        return idf
