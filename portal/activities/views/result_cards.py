"""Results as they stand on the page, each drawn once for a language, a revision of the directory and an hour."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup, escape

from portal.activities.queries import Card
from portal.activities.rules.criteria import Found
from portal.activities.rules.freshness import is_long_ago
from portal.activities.rules.listing import PlacesState
from portal.activities.rules.sessions import SchoolYear, Timetable
from portal.activities.views.choices import Lists, deliveries, unsaid_in_words
from portal.activities.views.hits import Sought, in_small_letters
from portal.activities.views.vacancies import no_places_in_words
from portal.activities.views.when import day_in_words, next_in_words
from portal.activities.views.wording import (
    ages_in_words,
    listing_language,
    listing_written,
    miles_in_words,
    pounds,
)
from portal.infra.bounded import BoundedCache
from portal.infra.clock import in_london, now
from portal.infra.content_pack import content
from portal.infra.frames import HOLE, Framed, drawn, drawn_once, halves
from portal.infra.i18n import _, current_language

_KEPT = "portal.activities.cards"
# Of markup, of which a large directory has 10,000 cards with some 1,200 letters in a language.
_MARKUP_KEPT = 16_000_000
# What a session weighs beside its card, in letters.
_SESSION = 300
# Of descriptions, of which it has 10,000 with some 900 letters.
_LETTERS_KEPT = 12_000_000
_KEPT_TEXTS = "portal.activities.texts"
_ITEM = Framed("activities/result.html")
_SAVE = Framed("activities/save_button.html")

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
    no_places: str | None
    is_old: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class SaveButton:
    """What the button that saves an activity to the family's list needs; `written` is an attribute of its name."""

    slug: str
    name: str
    written: Markup


class Drawn(NamedTuple):
    """A card as it is kept: what stands around it in the list, and the words that everybody sees in it."""

    before: str
    card: str
    after: str
    # In small letters.
    words: str
    # A card does not know which day a search will name.
    sessions: tuple[Timetable, ...]

    @property
    def weight(self) -> int:
        """Give how much room it takes, in letters."""
        letters = len(self.before) + len(self.card) + len(self.after) + len(self.words)
        return letters + _SESSION * len(self.sessions)


class Result(NamedTuple):
    """One result: its drawn card, how far away it is, and the whole of it as it stands in the list."""

    card: str
    miles: str | None
    item: str

    @property
    def html(self) -> Markup:
        """Give the drawn card as markup."""
        return Markup(self.card)  # noqa: S704  # Our own template drew it.


@dataclass(frozen=True, slots=True)
class ItemFrame:
    """A card, what this search says of it, and the button that saves it."""

    card: Markup
    more: Markup
    save: Markup


@dataclass(frozen=True, slots=True)
class Said:
    """What a search says of a result, and the language in which listings are written where the page has another."""

    text: str
    written: str | None


# By activity, revision, language and hour.
Kept = BoundedCache[tuple[int, int, str, int], Drawn]
# By activity and revision.
KeptTexts = BoundedCache[tuple[int, int], str]


def results(
    found: Found,
    lists: Lists,
    read_cards: ReadCards,
    read_texts: ReadTexts | None = None,
    *,
    on: date | None = None,
) -> tuple[Result, ...]:
    """Give results in order; `read_cards` is asked only for those that were not drawn before.

    With `read_texts` a result whose card does not show why it was found shows where the words stand. With `on`
    each says when it runs on that day: the next date of its card may be another one.
    """
    cards = _drawn(found, lists, read_cards)
    hits = _hits(found, cards, read_texts) if read_texts and found.stems else {}
    far = dict(zip(found.ids, found.miles, strict=True))
    to_ask = dict(zip(found.ids, found.open_choices, strict=False))
    around_hit, around_ask = _around("activities/hit.html"), _around("activities/to_ask.html")
    around_miles, around_day = _around("activities/miles.html"), _around("activities/on_day.html")
    year = content(SchoolYear)
    shown: list[Result] = []
    for key, one in cards.items():
        card = one.card
        if on is not None and (day := day_in_words(one.sessions, on, year)):
            card = "".join([card, *_between(around_day, escape(day))])
        html = [one.before, card]
        if hit := hits.get(key):
            html += _between(around_hit, hit)
        if unsaid := to_ask.get(key):
            html += _between(around_ask, escape(unsaid_in_words(unsaid, lists)))
        away = far[key]
        miles = None if away is None else miles_in_words(away)
        if miles is not None:
            html += _between(around_miles, escape(miles))
        shown.append(Result(card, miles, "".join([*html, one.after])))
    return tuple(shown)


def _around(template: str) -> tuple[str, str]:
    """Give the markup before and after what a search says of a result."""
    return halves(drawn_once(template, None, Said(HOLE, listing_language())))


def _between(around: tuple[str, str], text: Markup) -> tuple[str, str, str]:
    return around[0], text, around[1]


def _hits(found: Found, cards: Mapping[int, Drawn], read_texts: ReadTexts) -> dict[int, Markup]:
    """Give where the words stand in the texts of those results whose cards do not show them."""
    sought = Sought(found.stems)
    hidden = [key for key, one in cards.items() if not sought.stands_in(one.words)]
    hits = {key: sought.hit_in(text) for key, text in _texts_of(hidden, found.revision, read_texts).items()}
    return {key: hit for key, hit in hits.items() if hit is not None}


def _texts_of(ids: Sequence[int], revision: int, read_texts: ReadTexts) -> dict[int, str]:
    kept: KeptTexts = current_app.extensions.setdefault(_KEPT_TEXTS, BoundedCache(_LETTERS_KEPT))
    texts = {key: text for key in ids if (text := kept.get((key, revision))) is not None}
    missing = [key for key in ids if key not in texts]
    for key, plain in (read_texts(missing) if missing else {}).items():
        texts[key] = plain
        kept.put((key, revision), plain, cost=len(plain))
    return texts


def _drawn(found: Found, lists: Lists, read_cards: ReadCards) -> dict[int, Drawn]:
    """Give the cards that are still published, in order."""
    kept: Kept = current_app.extensions.setdefault(_KEPT, BoundedCache(_MARKUP_KEPT))
    language, moment = current_language(), now()
    # A date that has begun must not stay the next one for long.
    hour = int(moment.timestamp()) // 3_600
    cards = {key: kept.get((key, found.revision, language, hour)) for key in found.ids}
    missing = [key for key, one in cards.items() if one is None]
    for card in read_cards(missing) if missing else ():
        one = _draw(card, lists, moment)
        kept.put((card.activity_id, found.revision, language, hour), one, cost=one.weight)
        cards[card.activity_id] = one
    return {key: one for key, one in cards.items() if one is not None}


def _draw(card: Card, lists: Lists, moment: datetime) -> Drawn:
    html = drawn("activities/card.html", _texts(card, lists, moment))
    save = _SAVE.filled(SaveButton(card.slug, card.name, listing_written()))
    before, after = halves(_ITEM.filled(ItemFrame(escape(HOLE), Markup(), save)))
    return Drawn(before, str(html), after, in_small_letters(f"{card.name} {card.summary}"), card.sessions)


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
        has_places=card.capacity.state is PlacesState.NOW,
        no_places=no_places_in_words(card.capacity),
        is_old=card.checked_on is not None and is_long_ago(card.checked_on, in_london(moment).date()),
        language=listing_language(),
    )
