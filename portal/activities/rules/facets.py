"""What families can choose in a search, and which activities each choice fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier


class Facet(StrEnum):
    """A group of choices; its value is the name in the address."""

    TIER = "tier"
    ASSESSMENT = "assessment"
    TYPE = "type"
    NEED = "need"
    ACCESS = "access"
    AGE = "age"
    DISTRICT = "district"
    DAY = "day"
    TIME = "time"
    COST = "cost"
    DELIVERY = "delivery"

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
UNKNOWN_AGES = AgeRange(None, None)
# Miles that a family can choose around a place.
DISTANCES = (5, 10, 20)


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
    cost: str | None = None
    delivery: str | None = None
    point: Point | None = None

    @property
    def travels_to_you(self) -> bool:
        """Tell whether nobody has to travel, so that no distance leaves it out."""
        return self.delivery in {Delivery.ONLINE, Delivery.AT_HOME}


def values_of(facts: ActivityFacts, age_bands: Mapping[str, AgeRange]) -> dict[Facet, frozenset[str]]:
    """Give the choices that an activity fits, for each facet; what is not known fits none."""
    ages = {code for code, band in age_bands.items() if facts.ages.is_known and facts.ages.overlaps(band)}
    return {
        Facet.TIER: frozenset({facts.tier.code}),
        Facet.ASSESSMENT: frozenset() if facts.tier.needs_assessment else frozenset({NO_ASSESSMENT}),
        Facet.TYPE: facts.types,
        Facet.NEED: facts.needs,
        Facet.ACCESS: frozenset(code for code, answer in facts.access.items() if answer == "yes"),
        Facet.AGE: frozenset(ages),
        Facet.DISTRICT: frozenset({facts.district} if facts.district else ()),
        Facet.DAY: facts.days,
        Facet.TIME: facts.times,
        Facet.COST: frozenset({facts.cost} if facts.cost else ()),
        Facet.DELIVERY: frozenset({facts.delivery} if facts.delivery else ()),
    }


def is_unknown(facts: ActivityFacts, facet: Facet, code: str) -> bool:
    """Tell whether it is not known if an activity fits a choice, so that the family must ask."""
    if facet is Facet.ACCESS:
        return facts.access.get(code, "not_known") in {"ask", "not_known"}
    known: Mapping[Facet, object] = {
        Facet.TYPE: facts.types,
        Facet.NEED: facts.needs,
        Facet.AGE: facts.ages.is_known,
        Facet.DISTRICT: facts.district,
        Facet.DAY: facts.days,
        Facet.TIME: facts.times,
        Facet.COST: facts.cost,
        Facet.DELIVERY: facts.delivery,
    }
    return not known.get(facet, True)
