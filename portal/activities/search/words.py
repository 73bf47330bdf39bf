"""The words of the directory in a Whoosh index, each decoded once into rows and scores."""

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from portal.activities.search.analysis import folded_words, index_analyzer, stems_with_spaces
from portal.activities.search.bounded import BoundedCache
from portal.activities.search.documents import FIELD_BOOSTS, IndexedActivity
from portal.activities.search.ranking import Hits
from portal.activities.search.spelling import is_spelt
from portal.core.errors import PortalError

with warnings.catch_warnings():
    # See analysis.py: the release of 2016 warns when it is compiled.
    warnings.simplefilter("ignore")
    from whoosh import fields, index, query, scoring
    from whoosh.filedb.filestore import RamStorage

# Postings kept in memory, at 8 bytes each with their scores.
_POSTINGS_KEPT = 1_000_000
_WRITER_MEGABYTES = 64


class IndexMismatchError(PortalError):
    """The words and the facts of an index do not belong together."""


def write_words(folder: Path, documents: Iterable[IndexedActivity]) -> dict[str, int]:
    """Write the index of words and count in how many documents each of them stands, not stemmed.

    Row n is the nth document, because there is one writer and one segment.
    """
    counts: Counter[str] = Counter()
    text = {name: fields.TEXT(analyzer=index_analyzer(), phrase=True) for name in FIELD_BOOSTS}
    created = index.create_in(str(folder), fields.Schema(**text))
    writer = created.writer(limitmb=_WRITER_MEGABYTES)
    for document in documents:
        words = {name: folded_words(text) for name, text in document.texts()}
        writer.add_document(**{name: stems_with_spaces(found) for name, found in words.items()})
        counts.update({word for found in words.values() for word in found if is_spelt(word)})
    writer.commit()
    created.close()
    return dict(counts)


class WordIndex:
    """One open index; a searcher is kept, because opening one reads all its metadata again."""

    def __init__(self, files: Mapping[str, bytes], size: int) -> None:
        """Open the index from the bytes of its files; raises IndexMismatchError."""
        self._index: Any = _in_memory(files).open_index()
        self._searcher: Any = self._index.searcher(weighting=scoring.BM25F())
        self._reader: Any = self._searcher.reader()
        if self._reader.doc_count_all() != size:
            raise IndexMismatchError(
                f"the index has {self._reader.doc_count_all()} rows, the facts have {size}"
            )
        self.size = size
        self._kept: BoundedCache[tuple[str, ...], Hits] = BoundedCache(_POSTINGS_KEPT)
        # A Whoosh reader moves through its files; two threads at once would read each other's places.
        self._lock = Lock()

    def hits(self, stems: Sequence[str]) -> Hits:
        """Give the rows with these stems side by side, with the sum of Whoosh's scores over all fields."""
        key = tuple(stems)
        known = self._kept.get(key)
        if known is None:
            with self._lock:
                known = Hits(self._decoded(key), self.size)
            # Unknown words are not kept: a crawler could ask for them without end.
            if len(known.rows):
                self._kept.put(key, known, cost=len(known.rows))
        return known

    def forget(self) -> None:
        """Empty the cache, for measurements."""
        self._kept.clear()

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()
        self._index.close()

    def _decoded(self, stems: tuple[str, ...]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for name, boost in FIELD_BOOSTS.items():
            if not all((name, stem) in self._reader for stem in stems):
                continue
            matcher = self._matcher(name, stems)
            while matcher.is_active():
                row = matcher.id()
                scores[row] = scores.get(row, 0.0) + matcher.score() * boost
                matcher.next()
        return scores

    def _matcher(self, name: str, stems: tuple[str, ...]) -> Any:
        if len(stems) == 1:
            return self._searcher.postings(name, stems[0])
        return query.Phrase(name, list(stems)).matcher(self._searcher)


def _in_memory(files: Mapping[str, bytes]) -> Any:
    """Put the checked bytes where Whoosh reads them: a file that is cut later cannot end the process."""
    storage: Any = RamStorage()
    for name, content in files.items():
        file = storage.create_file(name)
        file.write(content)
        file.close()
    return storage
