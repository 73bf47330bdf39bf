"""The boxes that a family can tick, with how many results each would show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import current_app, render_template
from markupsafe import Markup

from portal.activities.rules.criteria import Found
from portal.activities.rules.facets import Facet
from portal.activities.views.asked import Asked
from portal.activities.views.choices import Choice, Lists, choices_of
from portal.infra.i18n import _, current_language, format_number

# Stands where a count will be; a count is the only part of a box that differs from page to page.
_COUNT = "\ue000"
_KEPT = "portal.activities.boxes"
# What most families choose first is open before anything is chosen in it.
_OPEN = frozenset({Facet.TIER, Facet.AGE})


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


# The boxes of a facet that lead somewhere, by code.
Drawn = Mapping[Facet, Mapping[str, str]]
# Some codes of a facet, or all of them.
Part = tuple[Facet, Iterable[str] | None]


def facet_groups(asked: Asked, found: Found, lists: Lists) -> tuple[Group, ...]:
    """Give the groups that have a box; none of the boxes is a dead end."""
    drawn: Drawn = {facet: dict(_boxes(facet, asked, found, lists)) for facet in Facet}
    groups = (_group(title, parts, drawn, asked) for title, parts in _headings(lists))
    return tuple(group for group in groups if group is not None)


def count_in_words(count: int) -> str:
    """Give a count; small ones look the same in every language, and there are a hundred on the page."""
    return str(count) if count < 1_000 else format_number(count)


def _headings(lists: Lists) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Give the headings in the order of the page, and which boxes stand under each."""
    hidden = lists.taxonomy.hidden_disability_features
    yield _("Short breaks tier"), ((Facet.TIER, None), (Facet.ASSESSMENT, None))
    yield _("Age"), ((Facet.AGE, None),)
    yield _("What to do"), ((Facet.TYPE, None),)
    yield _("Good for"), ((Facet.NEED, None),)
    yield _("Hidden disabilities"), ((Facet.HIDDEN, None), (Facet.ACCESS, hidden))
    for group in lists.taxonomy.access_groups:
        # Together the features would be a wall, so each has the heading of the taxonomy, and stands once.
        codes = [feature.code for feature in group.features]
        is_travel = not set(codes).isdisjoint(lists.taxonomy.travel_features)
        left = [code for code in codes if code not in {*lists.taxonomy.travel_features, *hidden}]
        yield _(group.label), (*(((Facet.TRAVEL, None),) if is_travel else ()), (Facet.ACCESS, left))
    yield _("Area"), ((Facet.DISTRICT, None),)
    yield _("Where it happens"), ((Facet.DELIVERY, None),)
    yield _("Day"), ((Facet.DAY, None),)
    yield _("Time"), ((Facet.TIME, None),)
    yield _("Term or holiday"), ((Facet.SEASON, None),)
    yield _("Places"), ((Facet.PLACES, None),)
    yield _("Cost"), ((Facet.COST, None),)
    yield _("Ways to pay"), ((Facet.FUNDING, None),)
    yield _("Who can ask"), ((Facet.REFERRER, None),)
    yield _("Languages spoken"), ((Facet.LANGUAGE, None),)


def _group(title: str, parts: tuple[Part, ...], drawn: Drawn, asked: Asked) -> Group | None:
    html: list[str] = []
    is_open = False
    for facet, codes in parts:
        wanted = drawn[facet] if codes is None else [code for code in codes if code in drawn[facet]]
        html.extend(drawn[facet][code] for code in wanted)
        chosen = asked.chosen.get(facet, ())
        is_open = is_open or facet in _OPEN or any(code in chosen for code in wanted)
    # Between the boxes' own markup stand only digits.
    return Group(title, Markup("".join(html)), is_open) if html else None  # noqa: S704


def _boxes(facet: Facet, asked: Asked, found: Found, lists: Lists) -> Iterator[tuple[str, str]]:
    """Give the boxes that lead somewhere, and those that are ticked, so that each can be taken back."""
    kept: dict[tuple[Facet, str, bool, str], str] = current_app.extensions.setdefault(_KEPT, {})
    language = current_language()
    counts, chosen = found.counts[facet], asked.chosen.get(facet, ())
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
