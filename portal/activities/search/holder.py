"""The index that a process has open, changed for the next one when the worker has built it."""

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from portal.activities.search import folder
from portal.activities.search.documents import IndexedActivity
from portal.activities.search.moves import moves
from portal.activities.search.open_index import OpenIndex, opened
from portal.activities.search.wordbook import Wordbook

logger = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 1.0
_COMPARE_EVERY_SECONDS = 0.5
# A failure may pass, of memory for one; a damaged index fails again and is left alone for as long again.
_DISTRUSTED_SECONDS = 60.0


class IndexHolder:
    """Gives the open index of a process, or None when there is none that can be trusted."""

    def __init__(self, place: Path, key: bytes, wordbook: Wordbook) -> None:
        """Set where indexes are and the key that they are signed with; nothing is opened yet."""
        self.wordbook = wordbook
        self.is_late = False
        self._place = place
        self._key = key
        # As it was built, with the changes that came after.
        self._open: OpenIndex | None = None
        self._name: str | None = None
        self._has_looked = False
        self._looked_at: float | None = None
        self._distrusted_at: float | None = None
        self._lock = Lock()
        self._compared_at: float | None = None
        self._moves = 0

    def is_time_to_compare(self) -> bool:
        """Tell whether the database should be asked for its revision: twice a second, and after our own changes."""
        if self._compared_at is None or self._moves != moves():
            return True
        return time.monotonic() - self._compared_at > _COMPARE_EVERY_SECONDS

    def compared(self, *, is_late: bool) -> None:
        """Remember whether the index has been behind the database for too long."""
        self._moves, self._compared_at = moves(), time.monotonic()
        self.is_late = is_late

    def patch(
        self,
        before: OpenIndex,
        revision: int,
        changed: Sequence[IndexedActivity],
        gone_ids: Sequence[int],
    ) -> OpenIndex | None:
        """Put what changed since an open index into it, and give it; another thread may have done it already."""
        with self._lock:
            if self._open is before:
                self._open = before.patched(revision, changed, gone_ids)
            self.compared(is_late=False)
            return self._open

    def distrust(self) -> None:
        """Use an index no more that failed while it answered, until there is another or a minute is over."""
        with self._lock:
            self._open = None
            self._distrusted_at = time.monotonic()

    def current(self) -> OpenIndex | None:
        """Give the index that the pointer names, looking at the pointer once a second at most."""
        now = time.monotonic()
        if self._looked_at is not None and now - self._looked_at < _LOOK_EVERY_SECONDS:
            return self._open
        with self._lock:
            self._looked_at = now
            name = folder.current_name(self._place)
            if name is None:
                self._missing()
            elif name != self._name or self._is_forgiven(now):
                self._change_to(name)
        return self._open

    def _is_forgiven(self, now: float) -> bool:
        return self._distrusted_at is not None and now - self._distrusted_at >= _DISTRUSTED_SECONDS

    def _missing(self) -> None:
        if self._name is not None or not self._has_looked:
            logger.error("there is no search index; the database answers until the worker has built one")
        self._open = self._name = None
        self._has_looked = True
        self._distrusted_at = None

    def _change_to(self, name: str) -> None:
        """Open an index; whatever is wrong with it, families must still get an answer from the database."""
        try:
            # The one before is not closed: another thread may be reading it. It goes when nobody holds it.
            self._open = opened(self._place, self._key, name, self.wordbook)
            self._compared_at = None
        except Exception as error:  # noqa: BLE001  # Damaged files raised 15 kinds of error when this was tried.
            logger.error("the search index %s cannot be used: %s", name, type(error).__name__)
            self._open = None
        self._name, self._distrusted_at = name, None
