"""Odd addresses: never a fault, never echoed raw."""

import re

import pytest

from portal.core.roles import STAFF_ROLES
from tests.careful_client import CarefulClient
from tests.guards.every_route import Route, routes_of
from tests.installation import Installation

ODD = {
    "a language that is none": "xx",
    "a path": "../../etc/passwd",
    "a number that no list has": str(10**30),
    "a negative number": "-1",
    "a zero byte": "a\x00b",
    "a line break": "a\r\nSet-Cookie: a=b",
    "half a character": "\udcff",
    "emoji": "👩‍👧🏽🎠",
    "right to left": "\u202eabc\u200f",
    "html": "<script>alert(1)</script>",
    "quotes": "'\" OR 1=1 --",
    "wildcards": "*?~^[] AND OR NOT (",
    "a format": "%s %(x)s {0} {{7*7}}",
    "very long": "ß" * 400,
    "nothing": "",
}
ARGUMENTS = (
    *(
        "q",
        "tier",
        "type",
        "need",
        "access",
        "age",
        "district",
        "day",
        "time",
        "cost",
        "near",
        "within",
        "page",
    ),
    *("lang", "to", "activity", "state", "next", "sort", "place", "kept"),
)


@pytest.mark.parametrize("odd", ODD)
def test_no_page_fails_for_odd_arguments(odd: str, installation: Installation) -> None:
    text = ODD[odd].encode("utf-8", "surrogateescape")
    values = {"reference": "SB-7K3M-92QX-4HTD", "slug": "x", "code": "CH-2222-2222-2222"}
    for client, face in ((installation.family(), "public"), (installation.officer(), "staff")):
        app = installation.public if face == "public" else installation.staff
        for route in routes_of(face, app):
            if route.method == "GET" and not route.rule.startswith("/styles/"):
                answer = client.get(route.address(values), query_string=dict.fromkeys(ARGUMENTS, text))
                assert answer.status_code < 500
                assert "<script>alert(1)" not in answer.text


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ARGUMENTS)
@pytest.mark.sqlite
def test_the_search_takes_each_odd_argument_alone(name: str, odd: str, family: CarefulClient) -> None:
    text = ODD[odd].encode("utf-8", "surrogateescape")
    # Such pages are inspected above; here only that there is one, because there are hundreds.
    answer = super(CarefulClient, family).open("/activities", query_string={"q": "horse", name: text})
    assert answer.status_code in {200, 303}


@pytest.mark.parametrize("odd", [name for name, text in ODD.items() if text])
def test_an_odd_name_in_a_path_is_not_found(odd: str, installation: Installation) -> None:
    from urllib.parse import quote

    name = quote(ODD[odd].encode("utf-8", "surrogateescape"))
    family, officer = installation.family(), installation.officer()
    for client, folder in (
        (family, "/activities/"),
        (family, "/ask/questions/"),
        (family, "/tell-us/questions/"),
        (officer, "/referrals/"),
        (officer, "/"),
    ):
        assert client.get(folder + name).status_code in {303, 308, 400, 404}, folder


@pytest.mark.sqlite
@pytest.mark.parametrize("language", ["xx", "../../etc", "EN", "pl/../de", "", "\x00", "pl" * 2000])
def test_a_language_that_is_not_offered_is_ignored_and_not_kept(language: str, family: CarefulClient) -> None:
    answer = family.get("/", query_string={"lang": language})
    assert family.page.html["lang"] == "en"
    assert "language=" not in str(answer.headers.getlist("Set-Cookie"))


@pytest.mark.sqlite
def test_the_browsers_language_is_used_until_another_is_chosen(family: CarefulClient) -> None:
    polish = {"Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"}
    family.visit("/", headers=polish)
    assert family.page.html["lang"] == "pl"
    family.visit("/?lang=en", headers=polish)
    family.visit("/help-now", headers=polish)
    assert family.page.html["lang"] == "en"


@pytest.mark.sqlite
def test_a_forged_cookie_is_nobody(installation: Installation) -> None:
    family, visitor = installation.family(), installation.visitor_of_staff()
    for client in (family, visitor):
        for name in ("draft", "staff", "language", "public-form", "staff-form"):
            client.set_cookie(name, "A" * 43)
    assert family.get("/ask/parent/check").status_code == 404
    family.visit("/ask")
    visitor.visit("/referrals")
    assert visitor.heading == "Sign in"


@pytest.mark.parametrize("number", [str(2**31), "9" * 30, "9" * 5000])
def test_a_number_that_no_row_has_is_not_found(number: str, installation: Installation) -> None:
    values = {"reference": "SB-7K3M-92QX-4HTD", "slug": "x", "code": "CH-2222-2222-2222"}
    for client, face in ((installation.family(), "public"), (installation.officer(*STAFF_ROLES), "staff")):
        app = installation.public if face == "public" else installation.staff
        for route in routes_of(face, app):
            rule = re.sub(r"<int:\w+>", number, route.rule)
            if rule != route.rule:
                odd = Route(face, route.method, rule, route.access)
                answer = client.open(odd.address(values), method=route.method)
                # 405 where the same address has a page of its own.
                assert answer.status_code in {404, 405}, route.line
