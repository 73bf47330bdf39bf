"""Results as they stand on the page, each drawn once for a language and a revision of the directory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app, render_template
from markupsafe import Markup

from portal.activities.queries import Card
from portal.activities.rules.criteria import Found
from portal.activities.search.bounded import BoundedCache
from portal.activities.views.choices import Lists, deliveries
from portal.activities.views.wording import ages_in_words, miles_in_words, pounds
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language

_CARDS_KEPT = 4_000
_KEPT = "portal.activities.cards"

Drawn = BoundedCache[tuple[int, int, str], Markup]


@dataclass(frozen=True, slots=True)
class CardTexts:
    """The words of one result."""

    card: Card
    pictogram: str | None
    tier: str
    ages: str
    where: str
    cost: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its drawn card, and how far away it is."""

    html: Markup
    miles: str | None


def results(
    found: Found, lists: Lists, read_cards: Callable[[Sequence[int]], Iterable[Card]]
) -> tuple[Result, ...]:
    """Give results in order; `read_cards` is asked only for those that were not drawn before."""
    kept: Drawn = current_app.extensions.setdefault(_KEPT, BoundedCache(_CARDS_KEPT))
    language = current_language()
    drawn = {key: kept.get((key, found.revision, language)) for key in found.ids}
    missing = [key for key, html in drawn.items() if html is None]
    for card in read_cards(missing) if missing else ():
        html = Markup(render_template("activities/card.html", page=_texts(card, lists)))  # noqa: S704  # Our own template.
        kept.put((card.activity_id, found.revision, language), html)
        drawn[card.activity_id] = html
    far = dict(zip(found.ids, found.miles, strict=True))
    return tuple(
        Result(html, miles_in_words(away) if (away := far[key]) is not None else None)
        for key, html in drawn.items()
        if html is not None
    )


def _texts(card: Card, lists: Lists) -> CardTexts:
    ways: Mapping[str, str] = dict(deliveries())
    labels = lists.taxonomy.labels["cost_types"]
    cost = _(labels[card.cost_type]) if card.cost_type else _("Not known – ask")
    place = card.town or card.venue
    return CardTexts(
        card=card,
        pictogram=lists.taxonomy.pictograms.get(card.first_type) if card.first_type else None,
        tier=_(lists.tiers.of(card.tier).title),
        ages=ages_in_words(card.ages) or _("Not known – ask"),
        where=place or (ways[card.delivery] if card.delivery else _("Not known – ask")),
        cost=f"{cost}, {pounds(card.cost_pence)}" if card.cost_pence else cost,
        language=None if current_language() == SOURCE_LANGUAGE else SOURCE_LANGUAGE,
    )
