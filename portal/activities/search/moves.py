"""Word inside a process that the directory moved, so that an edit is found at once by the one who made it."""

from threading import Lock

_lock = Lock()
_moves = 0


def note_move() -> None:
    """Note that a change of the directory was committed in this process."""
    global _moves  # One number for the whole process is what it is for.
    with _lock:
        _moves += 1


def moves() -> int:
    """Give how many changes this process committed."""
    return _moves
