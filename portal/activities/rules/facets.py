"""What families can choose in a search, and which activities each choice fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier


class Facet(StrEnum):
    """A group of choices; its value is the name in the address."""

    TIER = "tier"
    ASSESSMENT = "assessment"
    REFERRER = "referrer"
    TYPE = "type"
    NEED = "need"
    HIDDEN = "hidden"
    ACCESS = "access"
    AGE = "age"
    DISTRICT = "district"
    TRAVEL = "travel"
    DAY = "day"
    TIME = "time"
    SEASON = "season"
    COST = "cost"
    FUNDING = "funding"
    PLACES = "places"
    DELIVERY = "delivery"
    LANGUAGE = "language"

    @property
    def needs_all(self) -> bool:
        """Tell whether every choice must hold: a wheelchair user needs the hoist and the step-free way in."""
        return self is Facet.ACCESS


class Delivery(StrEnum):
    """Where an activity happens."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    AT_HOME = "at_home"


class Weekday(StrEnum):
    """The days of the week, in order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


NO_ASSESSMENT = "no"
SUITS_HIDDEN = "yes"
UNKNOWN_AGES = AgeRange(None, None)
# Miles that a family can choose around a place.
DISTANCES = (5, 10, 20)
# Answers to an access question that leave it open: the family has to ask.
_OPEN = frozenset({"ask", "not_known"})


@dataclass(frozen=True, slots=True)
class FacetCodes:
    """The parts of the council's code lists that decide which choices an activity fits."""

    ages: Mapping[str, AgeRange] = field(default_factory=dict)
    # Access features of which one is enough, joined with "or".
    travel: frozenset[str] = frozenset()
    # Access features any of which makes a hidden disability easier.
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is known of one activity; an empty set, None or a missing answer means not known, never no."""

    activity_id: int
    tier: OfferTier
    types: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    access: Mapping[str, str] = field(default_factory=dict)
    ages: AgeRange = UNKNOWN_AGES
    district: str | None = None
    days: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    seasons: frozenset[str] = frozenset()
    cost: str | None = None
    funding: frozenset[str] = frozenset()
    places: str | None = None
    referrers: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    delivery: str | None = None
    point: Point | None = None
    # The dates on which it runs, as far as the index looks ahead.
    dates: frozenset[date] = frozenset()
    # The full hour, 1 to 23, by which it is over on each day of the week (Monday is 0); a day that is not there is
    # over when it ends, as far as anybody has said.
    over_by: Mapping[int, int] = field(default_factory=dict)
    checked_on: date | None = None

    @property
    def travels_to_you(self) -> bool:
        """Tell whether nobody has to travel, so that no distance leaves it out."""
        return self.delivery in {Delivery.ONLINE, Delivery.AT_HOME}


def values_of(facts: ActivityFacts, codes: FacetCodes) -> dict[Facet, frozenset[str]]:
    """Give the choices that an activity fits, for each facet; what is not known fits none."""
    ages = {code for code, band in codes.ages.items() if facts.ages.is_known and facts.ages.overlaps(band)}
    access = frozenset(code for code, answer in facts.access.items() if answer == "yes")
    return {
        Facet.TIER: frozenset({facts.tier.code}),
        Facet.ASSESSMENT: frozenset() if facts.tier.needs_assessment else frozenset({NO_ASSESSMENT}),
        Facet.REFERRER: facts.referrers,
        Facet.TYPE: facts.types,
        Facet.NEED: facts.needs,
        Facet.HIDDEN: frozenset({SUITS_HIDDEN} if access & codes.hidden else ()),
        Facet.ACCESS: access,
        Facet.AGE: frozenset(ages),
        Facet.DISTRICT: _one(facts.district),
        Facet.TRAVEL: access & codes.travel,
        Facet.DAY: facts.days,
        Facet.TIME: facts.times,
        Facet.SEASON: facts.seasons,
        Facet.COST: _one(facts.cost),
        Facet.FUNDING: facts.funding,
        Facet.PLACES: _one(facts.places),
        Facet.DELIVERY: _one(facts.delivery),
        Facet.LANGUAGE: facts.languages,
    }


def is_unknown(facts: ActivityFacts, facet: Facet, code: str, codes: FacetCodes) -> bool:
    """Tell whether it is not known if an activity fits a choice, so that the family must ask."""
    if facet in {Facet.ACCESS, Facet.TRAVEL}:
        return facts.access.get(code, "not_known") in _OPEN
    if facet is Facet.HIDDEN:
        answers = [facts.access.get(feature, "not_known") for feature in codes.hidden]
        return "yes" not in answers and any(answer in _OPEN for answer in answers)
    return not _is_stated(facts, facet)


def _is_stated(facts: ActivityFacts, facet: Facet) -> bool:
    """Tell whether anything is stated of a facet; the tier, and so the assessment, always is."""
    stated: Mapping[Facet, object] = {
        Facet.REFERRER: facts.referrers,
        Facet.TYPE: facts.types,
        Facet.NEED: facts.needs,
        Facet.AGE: facts.ages.is_known,
        # What comes home or is online belongs to no area, and that is known.
        Facet.DISTRICT: facts.district or facts.travels_to_you,
        Facet.DAY: facts.days,
        Facet.TIME: facts.times,
        Facet.SEASON: facts.seasons,
        Facet.COST: facts.cost,
        Facet.FUNDING: facts.funding,
        Facet.PLACES: facts.places,
        Facet.DELIVERY: facts.delivery,
        Facet.LANGUAGE: facts.languages,
    }
    return bool(stated.get(facet, True))


def _one(code: str | None) -> frozenset[str]:
    return frozenset({code} if code else ())
