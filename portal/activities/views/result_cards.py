"""Results as they stand on the page, each drawn once for a language, a revision of the directory and an hour."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, render_template
from markupsafe import Markup, escape

from portal.activities.queries import Card
from portal.activities.rules.criteria import Found
from portal.activities.rules.facets import Facet
from portal.activities.rules.freshness import is_long_ago
from portal.activities.rules.listing import PlacesState
from portal.activities.rules.sessions import SchoolYear
from portal.activities.views.choices import Lists, choices_of, deliveries
from portal.activities.views.hits import hit_in_context, stands_in
from portal.activities.views.when import next_in_words
from portal.activities.views.wording import ages_in_words, miles_in_words, pounds
from portal.infra.bounded import BoundedCache
from portal.infra.clock import in_london, now
from portal.infra.content_pack import content
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language

_CARDS_KEPT = 4_000
_KEPT = "portal.activities.cards"
_KEPT_MILES = "portal.activities.miles"
# Stands where a part that differs from search to search will be.
_HOLE = "\ue000"

ReadCards = Callable[[Sequence[int]], Iterable[Card]]
ReadTexts = Callable[[Sequence[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class CardTexts:
    """The words of one result; `language` is that of the listing where the page has another."""

    card: Card
    pictogram: str | None
    tier: str
    ages: str
    where: str
    cost: str
    # The next date; else the organiser's own words, which are in the listing's language.
    next_date: str | None
    when: str | None
    has_places: bool
    is_old: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class SaveButton:
    """What the button that saves an activity to the family's list needs."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as it is kept: its markup, its button, and the words that everybody sees in it."""

    html: Markup
    # The whole result with a hole for what differs from search to search.
    item: tuple[str, str]
    words: str


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its drawn card, how far away it is, and the whole of it as it stands in the list."""

    html: Markup
    miles: str | None
    item: Markup


@dataclass(frozen=True, slots=True)
class ItemFrame:
    """A card, what this search says of it, and the button that saves it."""

    card: Markup
    more: Markup
    save: Markup


@dataclass(frozen=True, slots=True)
class More:
    """What one search says of a result: where the words stand, what has to be asked, how far away it is."""

    miles: str | None = None
    hit: Markup | None = None
    to_ask: str | None = None
    written: str | None = None


Kept = BoundedCache[tuple[int, int, str, int], Drawn]


def results(
    found: Found, lists: Lists, read_cards: ReadCards, read_texts: ReadTexts | None = None
) -> tuple[Result, ...]:
    """Give results in order; `read_cards` is asked only for those that were not drawn before.

    With `read_texts` a result whose card does not show why it was found shows where the words stand.
    """
    drawn = _drawn(found, lists, read_cards)
    far = dict(zip(found.ids, found.miles, strict=True))
    hidden = [key for key, one in drawn.items() if found.stems and not stands_in(one.words, found.stems)]
    texts = read_texts(hidden) if read_texts and hidden else {}
    to_ask = dict(zip(found.ids, found.open_choices, strict=False))

    def result(key: int, one: Drawn) -> Result:
        more = More(
            miles=miles_in_words(away) if (away := far[key]) is not None else None,
            hit=hit_in_context(texts[key], found.stems) if key in texts else None,
            to_ask=_to_ask(to_ask[key], lists) if to_ask.get(key) else None,
            written=_other_language(),
        )
        # Our own templates, put together.
        item = Markup(_drawn_more(more).join(one.item))  # noqa: S704
        return Result(one.html, more.miles, item)

    return tuple(result(key, one) for key, one in drawn.items())


def _drawn_more(more: More) -> str:
    """Draw what a search says of a result; most say only how far it is, which is drawn once for a language."""
    if more.hit or more.to_ask:
        return render_template("activities/more.html", page=more)
    if more.miles is None:
        return ""
    kept: dict[str, tuple[str, str]] = current_app.extensions.setdefault(_KEPT_MILES, {})
    language = current_language()
    if language not in kept:
        kept[language] = _halves(render_template("activities/more.html", page=More(miles=_HOLE)))
    return more.miles.join(kept[language])


def _halves(html: str) -> tuple[str, str]:
    before, after = html.split(_HOLE)
    return before, after


def _drawn(found: Found, lists: Lists, read_cards: ReadCards) -> dict[int, Drawn]:
    """Give the cards that are still published, in order."""
    kept: Kept = current_app.extensions.setdefault(_KEPT, BoundedCache(_CARDS_KEPT))
    language, moment = current_language(), now()
    # A date that has begun must not stay the next one for long.
    hour = int(moment.timestamp()) // 3_600
    drawn = {key: kept.get((key, found.revision, language, hour)) for key in found.ids}
    missing = [key for key, one in drawn.items() if one is None]
    for card in read_cards(missing) if missing else ():
        one = _draw(card, lists, moment)
        kept.put((card.activity_id, found.revision, language, hour), one)
        drawn[card.activity_id] = one
    return {key: one for key, one in drawn.items() if one is not None}


def _draw(card: Card, lists: Lists, moment: datetime) -> Drawn:
    # All three are our own templates.
    html = Markup(render_template("activities/card.html", page=_texts(card, lists, moment)))  # noqa: S704
    save = Markup(  # noqa: S704
        render_template("activities/save_button.html", page=SaveButton(card.slug, card.name))
    )
    item = render_template("activities/result.html", page=ItemFrame(html, escape(_HOLE), save))
    return Drawn(html, _halves(item), f"{card.name} {card.summary}")


def _texts(card: Card, lists: Lists, moment: datetime) -> CardTexts:
    ways: Mapping[str, str] = dict(deliveries())
    labels = lists.taxonomy.labels["cost_types"]
    cost = _(labels[card.cost_type]) if card.cost_type else _("Not known – ask")
    place = card.town or card.venue
    next_date = next_in_words(card.sessions, moment, content(SchoolYear))
    return CardTexts(
        card=card,
        pictogram=lists.taxonomy.pictograms.get(card.first_type) if card.first_type else None,
        tier=_(lists.tiers.of(card.tier).title),
        ages=ages_in_words(card.ages) or _("Not known – ask"),
        where=place or (ways[card.delivery] if card.delivery else _("Not known – ask")),
        cost=f"{cost}, {pounds(card.cost_pence)}" if card.cost_pence else cost,
        next_date=next_date,
        when=card.sessions[0].when if card.sessions and not next_date else None,
        has_places=card.places is PlacesState.NOW,
        is_old=card.checked_on is not None and is_long_ago(card.checked_on, in_london(moment).date()),
        language=_other_language(),
    )


def _other_language() -> str | None:
    """Give the language of the listings where the page has another."""
    return None if current_language() == SOURCE_LANGUAGE else SOURCE_LANGUAGE


def _to_ask(open_choices: Iterable[tuple[Facet, str]], lists: Lists) -> str:
    """Name what nobody has said of a result, so that the family knows what to ask."""
    return "; ".join(
        choice.label
        for facet, code in open_choices
        for choice in choices_of(facet, lists)
        if choice.code == code
    )
