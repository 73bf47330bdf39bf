"""The page of one activity: each fact in words, and "Not known – ask" where there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice

from markupsafe import Markup

from portal.activities.queries import ActivityPage
from portal.activities.rules.freshness import CheckedBy, is_long_ago
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import SchoolYear, Timetable, occurrences
from portal.activities.views.choices import Lists, deliveries, weekdays
from portal.activities.views.getting_there import getting_there
from portal.activities.views.result_cards import SaveButton
from portal.activities.views.structured import activity_data
from portal.activities.views.vacancies import no_places_in_words, places_in_words
from portal.activities.views.when import hours_in_words, next_in_words, occurrence_in_words
from portal.activities.views.wording import ages_in_words, listing_written, pounds
from portal.infra.clock import in_london
from portal.infra.i18n import SOURCE_LANGUAGE, _, format_day, format_weekday, spoken_list
from portal.offer.content import Programme, Tier
from portal.places.rules import District
from portal.taxonomy.content import SpokenLanguage

_DATES_SHOWN = 3
_DAYS_AHEAD = 366
# A date shows how a language writes the names of days.
_ANY_DAY = date(2027, 1, 1)
# Nobody writes a sign language: its name stands in the language of the site.
_SIGNED = frozenset({"bfi"})


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One time at which the activity runs; `words` are the organiser's own."""

    days: str
    hours: str
    words: str


@dataclass(frozen=True, slots=True)
class AccessGroup:
    """Access answers under one heading: what is known, and what a family has to ask."""

    title: str
    answers: tuple[tuple[str, str], ...]
    unknown: str


