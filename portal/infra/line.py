"""The line in which writers of an SQLite database stand, inside a process and between processes."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from portal.core.errors import PortalError

_LONGEST_SECONDS = 10.0
_ASK_AGAIN_SECONDS = 0.0005
# Long enough for whoever asks every half millisecond, too short to be felt.
_STEP_BACK_SECONDS = 0.001
_LONGEST_STEP_SECONDS = 0.25
# So long a process writes before it looks whether others wait: each change of turns leaves the database idle a moment.
_RUN_SECONDS = 0.02


class LineError(PortalError):
    """The turn did not come in time."""


class Line:
    """Gives turns to write: one thread of a process after another, and no process again and again before others.

    SQLite lets one write at a time and gives the turn to whoever asks in the right moment. With fifty families at
    once somebody would never have it, so the threads of a process stand in line. Between processes a lock on a file
    beside the database says that somebody waits; whoever has written then steps back for a moment.
    """

    def __init__(self, beside: Path | None, patience: float) -> None:
        """Stand in line for the database in a file; None is a database that no other process sees.

        After a turn, while others wait, a process leaves the database to them for `patience` times as long as the
        turn was: 0 for those who serve families, more for work that can wait a second.
        """
        self._patience = patience
        self._turn = Lock()
        self._file = beside and beside.with_name(f"{beside.name}-line")
        self._held: int | None = None
        self._step_back_after = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the turn of this process; raises LineError after ten seconds."""
        if not self._turn.acquire(timeout=_LONGEST_SECONDS):
            raise LineError("others in this process write")
        started = time.monotonic()
        try:
            yield
        finally:
            self._step_back(time.monotonic() - started)
            self._turn.release()

    def _step_back(self, held: float) -> None:
        """Leave the database to those who wait for it, now and then or, with patience, after each turn."""
        is_time = self._patience > 0 or time.monotonic() > self._step_back_after
        if is_time and self._others_wait():
            time.sleep(max(_STEP_BACK_SECONDS, min(held * self._patience, _LONGEST_STEP_SECONDS)))
            self._step_back_after = time.monotonic() + _RUN_SECONDS

    def ask(self, begin: Callable[[], bool], seconds: float) -> bool:
        """Ask until `begin` succeeds, and tell whether it did within so many seconds; for whoever holds the turn.

        SQLite itself asks at ever longer intervals, up to a tenth of a second: two busy processes would leave the
        database idle for much of the time.
        """
        if begin():
            return True
        last_try = time.monotonic() + seconds
        self._lock(fcntl.LOCK_SH)
        try:
            while time.monotonic() < last_try:
                time.sleep(_ASK_AGAIN_SECONDS)
                if begin():
                    return True
        finally:
            self._lock(fcntl.LOCK_UN)
        return False

    def _others_wait(self) -> bool:
        # Whoever waits holds the lock together with the others that wait, so that it cannot be had alone.
        if not self._lock(fcntl.LOCK_EX):
            return True
        self._lock(fcntl.LOCK_UN)
        return False

    def _lock(self, operation: int) -> bool:
        """Tell whether it was done without waiting for anybody."""
        if self._file is None:
            return True
        if self._held is None:
            self._held = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._held, operation | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Leave the line."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
