"""What a search is called: in the heading, in the title of the window and in what search engines show.

Only choices are named. What somebody typed, words or a place, never stands in a title: titles stay in the
history of a shared computer, and in bookmarks.
"""

from portal.activities.rules.criteria import Found
from portal.activities.rules.facets import Facet
from portal.activities.views.asked import Asked
from portal.activities.views.choices import Lists, labels_of
from portal.infra.i18n import _, format_number, ngettext, spoken_list

# More than three choices in a row are no name any more.
_MOST_NAMED = 3


def search_name(asked: Asked, lists: Lists) -> str | None:
    """Give "Swimming in Oldtown" for what is chosen; None for no choice, or too many for a name."""
    if not 0 < sum(map(len, asked.chosen.values())) <= _MOST_NAMED:
        return None
    kinds, areas = _labels(Facet.TYPE, asked, lists), _labels(Facet.DISTRICT, asked, lists)
    others = [
        label
        for facet, codes in asked.chosen.items()
        if codes and facet not in {Facet.TYPE, Facet.DISTRICT}
        for label in _labels(facet, asked, lists)
    ]
    name = _what_and_where(kinds, areas)
    return _("%(what)s: %(choices)s", what=name, choices=", ".join(others)) if others else name


def search_heading(name: str | None) -> str:
    """Give the heading of the page of a search with this name; its title starts with it."""
    return name or _("Find things to do")


def search_title(name: str | None, found: Found) -> str:
    """Give the title: "Swimming in Oldtown – 3 things to do"; a later page says which one it is."""
    if name is None:
        title = f"{_('Find things to do')}: {ngettext('%(n)s result', '%(n)s results', found.total)}"
    else:
        title = f"{name} – {_count(found)}"
    if found.page == 1:
        return title
    return _("%(title)s, page %(page)s", title=title, page=format_number(found.page))


def search_description(name: str | None, found: Found) -> str:
    """Give the sentence that search engines show under the title."""
    if name is None:
        return _(
            "Clubs, days out and groups for disabled children and young people, with age, place, cost and access."
        )
    return _(
        "%(name)s. %(count)s for disabled children and young people, with age, place, cost and access.",
        name=name,
        count=_count(found),
    )


def _count(found: Found) -> str:
    return ngettext("%(n)s thing to do", "%(n)s things to do", found.total)


def _labels(facet: Facet, asked: Asked, lists: Lists) -> list[str]:
    codes = asked.chosen.get(facet, ())
    return [label for code, label in labels_of(facet, lists).items() if code in codes] if codes else []


def _what_and_where(kinds: list[str], areas: list[str]) -> str:
    if kinds and areas:
        return _("%(what)s in %(area)s", what=spoken_list(kinds), area=spoken_list(areas))
    if areas:
        return _("Things to do in %(area)s", area=spoken_list(areas))
    return spoken_list(kinds) if kinds else _("Things to do")
