"""What a round is, and what a round may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.errors import PortalError


class Audience(StrEnum):
    """Whom a round asks."""

    PARENTS = "parents"
    YOUNG_PEOPLE = "young_people"
    PROVIDERS = "providers"


class Channel(StrEnum):
    """How an answer came."""

    ONLINE = "online"
    PAPER = "paper"
    PHONE = "phone"
    IMPORT = "import"


# How codes of rounds begin, by audience; it is also the part of the address under which the survey lies.
STANDING = {
    Audience.PARENTS: "parents",
    Audience.YOUNG_PEOPLE: "young-people",
    Audience.PROVIDERS: "providers",
}


class Phase(StrEnum):
    """Where a round stands on a day."""

    OPEN = "open"
    COMING = "coming"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Round:
    """A questionnaire that is open to an audience on some days, the first and the last included."""

    id: int
    code: str
    name: str
    questionnaire: str
    audience: Audience
    opens_on: date
    closes_on: date
    by_invitation: bool
    compared_with: int | None
    is_frozen: bool

    def is_open(self, day: date) -> bool:
        """Tell whether it takes answers on a day in London; one whose figures were released takes none."""
        return self.opens_on <= day <= self.closes_on and not self.is_frozen

    def phase(self, day: date) -> Phase:
        """Give where it stands on a day in London."""
        if self.is_open(day):
            return Phase.OPEN
        return Phase.COMING if day < self.opens_on and not self.is_frozen else Phase.OVER

    def takes_entries(self, day: date) -> bool:
        """Tell whether staff may type in answers: paper arrives after the last day, and is counted until a release."""
        return self.opens_on <= day and not self.is_frozen


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round as somebody wants to open it; `compared_with` is the code of an earlier one, or ""."""

    audience: Audience
    name: str
    opens_on: date
    closes_on: date
    by_invitation: bool = False
    compared_with: str = ""


class RoundFault(StrEnum):
    """What can be wrong with a plan or with new days."""

    ENDS_BEFORE_START = "ends_before_start"
    IS_OVER = "is_over"
    OVERLAPS = "overlaps"
    NOT_EARLIER = "not_earlier"
    OTHER_SURVEY = "other_survey"
    HAS_ANSWERS = "has_answers"


class RoundFaultsError(PortalError):
    """A round cannot be like that; `faults` says what is wrong, by the field that has to be changed."""

    def __init__(self, faults: Mapping[str, RoundFault]) -> None:
        """Keep what is wrong."""
        self.faults = faults
        super().__init__(", ".join(faults.values()))


class RoundClosedError(PortalError):
    """The round takes no answers: it is not open, or its figures were released."""


def plan_faults(plan: RoundPlan, others: Iterable[Round], today: date) -> dict[str, RoundFault]:
    """Give what is wrong with a plan, by field; `others` are all rounds that there are."""
    known = tuple(others)
    faults = days_faults(plan.opens_on, plan.closes_on, today)
    if not plan.by_invitation and not faults and _overlapping(plan, known):
        faults["opens_on"] = RoundFault.OVERLAPS
    earlier = next((one for one in known if one.code == plan.compared_with), None)
    if plan.compared_with and (earlier is None or earlier.audience is not plan.audience):
        faults["compared_with"] = RoundFault.OTHER_SURVEY
    elif earlier is not None and earlier.opens_on >= plan.opens_on:
        faults["compared_with"] = RoundFault.NOT_EARLIER
    return faults


def days_faults(opens_on: date, closes_on: date, today: date) -> dict[str, RoundFault]:
    """Give what is wrong with the days themselves, by field."""
    if closes_on < opens_on:
        return {"closes_on": RoundFault.ENDS_BEFORE_START}
    return {"closes_on": RoundFault.IS_OVER} if closes_on < today else {}


def move_faults(
    moved: Round, opens_on: date, closes_on: date, others: Iterable[Round], today: date, *, has_answers: bool
) -> dict[str, RoundFault]:
    """Give what is wrong with new days of a round, by field; its first day stays once there are answers."""
    faults = days_faults(opens_on, closes_on, today)
    if has_answers and opens_on != moved.opens_on:
        faults["opens_on"] = RoundFault.HAS_ANSWERS
    plan = RoundPlan(moved.audience, moved.name, opens_on, closes_on)
    rest = [one for one in others if one.id != moved.id]
    if not moved.by_invitation and not faults and _overlapping(plan, rest):
        faults["opens_on"] = RoundFault.OVERLAPS
    return faults


def _overlapping(plan: RoundPlan, others: Iterable[Round]) -> bool:
    """Tell whether another open link asks the same people on one of the days: an answer could belong to either."""
    return any(
        one.audience is plan.audience
        and not one.by_invitation
        and not one.is_frozen
        and one.opens_on <= plan.closes_on
        and plan.opens_on <= one.closes_on
        for one in others
    )


def new_code(plan: RoundPlan, taken: Iterable[str]) -> str:
    """Give the code of a new round, such as "parents-2026", and "parents-2026-2" for the next of that year."""
    first, used, number = f"{STANDING[plan.audience]}-{plan.opens_on.year}", set(taken), 2
    if first not in used:
        return first
    while f"{first}-{number}" in used:
        number += 1
    return f"{first}-{number}"
