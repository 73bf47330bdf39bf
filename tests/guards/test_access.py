"""Who gets in: every route, asked for by everybody, with real requests."""

from collections.abc import Mapping

import pytest
from flask import Response

from portal.core.roles import STAFF_ROLES, Role
from portal.infra.access import public
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.guards.every_route import Route, routes_of
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

OPEN, SIGN_IN, REFUSED = "open", "sign in", "refused"


def answer_to(client: CarefulClient, route: Route, values: Mapping[str, str]) -> str:
    """Say how the portal answers: the view ran, or the guard sent the person away."""
    answer = client.open(route.address(values), method=route.method)
    if answer.status_code == 403:
        return REFUSED
    if answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in"):
        return SIGN_IN
    return OPEN


def wanted(route: Route, roles: frozenset[Role] | None) -> str:
    """Say how the declared access means a route to answer a person with these roles, None for nobody."""
    if route.access == "public":
        return OPEN
    if route.access == "nobody":
        return REFUSED
    if roles is None:
        return SIGN_IN
    return OPEN if set(route.access.split()) & roles else REFUSED


def differences(installation: Installation, person: str) -> list[str]:
    """Give every route that answers one person otherwise than its declared access says."""
    roles = None if person == "nobody" else frozenset({Role(person)})
    values = {"reference": a_tier_2_referral(installation), "slug": "any", "code": "CH-2222-2222-2222"}
    found = []
    for route in sorted(routes_of("staff", installation.staff), key=lambda one: one.rule):
        # A fresh sign-in for each, because signing out is one of the routes.
        client = installation.officer(*roles) if roles else installation.visitor_of_staff()
        got = answer_to(client, route, values)
        if got != wanted(route, roles):
            found.append(f"{route.line} for {person}: {got}, declared {route.access}")
    return found


@pytest.mark.parametrize("person", ["nobody", *(role.value for role in STAFF_ROLES)])
def test_each_route_of_staff_lets_in_whom_it_declares(person: str, installation: Installation) -> None:
    assert not differences(installation, person)


def test_the_families_face_is_open_and_knows_no_roles(
    installation: Installation, family: CarefulClient
) -> None:
    values = {"reference": "x", "slug": "any", "code": "CH-2222-2222-2222"}
    for route in routes_of("public", installation.public):
        assert answer_to(family, route, values) == OPEN, route.line


def test_a_view_that_declares_nothing_is_closed(installation: Installation) -> None:
    for app in (installation.public, installation.staff):
        app.add_url_rule("/undeclared", "undeclared", lambda: "secret")
    assert installation.family().get("/undeclared").status_code == 403
    assert installation.officer(*STAFF_ROLES).get("/undeclared").status_code == 403


def test_a_view_that_opens_more_than_it_declares_is_noticed(installation: Installation) -> None:
    app = installation.staff
    [endpoint] = [rule.endpoint for rule in app.url_map.iter_rules() if rule.rule == "/referrals"]
    app.view_functions[endpoint] = public(lambda: Response("names", mimetype="text/plain"))
    closed = [route for route in routes_of("staff", app) if route.rule == "/referrals"]
    declared = [Route(one.face, one.method, one.rule, "triage_officer") for one in closed]
    got = answer_to(installation.visitor_of_staff(), declared[0], {})
    assert got != wanted(declared[0], None)
