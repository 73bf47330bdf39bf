"""Pages of long lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from werkzeug.datastructures import MultiDict

Item = TypeVar("Item")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list; pages count from 1."""

    items: Sequence[Item]
    total: int
    number: int
    size: int

    @property
    def last(self) -> int:
        """Give the number of the last page, which is 1 for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        """Tell whether a page follows."""
        return self.number < self.last

    @property
    def has_previous(self) -> bool:
        """Tell whether a page comes before."""
        return self.number > 1


def page_number(arguments: MultiDict[str, str]) -> int:
    """Read the page of an address; anything that is no sensible number is page 1."""
    text = arguments.get("page", "").strip()
    if not text.isascii() or not text.isdigit():
        return 1
    # A number with 30 digits would overflow the database's integer; nobody has a list that long.
    return max(1, int(text)) if len(text) <= _DIGITS else 10**_DIGITS
