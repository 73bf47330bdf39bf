"""Building the indexes of all engines, once for each size, with a sign of life."""

import hashlib
import json
import shutil
import threading
import time
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.engines import fts5, ours, tantivy, whoosh
from bench.engines.corpus import Corpus
from portal.settings import PROJECT

_SIGN_OF_LIFE_SECONDS = 15
_BUILDERS: dict[str, Callable[[Corpus, Path], None]] = {
    "ours": ours.build,
    "fts5": fts5.build,
    "tantivy": tantivy.build,
    "whoosh": whoosh.build,
}
# An index that was kept is built again when a file changed that it was made by. Dates may come to be made in
# another way: all engines were told the same ones, so what was kept still compares like with like.
_GENERATED = (
    "bench/generated/*.py",
    "bench/engines/corpus.py",
    "portal/activities/rules/facets.py",
)
_MADE_BY = {
    "corpus": _GENERATED,
    # What reads an index may change; what writes it moves the number of the format in documents.py.
    "ours": (
        *_GENERATED,
        "bench/engines/ours.py",
        "portal/activities/search/documents.py",
        "portal/activities/search/row_sets.py",
        "portal/activities/search/tables.py",
        "portal/activities/search/writing.py",
    ),
    "fts5": (*_GENERATED, "bench/engines/fts5.py", "bench/engines/sql_counters.py"),
    "tantivy": (*_GENERATED, "bench/engines/tantivy.py"),
    "whoosh": (*_GENERATED, "bench/engines/whoosh.py"),
}


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index took, and how large it is on disk."""

    seconds: float
    megabytes: float


def forget_old(kept: Path) -> None:
    """Remove from a folder of kept indexes what other code has made."""
    kept.mkdir(parents=True, exist_ok=True)
    for name, sources in _MADE_BY.items():
        digest = hashlib.sha256()
        for path in sorted(path for source in sources for path in PROJECT.glob(source)):
            digest.update(path.read_bytes())
        state = kept / f"{name}.made-by"
        if not state.exists() or state.read_text() != digest.hexdigest():
            for report in kept.glob(f"{name}.[jp]*"):
                report.unlink()
            state.write_text(digest.hexdigest())


def built(corpus: Corpus, folder: Path, without: Container[str] = ()) -> dict[str, Built]:
    """Build what is not there yet and will be asked."""
    reports: dict[str, Built] = {}
    for name, build in _BUILDERS.items():
        if name in without:
            continue
        place, report = folder / name, folder / f"{name}.json"
        if not report.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            started = time.monotonic()
            with _sign_of_life(f"{len(corpus.documents):,} activities, {name}: building"):
                build(corpus, place)
            report.write_text(json.dumps(asdict(Built(time.monotonic() - started, _megabytes(place)))))
        reports[name] = Built(**json.loads(report.read_text()))
    return reports


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


@contextmanager
def _sign_of_life(text: str) -> Iterator[None]:
    """Say every few seconds that it goes on."""
    ended = threading.Event()
    started = time.monotonic()

    def speak() -> None:
        print(text, flush=True)
        while not ended.wait(_SIGN_OF_LIFE_SECONDS):
            print(f"{text}, {time.monotonic() - started:.0f} s", flush=True)

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        ended.set()
        speaker.join()
