"""Where each way to ask lives on the site: three times the same steps, under names of their own."""

from collections.abc import Mapping

from flask import request

from portal.questionnaires.views.journey import Journey
from portal.referrals.rules.routes import QUESTIONNAIRES, Route

# "referrals.parent.page" lies at /ask/parent/questions/…; in addresses a name has a hyphen.
ASKING = (Route.PARENT, Route.YOUNG_PERSON, Route.PROFESSIONAL)
_STARTS: Mapping[Route, str] = {
    Route.PARENT: "referrals.start",
    Route.YOUNG_PERSON: "referrals.age.ask_age",
    Route.PROFESSIONAL: "referrals.professional_start.start",
}


def _journey(route: Route) -> Journey:
    return Journey(
        QUESTIONNAIRES[route],
        start=_STARTS[route],
        page=f"referrals.{route}.page",
        check=f"referrals.{route}.check",
        receipt=f"referrals.{route}.receipt",
        forget=f"referrals.{route}.forget_answers",
    )


JOURNEYS: Mapping[Route, Journey] = {route: _journey(route) for route in ASKING}


def folder_of(route: Route) -> str:
    """Give the part of the address that names a route."""
    return f"/ask/{route.value.replace('_', '-')}"


def route_here() -> Route:
    """Give the route whose page is asked for."""
    return Route((request.blueprint or "").rpartition(".")[2])


def journey_here() -> Journey:
    """Give the journey whose page is asked for."""
    return JOURNEYS[route_here()]
