"""Names on a map: the important ones first, and none over another or over a marker."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.activities.views.map_frame import Box

# Wide enough for the widest common letters at the size that the style sheet sets.
_WIDTH_OF_LETTER, _ABOVE_LINE, _BELOW_LINE = 7.4, 11.0, 4.0
_TO_MIDDLE_OF_LINE = 4.0
# How far from its dot a name may stand: beside it, beyond a marker that covers it, beyond the cross of a place.
_AWAY = (6.0, 17.0, 22.0)
DOT = 2.5


class LabelKind(StrEnum):
    """What a name is of; decides how it looks."""

    PLACE = "place"
    RING = "ring"
    CENTRE = "centre"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that wants to be on the map, at its dot, or on a ring of the radius `reach` around it."""

    text: str
    kind: LabelKind
    x: float
    y: float
    reach: float = 0.0
    # The room that it needs around itself, so that small villages do not crowd the map.
    spare: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map: the point that it belongs to, and where it stands from there."""

    name: Name
    x: float
    y: float
    away_x: float
    away_y: float
    anchor: str
    # A ring and the chosen place are drawn otherwise, and under a marker a dot would only be dirt.
    has_dot: bool = False

    @property
    def box(self) -> Box:
        """Give the room that it takes."""
        width = len(self.name.text) * _WIDTH_OF_LETTER
        left = {"start": 0.0, "middle": -width / 2, "end": -width}[self.anchor]
        x, y = self.x + self.away_x, self.y + self.away_y
        return Box(x + left, y - _ABOVE_LINE, x + left + width, y + _BELOW_LINE)


def labels_of(names: Iterable[Name], taken: Sequence[Box]) -> tuple[Label, ...]:
    """Give the names that have room, in the order of their importance; `taken` is the room of all else."""
    placed, full = list[Label](), list(taken)
    words: list[Box] = []
    for name in names:
        dot = _dot(name)
        if dot is not None and any(dot.touches(box) for box in words):
            continue
        for label in _ways(name):
            if label.box.is_inside() and not any(label.box.wider(name.spare).touches(box) for box in full):
                has_dot = dot is not None and not any(dot.touches(box) for box in taken)
                placed.append(replace(label, has_dot=has_dot))
                words.append(label.box)
                full += [label.box, dot] if dot is not None and has_dot else [label.box]
                break
    return tuple(placed)


def _dot(name: Name) -> Box | None:
    if name.kind not in {LabelKind.CENTRE, LabelKind.TOWN}:
        return None
    return Box(name.x - DOT, name.y - DOT, name.x + DOT, name.y + DOT)


def _ways(name: Name) -> Iterator[Label]:
    if name.kind is LabelKind.RING:
        for y in (name.y - name.reach, name.y + name.reach):
            yield Label(name, name.x, round(y, 1), 0, _TO_MIDDLE_OF_LINE, "middle")
        return
    for away in _AWAY:
        yield Label(name, name.x, name.y, away, _TO_MIDDLE_OF_LINE, "start")
        yield Label(name, name.x, name.y, -away, _TO_MIDDLE_OF_LINE, "end")
        yield Label(name, name.x, name.y, 0, -away, "middle")
        yield Label(name, name.x, name.y, 0, away + _ABOVE_LINE, "middle")
