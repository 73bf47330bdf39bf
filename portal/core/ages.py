"""Ages in whole years, as families and rules use them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Ages from youngest to oldest, both included; None means that the end is not known or open."""

    youngest: int | None
    oldest: int | None

    @property
    def is_known(self) -> bool:
        """Tell whether either end is stated."""
        return self.youngest is not None or self.oldest is not None

    def overlaps(self, other: "AgeRange") -> bool:
        """Tell whether at least one age lies in both ranges, open ends reaching on without limit."""
        starts_in_time = self.youngest is None or other.oldest is None or self.youngest <= other.oldest
        ends_late_enough = self.oldest is None or other.youngest is None or other.youngest <= self.oldest
        return starts_in_time and ends_late_enough

    def includes(self, age: int) -> bool:
        """Tell whether a person of this age is within the range."""
        return self.overlaps(AgeRange(age, age))


def age_on(born: date, day: date) -> int:
    """Give the age in whole years; a child born on 29 February has the birthday on 1 March in other years."""
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (0 if had_birthday else 1)
