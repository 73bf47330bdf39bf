"""The boxes that a family can tick, with how many results each would show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import current_app, render_template
from markupsafe import Markup

from portal.activities.rules.criteria import Found
from portal.activities.rules.facets import Facet
from portal.activities.views.asked import Asked
from portal.activities.views.choices import Choice, Lists, choices_of
from portal.infra.i18n import _, current_language, format_number

# The groups of the page, in order; those with True are open before anything is chosen in them.
_GROUPS = (
    ((Facet.TIER, Facet.ASSESSMENT), True),
    ((Facet.AGE,), True),
    ((Facet.TYPE,), False),
    ((Facet.NEED,), False),
    ((Facet.ACCESS,), False),
    ((Facet.DISTRICT,), False),
    ((Facet.DAY,), False),
    ((Facet.TIME,), False),
    ((Facet.COST,), False),
    ((Facet.DELIVERY,), False),
)
# Stands where a count will be; a count is the only part of a box that differs from page to page.
_COUNT = "\ue000"
_KEPT = "portal.activities.boxes"


@dataclass(frozen=True, slots=True)
class Box:
    """A choice that can be ticked, as its template shows it."""

    name: str
    code: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Drawn boxes under one heading."""

    title: str
    html: Markup
    is_open: bool


def facet_groups(asked: Asked, found: Found, lists: Lists) -> tuple[Group, ...]:
    """Give the groups that have a box; none of the boxes is a dead end."""
    return tuple(_groups(asked, found, lists))


def count_in_words(count: int) -> str:
    """Give a count; small ones look the same in every language, and there are a hundred on the page."""
    return str(count) if count < 1_000 else format_number(count)


def _groups(asked: Asked, found: Found, lists: Lists) -> Iterator[Group]:
    titles = {
        Facet.TIER: _("Short breaks tier"),
        Facet.AGE: _("Age"),
        Facet.TYPE: _("What to do"),
        Facet.NEED: _("Good for"),
        Facet.DISTRICT: _("Area"),
        Facet.DAY: _("Day"),
        Facet.TIME: _("Time"),
        Facet.COST: _("Cost"),
        Facet.DELIVERY: _("Where it happens"),
    }
    for facets, starts_open in _GROUPS:
        drawn = {code: html for facet in facets for code, html in _boxes(facet, asked, found, lists)}
        is_open = starts_open or any(asked.chosen[facet] for facet in facets)
        if facets[0] is Facet.ACCESS:
            yield from _access_groups(drawn, asked, lists)
        elif drawn:
            yield Group(titles[facets[0]], _joined(drawn.values()), is_open)


def _access_groups(drawn: dict[str, str], asked: Asked, lists: Lists) -> Iterator[Group]:
    """Give the access features under the headings of the taxonomy: together they would be a wall."""
    chosen = asked.chosen[Facet.ACCESS]
    for group in lists.taxonomy.access_groups:
        codes = [feature.code for feature in group.features if feature.code in drawn]
        if codes:
            html = _joined(drawn[code] for code in codes)
            yield Group(_(group.label), html, any(code in chosen for code in codes))


def _boxes(facet: Facet, asked: Asked, found: Found, lists: Lists) -> Iterator[tuple[str, str]]:
    """Give the boxes that lead somewhere, and those that are ticked, so that each can be taken back."""
    kept: dict[tuple[Facet, str, bool, str], str] = current_app.extensions.setdefault(_KEPT, {})
    language = current_language()
    counts, chosen = found.counts[facet], asked.chosen[facet]
    for choice in choices_of(facet, lists):
        count, is_chosen = counts.get(choice.code, 0), choice.code in chosen
        if count or is_chosen:
            key = (facet, choice.code, is_chosen, language)
            html = kept.get(key) or kept.setdefault(key, _drawn(facet, choice, is_chosen=is_chosen))
            yield choice.code, html.replace(_COUNT, count_in_words(count))


def _drawn(facet: Facet, choice: Choice, *, is_chosen: bool) -> str:
    """Draw a box without its count, once for a language."""
    box = Box(facet.value, choice.code, choice.label, _COUNT, is_chosen)
    return render_template("activities/box.html", page=box)


def _joined(drawn: Iterable[str]) -> Markup:
    """Put drawn boxes together; between their own markup stand only digits."""
    return Markup("".join(drawn))  # noqa: S704
