"""The addresses of the portal: taking one away, or opening one to others, is a decision that shows in a diff."""

import json
import re

import pytest

from portal.core.roles import Role
from portal.infra.access import requires
from portal.settings import PROJECT
from tests.guards.every_route import Route, routes_of
from tests.installation import Installation

SNAPSHOT = PROJECT / "tests" / "guards" / "routes.json"
REMEDY = "if this is meant, write it down: .venv/bin/python -m pytest tests/guards/test_routes.py --write-snapshots"
_ARGUMENT = re.compile(r"<[^<>]+>")
_PLAIN = re.compile(r"/|(?:/[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?)+")

pytestmark = pytest.mark.sqlite


def _table(installation: Installation) -> dict[str, dict[str, str]]:
    faces = {"public": installation.public, "staff": installation.staff}
    return {
        face: {
            route.line: route.access
            for route in sorted(routes_of(face, app), key=lambda one: (one.rule, one.method))
        }
        for face, app in faces.items()
    }


def odd_addresses(routes: list[Route]) -> list[str]:
    """Give the rules that are not plain words joined by hyphens."""
    return [route.rule for route in routes if not _PLAIN.fullmatch(_ARGUMENT.sub("x", route.rule))]


def test_the_routes_are_those_that_were_agreed(
    installation: Installation, request: pytest.FixtureRequest
) -> None:
    now = _table(installation)
    if request.config.getoption("--write-snapshots"):
        SNAPSHOT.write_text(json.dumps(now, indent=2, ensure_ascii=False) + "\n")
    assert now == json.loads(SNAPSHOT.read_text()), REMEDY


def test_every_route_says_who_may_open_it(installation: Installation) -> None:
    closed = [
        line for face in _table(installation).values() for line, access in face.items() if access == "nobody"
    ]
    assert not closed, "put @public or @requires(Role....) directly under the route decorator"


def test_the_families_face_asks_nobody_to_sign_in(installation: Installation) -> None:
    for line, access in _table(installation)["public"].items():
        assert access == "public" or " /providers" in line, "only people of organisations sign in there"


def test_addresses_are_plain_words(installation: Installation) -> None:
    routes = [*routes_of("public", installation.public), *routes_of("staff", installation.staff)]
    assert not odd_addresses(routes)


def test_a_new_route_and_an_odd_address_are_noticed(installation: Installation) -> None:
    before = _table(installation)
    app = installation.public
    app.add_url_rule("/Odd_Address/<int:n>", "odd", requires(Role.ADMIN)(lambda n: str(n)))
    app.add_url_rule("/undeclared", "undeclared", lambda: "open")
    now = _table(installation)
    assert now != before
    assert now["public"]["GET /Odd_Address/<int:n>"] == "admin"
    assert now["public"]["GET /undeclared"] == "nobody"
    assert odd_addresses(list(routes_of("public", app))) == ["/Odd_Address/<int:n>"]
