"""The boxes that a family can tick, with how many results each would show.

There are two hundred of them on the page that is asked most, so each is drawn once for a language, and a page
only puts them together with its counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app, render_template
from markupsafe import Markup, escape

from portal.activities.rules.criteria import Found
from portal.activities.rules.facets import Facet
from portal.activities.views.asked import Asked
from portal.activities.views.choices import Choice, Lists, choices_of
from portal.infra.i18n import _, current_language, format_number

# Stands where a count, or the boxes of a group, will be: the only parts that differ from page to page.
_HOLE = "\ue000"
_KEPT = "portal.activities.boxes"
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
class _DrawnBox:
    """A box drawn both ways."""

    facet: Facet
    code: str
    plain: Halves
    ticked: Halves


@dataclass(frozen=True, slots=True)
class _DrawnGroup:
    """A group drawn both ways, with its boxes in order."""

    closed: Halves
    open: Halves
    starts_open: bool
    boxes: tuple[_DrawnBox, ...]


def facets_html(asked: Asked, found: Found, lists: Lists) -> Markup:
    """Give all groups that have a box, drawn; none of the boxes is a dead end, and each tick can be taken back."""
    chosen = {(facet, code) for facet, codes in asked.chosen.items() for code in codes}
    counts = found.counts
    html: list[str] = []
    for group in _drawn_groups(lists):
        boxes: list[str] = []
        is_open = group.starts_open
        for box in group.boxes:
            count = counts[box.facet].get(box.code, 0)
            if (box.facet, box.code) in chosen:
                is_open = True
                boxes.append(count_in_words(count).join(box.ticked))
            elif count:
                boxes.append(count_in_words(count).join(box.plain))
        if boxes:
            html.append("".join(boxes).join(group.open if is_open else group.closed))
    # Between our own templates' markup stand only digits.
    return Markup("".join(html))  # noqa: S704


def count_in_words(count: int) -> str:
    """Give a count; small ones look the same in every language, and there are a hundred on the page."""
    return str(count) if count < 1_000 else format_number(count)


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
    yield _("Free places"), ((Facet.PLACES, None),)
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
    frames = {is_open: GroupFrame(title, escape(_HOLE), is_open) for is_open in (False, True)}
    drawn = {
        is_open: _halves(render_template("activities/group.html", page=frame))
        for is_open, frame in frames.items()
    }
    return _DrawnGroup(
        closed=drawn[False],
        open=drawn[True],
        starts_open=any(facet in _OPEN for facet, _codes in parts),
        boxes=tuple(_draw_box(facet, choice) for facet, choice in _choices(parts, lists)),
    )


def _choices(parts: tuple[Part, ...], lists: Lists) -> Iterator[tuple[Facet, Choice]]:
    for facet, codes in parts:
        known: Mapping[str, Choice] = {choice.code: choice for choice in choices_of(facet, lists)}
        wanted = known if codes is None else codes
        yield from ((facet, known[code]) for code in wanted if code in known)


def _draw_box(facet: Facet, choice: Choice) -> _DrawnBox:
    drawn = {
        is_chosen: _halves(
            render_template(
                "activities/box.html",
                page=Box(facet.value, choice.code, choice.label, _HOLE, is_chosen),
            )
        )
        for is_chosen in (False, True)
    }
    return _DrawnBox(facet, choice.code, drawn[False], drawn[True])


def _halves(html: str) -> Halves:
    before, after = html.split(_HOLE)
    return before, after
