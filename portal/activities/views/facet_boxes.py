"""The boxes that a family can tick, with how many results each would show.

There are two hundred of them on the page that is asked most, so each is drawn once for a language, and a page
only puts them together with its counts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import current_app, render_template
from markupsafe import Markup, escape

from portal.activities.rules.criteria import Found
from portal.activities.rules.facets import Facet
from portal.activities.views.asked import Asked
from portal.activities.views.choices import Choice, Lists, choices_of
from portal.infra.frames import HOLE, halves
from portal.infra.i18n import _, current_language, format_number

_KEPT = "portal.activities.boxes"
_FIRST_WITH_SEPARATOR = 1_000
_SMALL = tuple(map(str, range(_FIRST_WITH_SEPARATOR)))
# What most families choose first is open before anything is chosen in it.
_OPEN = frozenset({Facet.TIER, Facet.AGE})

# Some codes of a facet, or all of them.
Part = tuple[Facet, Iterable[str] | None]
# Markup before and after its hole.
Halves = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """A choice that can be ticked, as its template shows it."""

    name: str
    code: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class GroupFrame:
    """A heading and what opens below it, as its template shows it."""

    title: str
    boxes: Markup
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Boxes:
    """The boxes of one facet in a group: code, markup before and after the count, and the same two when ticked."""

    facet: Facet
    boxes: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _DrawnGroup:
    """A group drawn both ways, with its boxes in order."""

    closed: Halves
    open: Halves
    starts_open: bool
    parts: tuple[_Boxes, ...]


def facets_html(asked: Asked, found: Found, lists: Lists) -> Markup:
    """Give all groups that have a box, drawn; none of the boxes is a dead end, and each tick can be taken back."""
    html: list[str] = []
    for group in _drawn_groups(lists):
        boxes: list[str] = []
        is_open = group.starts_open
        for part in group.parts:
            chosen, counts = asked.chosen.get(part.facet), found.counts[part.facet]
            if chosen:
                is_open = _add_ticked(boxes, part, counts, chosen) or is_open
            elif counts:
                _add_plain(boxes, part, counts)
        if boxes:
            before, after = group.open if is_open else group.closed
            html += (before, *boxes, after)
    # Between our own templates' markup stand only digits.
    return Markup("".join(html))  # noqa: S704


def _add_plain(html: list[str], part: _Boxes, counts: Mapping[str, int]) -> None:
    """Add the boxes that have a count; most facets have no tick, and this is asked two hundred times a page."""
    add, count_of = html.append, counts.get
    for code, before, after, _ticked_before, _ticked_after in part.boxes:
        if count := count_of(code):
            add(before)
            add(_SMALL[count] if count < _FIRST_WITH_SEPARATOR else format_number(count))
            add(after)


def _add_ticked(html: list[str], part: _Boxes, counts: Mapping[str, int], chosen: Collection[str]) -> bool:
    """Add the boxes that have a count or a tick; tells whether one has a tick."""
    has_tick = False
    for code, before, after, ticked_before, ticked_after in part.boxes:
        count = counts.get(code, 0)
        if code in chosen:
            has_tick = True
            html += (ticked_before, count_in_words(count), ticked_after)
        elif count:
            html += (before, count_in_words(count), after)
    return has_tick


def count_in_words(count: int) -> str:
    """Give a count; small ones look the same in every language, and there are a hundred on the page."""
    return _SMALL[count] if count < _FIRST_WITH_SEPARATOR else format_number(count)


def _headings(lists: Lists) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Give the headings in the order of the page, and which boxes stand under each."""
    hidden = lists.taxonomy.hidden_disability_features
    yield _("Age"), ((Facet.AGE, None),)
    yield _("Short breaks tier"), ((Facet.TIER, None), (Facet.ASSESSMENT, None))
    yield _("What to do"), ((Facet.TYPE, None),)
    yield _("Good for"), ((Facet.NEED, None),)
    yield _("Hidden disabilities"), ((Facet.HIDDEN, None), (Facet.ACCESS, hidden))
    yield _("Day"), ((Facet.DAY, None),)
    yield _("Time"), ((Facet.TIME, None),)
    yield _("Term or holiday"), ((Facet.SEASON, None),)
    yield _("Area"), ((Facet.DISTRICT, None),)
    yield _("Where it happens"), ((Facet.DELIVERY, None),)
    for group in lists.taxonomy.access_groups:
        # Together the features would be a wall, so each has the heading of the taxonomy, and stands once.
        codes = [feature.code for feature in group.features]
        is_travel = not set(codes).isdisjoint(lists.taxonomy.travel_features)
        left = [code for code in codes if code not in {*lists.taxonomy.travel_features, *hidden}]
        yield _(group.label), (*(((Facet.TRAVEL, None),) if is_travel else ()), (Facet.ACCESS, left))
    yield _("Spaces left"), ((Facet.PLACES, None),)
    yield _("Cost"), ((Facet.COST, None),)
    yield _("Ways to pay"), ((Facet.FUNDING, None),)
    yield _("Who can ask"), ((Facet.REFERRER, None),)
    yield _("Languages spoken"), ((Facet.LANGUAGE, None),)


def _drawn_groups(lists: Lists) -> Sequence[_DrawnGroup]:
    kept: dict[str, Sequence[_DrawnGroup]] = current_app.extensions.setdefault(_KEPT, {})
    language = current_language()
    if language not in kept:
        kept[language] = [_draw_group(title, parts, lists) for title, parts in _headings(lists)]
    return kept[language]


def _draw_group(title: str, parts: tuple[Part, ...], lists: Lists) -> _DrawnGroup:
    frames = {is_open: GroupFrame(title, escape(HOLE), is_open) for is_open in (False, True)}
    drawn = {
        is_open: halves(render_template("activities/group.html", page=frame))
        for is_open, frame in frames.items()
    }
    return _DrawnGroup(
        closed=drawn[False],
        open=drawn[True],
        starts_open=any(facet in _OPEN for facet, _codes in parts),
        parts=tuple(
            _Boxes(facet, tuple(_draw_box(facet, choice) for _facet, choice in choices))
            for facet, choices in groupby(_choices(parts, lists), lambda pair: pair[0])
        ),
    )


def _choices(parts: tuple[Part, ...], lists: Lists) -> Iterator[tuple[Facet, Choice]]:
    for facet, codes in parts:
        known: Mapping[str, Choice] = {choice.code: choice for choice in choices_of(facet, lists)}
        wanted = known if codes is None else codes
        yield from ((facet, known[code]) for code in wanted if code in known)


def _draw_box(facet: Facet, choice: Choice) -> tuple[str, str, str, str, str]:
    plain, ticked = (
        halves(
            render_template(
                "activities/box.html",
                page=Box(facet.value, choice.code, choice.label, HOLE, is_chosen),
            )
        )
        for is_chosen in (False, True)
    )
    return (choice.code, *plain, *ticked)
