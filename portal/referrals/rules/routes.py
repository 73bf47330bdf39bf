"""The ways to ask for a short break, by who asks; what an age means for a young person who asks."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from portal.core.ages import age_on

YOUNGEST, ALONE_FROM, LAST_AGE = 13, 16, 25


class Route(StrEnum):
    """Who asks."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    PROFESSIONAL = "professional"
    CALL = "call"


class Kind(StrEnum):
    """What is asked for: a short break, or a call first."""

    REQUEST = "request"
    CALL = "call"


QUESTIONNAIRES: Mapping[Route, str] = {
    Route.PARENT: "referral",
    Route.YOUNG_PERSON: "referral-young-person",
    Route.PROFESSIONAL: "referral-professional",
    Route.CALL: "call",
}
_ROUTES = {questionnaire: route for route, questionnaire in QUESTIONNAIRES.items()}


class Allowed(StrEnum):
    """What a young person of an age can do on their own (DOMAIN 3.7)."""

    ASK_AN_ADULT = "ask_an_adult"
    CALL = "call"
    ALONE = "alone"
    TOO_OLD = "too_old"


def allowed_at(age: int) -> Allowed:
    """Tell what a young person of an age can do here; below 13 nothing may be kept."""
    if age < YOUNGEST:
        return Allowed.ASK_AN_ADULT
    if age < ALONE_FROM:
        return Allowed.CALL
    return Allowed.ALONE if age <= LAST_AGE else Allowed.TOO_OLD


def route_of(questionnaire: str) -> Route:
    """Give the route of a questionnaire; one that is not known is that of parents, which asks most."""
    return _ROUTES.get(questionnaire, Route.PARENT)


def kind_of(route: Route, age: int | None) -> Kind:
    """Tell what was asked for; who is under 16 and asks alone is rung first."""
    is_young = route is Route.YOUNG_PERSON and age is not None and age < ALONE_FROM
    return Kind.CALL if route is Route.CALL or is_young else Kind.REQUEST


def language_to_write(route: Route, spoken: str, form: str, speaks: Collection[str]) -> str:
    """Give the language in which a family is written to: that of its form, which is one that it reads.

    A professional reads the form in their own. Then it is the one that the family wants, if the portal speaks it.
    """
    return spoken if route is Route.PROFESSIONAL and spoken in speaks else form


def ages_said(answers: Mapping[str, object], day: date) -> tuple[int, ...]:
    """Give the ages that follow from the answers, that of the date of birth first; dates may be as in JSON."""
    born, age = answers.get("child_born"), answers.get("age")
    if born and not isinstance(born, date):
        born = date.fromisoformat(str(born))
    from_birth = (age_on(born, day),) if isinstance(born, date) else ()
    return (*from_birth, *((age,) if isinstance(age, int) else ()))
