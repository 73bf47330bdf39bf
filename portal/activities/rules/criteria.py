"""What a family asks of the search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.activities.rules.facets import Facet
from portal.core.places import Point

PAGE_SIZE = 20
LONGEST_QUERY = 200


class SortOrder(StrEnum):
    """How results are ordered."""

    FIT = "fit"
    DISTANCE = "distance"
    NEXT_DATE = "date"
    NEWEST_CHECKED = "checked"


class Unsaid(StrEnum):
    """What a search can ask for besides the choices of a facet, and nobody may have said of an activity."""

    DATE = "date"
    PLACE = "place"


# A choice of a facet, or something else that was asked for; then its code is empty.
OpenChoice = tuple[Facet | Unsaid, str]


@dataclass(frozen=True, slots=True)
class Criteria:
    """One search, its codes checked and its place found; miles are counted from `near`."""

    words: str = ""
    exact: bool = False
    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    near: Point | None = None
    within: int | None = None
    # Only what runs on this date.
    on: date | None = None
    # The day from which next dates count.
    today: date | None = None
    # The full hour of it: what is over by then is not the next date.
    hour: int = 0
    # Shows activities too of which nobody has said whether they fit the choices.
    with_unknown: bool = False
    sort: SortOrder = SortOrder.FIT
    page: int = 1


@dataclass(frozen=True, slots=True)
class Wider:
    """A search with less asked for, and how many results it would give.

    `facet` and `code` name the choice to drop, or with `is_alone` the only one to keep; without them `within` is
    a wider distance (0 for any), `on` a date near the one asked for, `travels_to_you` what is online or at home,
    and none of them the words.
    """

    total: int
    facet: Facet | None = None
    code: str | None = None
    within: int | None = None
    on: date | None = None
    travels_to_you: bool = False
    is_alone: bool = False


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
    # For each id, what was asked for and is not known of it; only with the unknown ones shown.
    open_choices: tuple[tuple[OpenChoice, ...], ...] = ()
    # What to drop when there are few results, the best first.
    wider: tuple[Wider, ...] = ()
    # Activities that fit all else, and of which nobody has said whether they fit the choices.
    unknown: int = 0
    corrected: str | None = None
    is_partial: bool = False
    answers: tuple[int, ...] = ()
    # The stems that were looked for, so that the page can show where they stand.
    stems: tuple[str, ...] = ()

    @property
    def last_page(self) -> int:
        """Give the number of the last page, 1 for an empty answer."""
        return max(1, -(-self.total // PAGE_SIZE))
