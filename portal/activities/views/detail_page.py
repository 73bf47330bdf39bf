"""The page of one activity: each fact in words, and "Not known – ask" where there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.activities.queries import ActivityPage
from portal.activities.rules.freshness import CheckedBy, is_long_ago
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import Timetable
from portal.activities.views.choices import Lists, deliveries, weekdays
from portal.activities.views.wording import ages_in_words, clock, pounds
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language, format_day, spoken_list
from portal.offer.content import Programme, Tier


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


@dataclass(frozen=True, slots=True)
class DetailPage:
    """All that the template of an activity shows; None means not known."""

    found: ActivityPage
    tier: Tier
    programme: Programme | None
    description: Markup
    # The attribute that says in which language the listing is written, where the page has another.
    written: Markup
    ages: str | None
    times: tuple[TimeLine, ...]
    delivery: str | None
    district: str | None
    cost: str | None
    funding: tuple[str, ...]
    types: str | None
    suits: tuple[str, ...]
    languages: tuple[str, ...]
    access: tuple[AccessGroup, ...]
    checked: str
    is_old: bool
    needs_assessment: bool
    has_no_contact: bool

    @property
    def listing(self) -> Listing:
        """Give the facts as they were published."""
        return self.found.listing


def detail_page(found: ActivityPage, lists: Lists, today: date) -> DetailPage:
    """Put the page of an activity together."""
    facts, labels = found.listing, lists.taxonomy.labels
    district = lists.places.district(facts.district) if facts.district else None
    kinds = [_(labels["activity_types"][code]) for code in facts.types]
    return DetailPage(
        found=found,
        tier=lists.tiers.of(facts.tier),
        programme=lists.tiers.programme(facts.programme) if facts.programme else None,
        # It was cleaned down to a short list of tags when it came in.
        description=Markup(facts.description_html),  # noqa: S704
        written=Markup() if current_language() == SOURCE_LANGUAGE else Markup(' lang="en"'),
        ages=ages_in_words(facts.ages),
        times=tuple(_time(session) for session in facts.sessions),
        delivery=dict(deliveries()).get(facts.delivery or ""),
        district=_(district.label) if district else None,
        cost=_cost(found, lists),
        funding=tuple(_(labels["funding"][code]) for code in facts.funding),
        types=spoken_list(kinds) if kinds else None,
        suits=tuple(_(labels["support_needs"][code]) for code in facts.suits),
        languages=tuple(labels["languages_spoken"][code] for code in facts.languages),
        access=tuple(_access(found, lists)),
        checked=_checked(found),
        is_old=facts.checked_on is not None and is_long_ago(facts.checked_on, today),
        needs_assessment=facts.tier.needs_assessment,
        has_no_contact=not (facts.phone or facts.email or facts.website),
    )


def _time(session: Timetable) -> TimeLine:
    names = dict(weekdays())
    hours = ""
    if session.starts and session.ends:
        hours = _("%(start)s to %(end)s", start=clock(session.starts), end=clock(session.ends))
    elif session.starts:
        hours = _("from %(start)s", start=clock(session.starts))
    return TimeLine(spoken_list([names[day] for day in session.days]), hours, session.when)


def _cost(found: ActivityPage, lists: Lists) -> str | None:
    kind, pence = found.listing.cost_type, found.listing.cost_pence
    label = _(lists.taxonomy.labels["cost_types"][kind]) if kind else None
    if pence and label:
        return f"{label}, {pounds(pence)}"
    return label or (pounds(pence) if pence else None)


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