@dataclass(frozen=True, eq=False)
class DetailPage:
    """All that the template of an activity shows; None means not known."""

    found: ActivityPage
    lists: Lists
    year: SchoolYear
    moment: datetime

    @property
    def listing(self) -> Listing:
        """Give the facts as they were published."""
        return self.found.listing

    @property
    def tier(self) -> Tier:
        """Give the tier with its words."""
        return self.lists.tiers.of(self.listing.tier)

    @property
    def programme(self) -> Programme | None:
        """Give the programme that it belongs to."""
        return self.lists.tiers.programme(self.listing.programme) if self.listing.programme else None

    @property
    def description(self) -> Markup:
        """Give the text of the organiser, which was cleaned down to a short list of tags when it came in."""
        return Markup(self.listing.description_html)  # noqa: S704

    @property
    def written(self) -> Markup:
        """Give the attribute that says in which language the listing is written, where the page has another."""
        return listing_written()

    @property
    def ages(self) -> str | None:
        """Give the ages."""
        return ages_in_words(self.listing.ages)

    @property
    def times(self) -> tuple[TimeLine, ...]:
        """Give all times at which it runs."""
        return tuple(_time(session) for session in self.listing.sessions)

    @cached_property
    def next_dates(self) -> tuple[str, ...]:
        """Give the next dates in words, the soonest first."""
        last = self.today + timedelta(days=_DAYS_AHEAD)
        coming = occurrences(self.listing.sessions, self.today - timedelta(days=1), last, self.year)
        shown = islice((one for one in coming if one.ends_at > self.moment), _DATES_SHOWN)
        return tuple(occurrence_in_words(one, on=self.today) for one in shown)

    @property
    def next_date(self) -> str | None:
        """Give the next date as on its card."""
        return next_in_words(self.listing.sessions, self.moment, self.year)

    @property
    def today(self) -> date:
        """Give the day in London."""
        return in_london(self.moment).date()

    @property
    def getting_there(self) -> tuple[str, ...]:
        """Give what is known of the way."""
        return getting_there(
            miles=None,
            is_about=False,
            is_rural=bool(self._area and self._area.rural),
            delivery=self.listing.delivery,
            bus_stop=self.listing.bus_stop,
            access=self.listing.access,
        )

    @property
    def places(self) -> str | None:
        """Give whether there are places."""
        return " ".join(places_in_words(self.listing.capacity, self.lists.taxonomy, self.today)) or None

    @property
    def no_places(self) -> str | None:
        """Give that it is full or has a waiting list, as on its card."""
        return no_places_in_words(self.listing.capacity)

    @property
    def referrers(self) -> tuple[str, ...]:
        """Give who may ask for it."""
        return self._named("referrers", self.listing.referrers)

    @property
    def delivery(self) -> str | None:
        """Give whether it is at a place, online or at home."""
        return dict(deliveries()).get(self.listing.delivery or "")

    @property
    def district(self) -> str | None:
        """Give the area."""
        return _(self._area.label) if self._area else None

    @property
    def cost(self) -> str | None:
        """Give what it costs."""
        kind, pence = self.listing.cost_type, self.listing.cost_pence
        label = _(self.lists.taxonomy.labels["cost_types"][kind]) if kind else None
        if pence and label:
            return f"{label}, {pounds(pence)}"
        return label or (pounds(pence) if pence else None)

    @property
    def funding(self) -> tuple[str, ...]:
        """Give the ways to pay."""
        return self._named("funding", self.listing.funding)

    @property
    def types(self) -> str | None:
        """Give what kinds of activity it is."""
        return spoken_list(self._named("activity_types", self.listing.types)) or None

    @property
    def suits(self) -> tuple[str, ...]:
        """Give the needs that it is good for."""
        return self._named("support_needs", self.listing.suits)

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the languages that are spoken, each in its own words."""
        return tuple(language.label for language in self._spoken)

    @property
    def marked_languages(self) -> Markup:
        """Give the same as markup that says which language each name is in, for whom it is read aloud."""
        return Markup(", ").join(
            Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(
                SOURCE_LANGUAGE if one.code in _SIGNED else one.code, one.direction, one.label
            )
            for one in self._spoken
        )

    @property
    def access(self) -> tuple[AccessGroup, ...]:
        """Give the answers to all access questions."""
        return tuple(_access(self.found, self.lists))

    @property
    def checked(self) -> str:
        """Give when the facts were checked and by whom."""
        return _checked(self.found)

    @property
    def is_old(self) -> bool:
        """Tell whether that was long ago."""
        return self.listing.checked_on is not None and is_long_ago(self.listing.checked_on, self.today)

    @property
    def needs_assessment(self) -> bool:
        """Tell whether a social care assessment comes first."""
        return self.listing.tier.needs_assessment

    @property
    def has_no_contact(self) -> bool:
        """Tell whether nobody can be asked but the council."""
        return not (self.listing.phone or self.listing.email or self.listing.website)

    @property
    def save(self) -> SaveButton:
        """Give what the button needs that saves it to the family's list."""
        return SaveButton(self.listing.slug, self.listing.name, self.written)

    @property
    def structured(self) -> Markup:
        """Give the facts as search engines read them."""
        return activity_data(self.found, self.lists, self.year, self.moment)

    @property
    def _spoken(self) -> Sequence[SpokenLanguage]:
        known = {one.code: one for one in self.lists.taxonomy.languages_spoken}
        return [known[code] for code in self.listing.languages]

    @cached_property
    def _area(self) -> District | None:
        return self.lists.places.district(self.listing.district) if self.listing.district else None

    def _named(self, list_name: str, codes: Sequence[str]) -> tuple[str, ...]:
        labels = self.lists.taxonomy.labels[list_name]
        return tuple(_(labels[code]) for code in codes)


def _time(session: Timetable) -> TimeLine:
    names = dict(weekdays())
    return TimeLine(
        _days_in_words([names[day] for day in session.days]),
        hours_in_words(session.starts, session.ends),
        session.when,
    )


def _days_in_words(days: Sequence[str]) -> str:
    """Give "Friday and Saturday"; where a language writes days small, only the first has a capital."""
    if not days:
        return ""
    first, *others = days
    is_small = format_weekday(_ANY_DAY)[0].islower()
    return spoken_list([first, *(name.lower() if is_small else name for name in others)])


def _access(found: ActivityPage, lists: Lists) -> Iterator[AccessGroup]:
    answers = lists.taxonomy.labels["access_answers"]
    for group in lists.taxonomy.access_groups:
        known = tuple(
            (_(feature.label), _(answers[found.listing.access[feature.code]]))
            for feature in group.features
            if feature.code in found.listing.access
        )
        unknown = [_(feature.label) for feature in group.features if feature.code not in found.listing.access]
        yield AccessGroup(_(group.label), known, "; ".join(unknown))


def _checked(found: ActivityPage) -> str:
    day, who = found.listing.checked_on, found.listing.checked_by
    if day is None:
        return _("Not yet checked by the council.") if found.is_imported else _("Not checked yet.")
    if who == CheckedBy.COUNCIL_VISITED:
        return _("The council visited on %(day)s.", day=format_day(day))
    return _("The organiser told us on %(day)s.", day=format_day(day))
