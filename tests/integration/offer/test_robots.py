"""What crawlers are asked to leave alone, on both faces."""

import re

import pytest

from tests.careful_client import CarefulClient
from tests.installation import Installation

pytestmark = pytest.mark.sqlite


def is_closed(text: str, address: str) -> bool:
    """Tell whether a file closes an address: * is anything, and the longest rule counts (RFC 9309)."""
    rules = [line.partition(": ") for line in text.splitlines() if line.startswith(("Disallow: ", "Allow: "))]
    fitting = [
        (len(path), kind)
        for kind, _colon, path in rules
        if re.match(re.escape(path).replace(r"\*", ".*"), address)
    ]
    return max(fitting, default=(0, "Allow"))[1] == "Disallow"


@pytest.mark.parametrize(
    "address",
    [
        "/ask",
        "/ask/questions/child-name",
        "/tell-us/parents/questions/x",
        "/tell-us/young-people/check",
        "/tell-us/invitation/x",
        "/shortlist",
        "/compare?a=1",
        "/missing",
        "/activities/search",
        "/activities/map?type=swimming",
        "/activities?q=swim",
        "/activities?type=swimming&q=swim",
        "/activities?near=HR6+8",
        "/activities?type=swimming&near=leominster&within=5",
        "/activities?type=swimming&unknown=1",
        "/activities?type=a&type=b&age=c&need=d&day=e",
    ],
)
def test_forms_and_endless_searches_are_closed(address: str, family: CarefulClient) -> None:
    assert is_closed(family.get("/robots.txt").text, address)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/activities",
        "/activities?page=2",
        "/activities?type=swimming&district=leominster&page=2&lang=pl",
        "/activities/some-activity",
        "/activities/map",
        "/activities/map?lang=pl",
        "/activities/new.atom",
        "/tell-us",
        "/tell-us/young-people",
        "/eligibility",
        "/sitemap.xml",
    ],
)
def test_what_families_look_for_is_open(address: str, family: CarefulClient) -> None:
    assert not is_closed(family.get("/robots.txt").text, address)


def test_the_sitemap_is_named_in_full(installation: Installation) -> None:
    installation.environment = {"PORTAL_PUBLIC_URL": "https://shortbreaks.example.org"}
    family = installation.family()
    answer = family.get("/robots.txt", base_url="https://shortbreaks.example.org")
    assert "\nSitemap: https://shortbreaks.example.org/sitemap.xml\n" in answer.text
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_everything_of_staff_is_closed(installation: Installation) -> None:
    text = installation.visitor_of_staff().get("/robots.txt").text
    assert is_closed(text, "/")
    assert is_closed(text, "/referrals")
    assert "Sitemap" not in text
