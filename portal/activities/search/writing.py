"""Writing the words of the directory: every stem with its rows and its BM25F numbers, worked out once, here.

A process that answers families reads flat tables: the rows and scores of each stem, and for the frequent ones
their set of rows too. So no word has to be decoded while somebody waits, whether it was asked before or not.
The numbers are Whoosh's: its formula, its rounded lengths, its averages. Its own index is not written, because
that took five times as long as all the rest, only to be read once and thrown away.
"""

import warnings
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log
from typing import Any

from portal.activities.search.analysis import folded_words, stems_with_spaces
from portal.activities.search.bitsets import bits_of
from portal.activities.search.documents import FIELD_BOOSTS, IndexedActivity
from portal.activities.search.spelling import is_spelt
from portal.activities.search.tables import as_lines

with warnings.catch_warnings():
    # See analysis.py: the release of 2016 warns when it is compiled.
    warnings.simplefilter("ignore")
    from whoosh.scoring import BM25F, bm25
    from whoosh.util.numeric import byte_to_length, length_to_byte

_BM25: Any = BM25F()

# A stem in more than one row of so many is kept as a set too: there it is smaller than the list of its rows.
FREQUENT = 32
# Between the fields of a document in the table of stems, so that no phrase reaches across.
_FIELD_END = " . "

# Told which part of the work is done, from 0 to 1.
Progress = Callable[[float], None]
# Measured: what reading the texts takes of the whole.
_READ = 0.5


def word_tables(documents: Sequence[IndexedActivity], progress: Progress) -> dict[str, bytes]:
    """Give the tables of the words of documents; row n is the nth document."""
    counts: Counter[str] = Counter()
    stems: list[str] = []
    fields = [_Field(boost) for boost in FIELD_BOOSTS.values()]
    for row, document in enumerate(documents):
        words = [folded_words(text) for _name, text in document.texts()]
        stemmed = [stems_with_spaces(found) for found in words]
        for field, found in zip(fields, stemmed, strict=True):
            field.add(row, found.split())
        stems.append(document_text(stemmed))
        counts.update(set(chain.from_iterable(words)))
        progress(_READ * row / len(documents))
    ordered = {word: count for word, count in sorted(counts.items()) if is_spelt(word)}
    return {
        "documents": as_lines(stems),
        "spelt": as_lines(ordered),
        "spelt.counts": array("I", ordered.values()).tobytes(),
        **_postings(fields, len(documents), progress),
    }


def document_text(fields: Iterable[str]) -> str:
    """Give the stems of a document's fields as one text in which a phrase is looked for."""
    return f" {_FIELD_END.join(fields)} "


def idf(size: int, rows: int) -> float:
    """Give how much a stem tells that stands in so many rows of all, by Whoosh's formula."""
    return log(size / (rows + 1)) + 1


def score(weight: float, count: int, length: int, average: float) -> float:
    """Give Whoosh's BM25F number of a stem that stands `count` times in a field of this length.

    Whoosh keeps the length of a field in one byte, so long ones are rounded.
    """
    kept = byte_to_length(length_to_byte(length))
    found: float = bm25(weight, count, kept, average, _BM25.B, _BM25.K1)
    return found


class _Field:
    """One field of all documents: how often each stem stands in which rows."""

    def __init__(self, boost: float) -> None:
        self._boost = boost
        # For each stem its rows, each followed by how often it stands there.
        self.rows: dict[str, array[int]] = {}
        self._lengths: dict[int, int] = {}
        # What a stem that tells 1 scores, by count and length: there are only a few hundred different ones.
        self._known: dict[tuple[int, int], float] = {}

    def add(self, row: int, stems: Sequence[str]) -> None:
        """Take in the stems of one row; rows rise."""
        if stems:
            self._lengths[row] = len(stems)
        for stem, count in Counter(stems).items():
            found = self.rows.get(stem)
            if found is None:
                found = self.rows[stem] = array("I")
            found.append(row)
            found.append(count)

    def average(self, size: int) -> float:
        """Give the mean length of this field over all rows."""
        return sum(self._lengths.values()) / max(1, size) or 1.0

    def scored(self, stem: str, size: int, average: float) -> tuple[float, Iterator[tuple[int, float]]]:
        """Give how much a stem tells here, 0 when it does not stand here, and its rows with their scores."""
        found = self.rows.get(stem)
        if found is None:
            return 0.0, iter(())
        weight = idf(size, len(found) // 2)
        return weight, self._points(found, weight * self._boost, average)

    def _points(self, found: "array[int]", weight: float, average: float) -> Iterator[tuple[int, float]]:
        known, lengths = self._known, self._lengths
        for row, count in zip(found[::2], found[1::2], strict=True):
            shape = (count, lengths[row])
            points = known.get(shape)
            if points is None:
                points = known[shape] = score(1.0, *shape, average)
            yield row, points * weight


def _postings(fields: Sequence[_Field], size: int, progress: Progress) -> dict[str, bytes]:
    """Give the rows of every stem and its scores, summed over the fields with their boosts."""
    stems = sorted({stem for field in fields for stem in field.rows})
    averages = [field.average(size) for field in fields]
    starts, rows, scores, weights = array("Q", [0]), array("I"), array("f"), array("f")
    frequent, sets = array("I"), bytearray()
    width = (size + 7) >> 3
    for place, stem in enumerate(stems):
        found = _summed(stem, fields, averages, size, weights)
        here = sorted(found)
        if len(here) * FREQUENT > size:
            frequent.append(place)
            sets += bits_of(here, size).to_bytes(width, "little")
        rows.extend(here)
        scores.extend(map(found.__getitem__, here))
        starts.append(len(rows))
        progress(_READ + (1 - _READ) * place / len(stems))
    progress(1.0)
    return {
        "stems": as_lines(stems),
        "starts": starts.tobytes(),
        "rows": rows.tobytes(),
        "scores": scores.tobytes(),
        "frequent": frequent.tobytes(),
        "frequent.bits": bytes(sets),
        "averages": array("d", averages).tobytes(),
        "weights": weights.tobytes(),
    }


def _summed(
    stem: str, fields: Sequence[_Field], averages: Sequence[float], size: int, weights: "array[float]"
) -> Mapping[int, float]:
    """Give the score of each row for a stem; adds how much it tells in each field to `weights`."""
    found: dict[int, float] = {}
    for field, average in zip(fields, averages, strict=True):
        weight, scored = field.scored(stem, size, average)
        weights.append(weight)
        if found:
            for row, points in scored:
                found[row] = found.get(row, 0.0) + points
        else:
            found = dict(scored)
    return found
