"""The numbered markers of a map: things at one place, or too near to be hit apart, share one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.activities.views.map_frame import Box

# A target is at least 24 pixels each way on a telephone of 320 pixels, where a unit is 0.9 pixels.
TARGET = 28.0
HEIGHT = 23.0
_WIDTH_OF_SIGN = 7.2
_ROUND_ENDS = 12.0
_LONGEST_TEXT = 7


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered thing at its place on the map."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker for one or more numbers."""

    numbers: tuple[int, ...]
    x: float
    y: float

    @property
    def text(self) -> str:
        """Give what stands on it: "3", "1–3, 6", or "1 +4" when there is no room for all."""
        whole = ", ".join(_runs(self.numbers))
        return whole if len(whole) <= _LONGEST_TEXT else f"{self.numbers[0]} +{len(self.numbers) - 1}"

    @property
    def width(self) -> float:
        """Give the width of its shape."""
        return max(HEIGHT, round(len(self.text) * _WIDTH_OF_SIGN + _ROUND_ENDS, 1))

    @property
    def target_width(self) -> float:
        """Give the width of what can be hit."""
        return max(TARGET, self.width + 2)

    @property
    def box(self) -> Box:
        """Give the room that it takes."""
        return Box(
            self.x - self.target_width / 2,
            self.y - TARGET / 2,
            self.x + self.target_width / 2,
            self.y + TARGET / 2,
        )


def markers_of(pins: Sequence[Pin]) -> tuple[Marker, ...]:
    """Give markers that do not touch, by their first number."""
    groups = [[pin] for pin in pins]
    while (pair := _touching([_marker(group) for group in groups])) is not None:
        first, second = pair
        groups[first] += groups.pop(second)
    return tuple(sorted((_marker(group) for group in groups), key=lambda marker: marker.numbers))


def _marker(group: Sequence[Pin]) -> Marker:
    count = len(group)
    return Marker(
        tuple(sorted(pin.number for pin in group)),
        round(sum(pin.x for pin in group) / count, 1),
        round(sum(pin.y for pin in group) / count, 1),
    )


def _touching(markers: Sequence[Marker]) -> tuple[int, int] | None:
    for first, one in enumerate(markers):
        for second in range(first + 1, len(markers)):
            if one.box.touches(markers[second].box):
                return first, second
    return None


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Give numbers in order, and three or more in a row as "1–3"."""
    start = 0
    for end in range(1, len(numbers) + 1):
        if end < len(numbers) and numbers[end] == numbers[end - 1] + 1:
            continue
        run = numbers[start:end]
        if len(run) > 2:
            yield f"{run[0]}–{run[-1]}"
        else:
            yield from map(str, run)
        start = end
