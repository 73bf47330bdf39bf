"""A GET changes nothing that people sent or decided, and a POST without a token writes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask, Response
from sqlalchemy import insert

from portal.core.roles import STAFF_ROLES
from portal.infra.access import public
from portal.infra.db import database
from portal.infra.limits import PostCount
from portal.providers.models import Provider
from tests.careful_client import CarefulClient
from tests.factories import a_family_that_asked, a_tier_2_referral
from tests.guards.every_route import Route, routes_of
from tests.installation import Installation

# Looks are recorded, sign-ins kept alive and posts counted; nothing here is what a family or officer said.
# A wrong link counts towards the throttle, and a sign-in that is used is kept alive.
A_GET_MAY_WRITE = {
    "audit_event",
    "post_count",
    "provider_session",
    "provider_sign_in_failure",
    "sign_in_failure",
    "staff_session",
}
A_REFUSED_POST_MAY_WRITE = A_GET_MAY_WRITE

Rows = Mapping[str, list[tuple[Any, ...]]]


def changed(before: Rows, after: Rows, allowed: set[str]) -> set[str]:
    """Give the tables that changed and may not."""
    return {table for table in before if before[table] != after[table]} - allowed


def writes(installation: Installation, client: CarefulClient, route: Route, **kwargs: Any) -> set[str]:
    """Give the tables into which one request wrote and may not write."""
    allowed = A_GET_MAY_WRITE if route.method == "GET" else A_REFUSED_POST_MAY_WRITE
    before = installation.rows()
    client.open(route.address(_values(installation)), method=route.method, **kwargs)
    return changed(before, installation.rows(), allowed)


def _values(installation: Installation) -> Mapping[str, str]:
    rows = installation.rows()
    reference = next((row[1] for row in rows["referral"]), "SB-7K3M-92QX-4HTD")
    slug = next(value for value in rows["activity"][0] if isinstance(value, str) and "-" in value)
    code = next((row[1] for row in rows["child"]), "CH-2222-2222-2222")
    return {"reference": reference, "slug": slug, "code": code}


def _faces(installation: Installation) -> Iterator[tuple[CarefulClient, Flask, str]]:
    """Give somebody on each face who has everything that a request could change: drafts, a receipt, all roles."""
    family = installation.family()
    a_family_that_asked(family)
    family.visit("/ask")
    family.press("Start")
    yield family, installation.public, "public"
    a_tier_2_referral(installation)
    yield installation.officer(*STAFF_ROLES), installation.staff, "staff"


def test_no_get_writes(installation: Installation) -> None:
    for client, app, face in _faces(installation):
        for route in routes_of(face, app):
            if route.method == "GET":
                assert not writes(installation, client, route), f"{face}: {route.line} writes; make it a POST"


def test_no_post_writes_without_a_token(installation: Installation) -> None:
    typed = {
        "urgent_help": "no",
        "child_first_name": "Zofia",
        "child_last_name": "P",
        "text": "A note",
        "move": "start",
    }
    typed |= {
        "changes": "0",
        "outcome": "tier2_place",
        "email": "officer.one@orchard.example.org",
        "password": "x" * 20,
    }
    for client, app, face in _faces(installation):
        for route in routes_of(face, app):
            if route.method == "POST":
                assert not writes(installation, client, route, data=typed), (
                    f"{face}: {route.line} wrote without a token"
                )


def test_no_post_from_another_site_gets_past_the_door(installation: Installation) -> None:
    for client, app, face in _faces(installation):
        for route in routes_of(face, app):
            if route.method == "POST":
                answer = client.post(
                    route.address(_values(installation)), headers={"Sec-Fetch-Site": "cross-site"}
                )
                assert answer.status_code == 403, route.line


def _greedy() -> Response:
    with database().unit_of_work() as session:
        session.execute(
            insert(Provider).values(
                slug="planted", name="Planted", source="council", source_id="planted", digest="0"
            )
        )
    return Response("ok", mimetype="text/plain")


@pytest.mark.sqlite
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_view_that_writes_when_it_may_not_is_noticed(method: str, installation: Installation) -> None:
    app = installation.public
    app.add_url_rule("/greedy", "greedy", public(_greedy), methods=[method])
    route = Route("public", method, "/greedy", "public")
    client = installation.family()
    assert writes(installation, client, route) == {"provider"}


@pytest.mark.sqlite
def test_the_count_of_posts_is_no_secret_way_to_write(installation: Installation) -> None:
    assert set(PostCount.__table__.columns.keys()) == {"key", "count", "ends_at"}
