"""A cache that a crawler cannot fill: the least recently used entries leave when it costs too much."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class BoundedCache(Generic[Key, Value]):
    """Keeps entries up to a total cost; safe for several threads."""

    def __init__(self, most: int) -> None:
        """Set the total cost that may be kept."""
        self._most = most
        self._cost = 0
        self._entries: OrderedDict[Key, tuple[int, Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """Give an entry and count it as used."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[1]

    def put(self, key: Key, value: Value, cost: int = 1) -> None:
        """Keep an entry, unless it alone costs more than all may."""
        if cost > self._most:
            return
        with self._lock:
            if key in self._entries:
                self._cost -= self._entries.pop(key)[0]
            self._entries[key] = (cost, value)
            self._cost += cost
            while self._cost > self._most:
                _key, (gone, _value) = self._entries.popitem(last=False)
                self._cost -= gone

    def __len__(self) -> int:
        """Give the number of entries."""
        return len(self._entries)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._cost = 0
