"""What a family can choose on the search page, in the order in which it stands there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import current_app

from portal.activities.rules.criteria import OpenChoice, Unsaid
from portal.activities.rules.facets import NO_ASSESSMENT, SUITS_HIDDEN, Delivery, Facet, Weekday
from portal.infra.i18n import _, current_language
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

_FROM_TAXONOMY = {
    Facet.TYPE: "activity_types",
    Facet.AGE: "age_bands",
    Facet.NEED: "support_needs",
    Facet.ACCESS: "access_features",
    Facet.TIME: "time_bands",
    Facet.SEASON: "seasons",
    Facet.COST: "cost_types",
    Facet.FUNDING: "funding",
    Facet.PLACES: "places_states",
    Facet.REFERRER: "referrers",
    Facet.LANGUAGE: "languages_spoken",
    Facet.TRAVEL: "access_features",
}
_KEPT = "portal.activities.choices"
_KEPT_LABELS = "portal.activities.labels"
_KEPT_CODES = "portal.activities.codes"
# Answers that say something in a form, and nothing of an activity.
_NOT_SEARCHED = frozenset({"other", "prefer_not_to_say"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The content that choices come from."""

    taxonomy: Taxonomy
    places: Places
    tiers: Tiers


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet with the words for it."""

    code: str
    label: str


def choices_of(facet: Facet, lists: Lists) -> tuple[Choice, ...]:
    """Give all choices of a facet, in order, in the current language."""
    kept: dict[tuple[Facet, str], tuple[Choice, ...]] = current_app.extensions.setdefault(_KEPT, {})
    key = (facet, current_language())
    if key not in kept:
        kept[key] = tuple(Choice(code, label) for code, label in _labelled(facet, lists))
    return kept[key]


def labels_of(facet: Facet, lists: Lists) -> Mapping[str, str]:
    """Give the words for each code of a facet in the current language, to stand without the facet's heading."""
    kept: dict[tuple[Facet, str], Mapping[str, str]] = current_app.extensions.setdefault(_KEPT_LABELS, {})
    key = (facet, current_language())
    if key not in kept:
        kept[key] = {choice.code: _alone(facet, choice.label) for choice in choices_of(facet, lists)}
    return kept[key]


def _alone(facet: Facet, label: str) -> str:
    """Give "Ages 0 to 4" for "0 to 4"; the labels of all other facets say by themselves what they are."""
    return _("Ages %(ages)s", ages=label) if facet is Facet.AGE else label


def unsaid_in_words(unsaid: Iterable[OpenChoice], lists: Lists) -> str:
    """Name what was asked for and nobody has said, so that the family knows what to ask; empty for nothing."""
    others = {Unsaid.DATE: _("the dates"), Unsaid.PLACE: _("the place")}
    labels = (
        others[what] if isinstance(what, Unsaid) else labels_of(what, lists).get(code)
        for what, code in unsaid
    )
    return "; ".join(label for label in labels if label is not None)


def known_codes(facet: Facet, lists: Lists) -> frozenset[str]:
    """Give the codes that an address may hold for a facet."""
    kept: dict[Facet, frozenset[str]] = current_app.extensions.setdefault(_KEPT_CODES, {})
    if facet not in kept:
        kept[facet] = frozenset(choice.code for choice in choices_of(facet, lists))
    return kept[facet]


def _labelled(facet: Facet, lists: Lists) -> Iterator[tuple[str, str]]:
    if facet is Facet.TIER:
        yield from ((tier.code, _(tier.title)) for tier in lists.tiers.tiers)
    elif facet is Facet.ASSESSMENT:
        yield NO_ASSESSMENT, _("No assessment needed")
    elif facet is Facet.DISTRICT:
        yield from ((district.code, _(district.label)) for district in lists.places.districts)
    elif facet is Facet.DAY:
        yield from weekdays()
    elif facet is Facet.DELIVERY:
        yield from deliveries()
    elif facet is Facet.HIDDEN:
        yield SUITS_HIDDEN, _("Easier with a hidden disability")
    else:
        labels = lists.taxonomy.labels[_FROM_TAXONOMY[facet]]
        left_out = _left_out(facet, lists.taxonomy)
        yield from ((code, _(label)) for code, label in labels.items() if code not in left_out)


def _left_out(facet: Facet, taxonomy: Taxonomy) -> frozenset[str]:
    """Give the codes of a list that stand in another facet, or say nothing of an activity."""
    if facet is Facet.TIME:
        return frozenset(taxonomy.labels["seasons"])
    if facet is Facet.TRAVEL:
        return frozenset(taxonomy.labels["access_features"]) - set(taxonomy.travel_features)
    return _NOT_SEARCHED


def weekdays() -> Iterator[tuple[str, str]]:
    """Give the days of the week with their names."""
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
    )  # fmt: skip
    return zip((day.value for day in Weekday), names, strict=True)


def deliveries() -> Iterator[tuple[str, str]]:
    """Give the ways in which an activity comes to a family."""
    names = (_("In person"), _("Online"), _("At your home"))
    return zip((way.value for way in Delivery), names, strict=True)
