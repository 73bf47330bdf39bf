"""The drawing of the map: outline, rings, names, dots and markers, all in units of its square."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.activities.rules.facets import DISTANCES
from portal.activities.views.here import place_in_words
from portal.activities.views.map_frame import SIZE, Box, Frame, Ring, frame_around
from portal.activities.views.map_labels import Label, LabelKind, Name, labels_of
from portal.activities.views.map_markers import Marker, Pin, markers_of
from portal.core.places import Point
from portal.infra.i18n import _, ngettext
from portal.places.rules import Located, PlaceKind, Places

# The room of the cross at the chosen place and of the scale.
_CROSS, _SCALE_HEIGHT, _SCALE_LEFT = 19.0, 20.0, 8.0
_WORDS_OF_SCALE = 70.0
_SPARE_ROOM = 5.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A ring as it is drawn."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How long so many miles are."""

    x: float
    y: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that stands on the map, in the order in which it is drawn."""

    outline: str
    rings: tuple[Circle, ...]
    dots: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]
    cross: tuple[float, float] | None
    markers: tuple[Marker, ...]
    scale: Scale
    size: int = SIZE


def rings_of(place: Located | None, within: int | None) -> tuple[Ring, ...]:
    """Give the rings around the chosen place, up to the distance that was chosen."""
    if place is None or within is None:
        return ()
    return tuple(Ring(place.point, miles) for miles in DISTANCES if miles <= within)


def drawing_of(
    numbered: Mapping[int, Point],
    others: Sequence[Point],
    place: Located | None,
    rings: Sequence[Ring],
    places: Places,
) -> Drawing:
    """Draw numbered things and the dots of others, with everything that tells where they are."""
    shown = [*numbered.values(), *others, *([place.point] if place else [])]
    frame = frame_around(shown or corners_of(places), rings)
    markers = markers_of([Pin(number, *frame.place(point)) for number, point in numbered.items()])
    cross = frame.place(place.point) if place else None
    scale = _scale(frame)
    taken = [marker.box for marker in markers]
    taken.append(Box(0, scale.y - _SCALE_HEIGHT, scale.end + _WORDS_OF_SCALE, SIZE))
    if cross is not None:
        x, y = cross
        taken.append(Box(x - _CROSS, y - _CROSS, x + _CROSS, y + _CROSS))
    return Drawing(
        outline="".join(_path(ring, frame) for ring in places.boundary),
        rings=tuple(Circle(*frame.place(ring.middle), frame.length(ring.metres)) for ring in rings),
        dots=tuple(dict.fromkeys(frame.place(point) for point in others)),
        labels=labels_of(_names(frame, place, rings, places), taken),
        cross=cross,
        markers=markers,
        scale=scale,
    )


def corners_of(places: Places) -> tuple[Point, ...]:
    """Give points around all of the council's area: its outline, or its towns where a pack has none."""
    outline = tuple(point for ring in places.boundary for point in ring)
    return (
        outline
        or tuple(known.point for known in places.towns)
        or tuple(district.centre for district in places.districts)
    )


def _names(frame: Frame, place: Located | None, rings: Sequence[Ring], places: Places) -> Iterator[Name]:
    """Give all names in the order of their importance; a chosen town is not named twice."""
    if place is not None:
        here = place.kind is PlaceKind.GRID_SQUARE
        text = _("You are near here") if here else place_in_words(place)
        yield Name(text, LabelKind.PLACE, *frame.place(place.point))
    for ring in rings:
        text = ngettext("%(n)s mile", "%(n)s miles", ring.miles)
        yield Name(text, LabelKind.RING, *frame.place(ring.middle), reach=frame.length(ring.metres))
    for district in places.districts:
        if frame.shows(district.centre) and not _is_same(place, district.label):
            yield Name(_(district.label), LabelKind.CENTRE, *frame.place(district.centre))
    centres = {district.label for district in places.districts}
    for town in places.towns:
        if town.label not in centres and frame.shows(town.point) and not _is_same(place, town.label):
            yield Name(town.label, LabelKind.TOWN, *frame.place(town.point), spare=_SPARE_ROOM)


def _is_same(place: Located | None, label: str) -> bool:
    return place is not None and place.label == label


def _scale(frame: Frame) -> Scale:
    miles, length = frame.scale()
    y = SIZE - 8
    return Scale(_SCALE_LEFT, y, round(_SCALE_LEFT + length, 1), ngettext("%(n)s mile", "%(n)s miles", miles))


def _path(ring: Sequence[Point], frame: Frame) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in map(frame.place, ring)) + "Z"
