"""What a family asks of the search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.activities.rules.facets import Facet
from portal.core.places import Point

PAGE_SIZE = 20
LONGEST_QUERY = 200


class SortOrder(StrEnum):
    """How results are ordered."""

    FIT = "fit"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Criteria:
    """One search, its codes checked and its place found; miles are counted from `near`."""

    words: str = ""
    exact: bool = False
    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    near: Point | None = None
    within: int | None = None
    # Shows activities too of which nobody has said whether they have the access or fit the age.
    with_unknown: bool = False
    sort: SortOrder = SortOrder.FIT
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: one page of activity ids, best first, and how many each choice would show."""

    ids: tuple[int, ...]
    miles: tuple[float | None, ...]
    total: int
    page: int
    # The number of the directory that answered, under which parts of the page may be kept.
    revision: int
    counts: Mapping[Facet, Mapping[str, int]]
    within_counts: Mapping[int, int]
    # Activities that fit all else, and of which nobody has said whether they fit the choices.
    unknown: int = 0
    corrected: str | None = None
    is_partial: bool = False
    answers: tuple[int, ...] = ()

    @property
    def last_page(self) -> int:
        """Give the number of the last page, 1 for an empty answer."""
        return max(1, -(-self.total // PAGE_SIZE))
