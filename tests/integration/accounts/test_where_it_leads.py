"""After the sign-in a person stays on this site."""

import pytest

from tests.installation import PASSWORD, Installation

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\t/evil.example",
        "/\n/x",
        "/x\r\nY:z",
        "/\\evil.example",
        "",
        "é",
    ],
)
def test_a_next_page_elsewhere_becomes_the_start_page(installation: Installation, elsewhere: str) -> None:
    installation.officer()
    visitor = installation.visitor_of_staff()
    visitor.visit("/sign-in")
    token = visitor.page.select_one("input[name=csrf_token]")
    assert token is not None
    answer = visitor.post(
        "/sign-in",
        query_string={"next": elsewhere},
        data={
            "csrf_token": str(token["value"]),
            "email": "officer.one.triage-officer@orchard.example.org",
            "password": PASSWORD,
        },
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
