"""How a session was: three steps with words, whether the building could be used, and how both are counted."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Rating(StrEnum):
    """How a session was."""

    GOOD = "good"
    ALL_RIGHT = "all_right"
    NOT_GOOD = "not_good"


class Building(StrEnum):
    """Whether the building was accessible."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DOES_NOT_APPLY = "does_not_apply"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody says of one session; every part may be skipped."""

    activity: str | None
    rating: Rating | None
    building: Building | None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is said: the activity alone says nothing."""
        return self.rating is None and self.building is None and not self.words


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """The feedback on one activity; None is where no activity was named."""

    activity: str | None
    total: int
    ratings: Mapping[Rating, int]
    buildings: Mapping[Building, int]


def feedback_key(form_key: str, said: Feedback) -> str:
    """Give the key under which feedback is kept: the same for a second press of the same button."""
    parts = f"{form_key}:feedback:{said.activity}:{said.rating}:{said.building}:{said.words}"
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def sum_of(counts: tuple[FeedbackCount, ...]) -> FeedbackCount:
    """Add up the feedback on all activities."""
    return FeedbackCount(
        None,
        sum(one.total for one in counts),
        {rating: sum(one.ratings.get(rating, 0) for one in counts) for rating in Rating},
        {building: sum(one.buildings.get(building, 0) for one in counts) for building in Building},
    )
