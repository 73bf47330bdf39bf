"""A family's list: what a cookie may hold, and what an address may lead back to."""

from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from portal.activities.rules.shortlist import MOST_SAVED, read_list, with_added, without, written_list
from portal.activities.views.after_saving import address_after
from portal.activities.views.choices import Lists
from portal.infra.content_pack import ContentPack
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

MANY = tuple(f"thing-{number}" for number in range(MOST_SAVED + 3))


@pytest.fixture
def lists(pack: ContentPack) -> Lists:
    return Lists(pack.of(Taxonomy), pack.of(Places), pack.of(Tiers))


def test_a_list_comes_back_from_its_cookie() -> None:
    assert read_list(written_list(MANY[:3])) == MANY[:3]
    assert read_list("") == ()


@pytest.mark.parametrize(
    "odd", ["<script>", "A", "a..b", "-a", "a-", "a b", "a;b", "ż", "x" * 121, "../a", "\x00"]
)
def test_what_is_no_slug_is_left_out(odd: str) -> None:
    assert odd not in read_list(f"good.{odd}")
    assert "good" in read_list(f"good.{odd}")


def test_a_list_holds_twelve_things_each_once_and_the_first_stay() -> None:
    assert read_list(written_list(MANY)) == MANY[:MOST_SAVED]
    assert with_added(MANY[:MOST_SAVED], ("one-more",)) == MANY[:MOST_SAVED]
    assert with_added(("a", "b"), ("b", "c", "a")) == ("a", "b", "c")


def test_things_are_taken_off() -> None:
    assert without(("a", "b", "c"), ("b", "nothing")) == ("a", "c")


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ({}, "/shortlist?saved=a#saved"),
        ({"back": "/shortlist"}, "/shortlist?saved=a#saved"),
        ({"back": "/activities/pony-club"}, "/activities/pony-club?saved=a#saved"),
        ({"q": ""}, "/activities?saved=a#saved"),
        ({"q": "horse", "tier": "universal", "near": ""}, "/activities?q=horse&tier=universal&saved=a#saved"),
        ({"q": "", "on_page": "3"}, "/activities?page=3&saved=a#saved"),
        ({"q": "", "on_page": "-1"}, "/activities?saved=a#saved"),
    ],
)
def test_saving_leads_back_to_where_the_thing_was_seen(
    form: Mapping[str, str], address: str, lists: Lists
) -> None:
    with Flask("test").app_context():
        assert address_after(MultiDict(form), lists, "a") == address


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example.org/", "//elsewhere.example.org", "/\\elsewhere.example.org", "/shortlist/../x",
        "/activities/a\nSet-Cookie: x", "/activities/a?near=HR6 8NW", "javascript:alert(1)", "/activities/a/", "",
    ],
)  # fmt: skip
def test_an_address_from_outside_leads_nowhere(back: str, lists: Lists) -> None:
    with Flask("test").app_context():
        assert address_after(MultiDict({"back": back}), lists, "a") == "/shortlist?saved=a#saved"


@pytest.mark.parametrize("field", ["near", "q"])
@pytest.mark.parametrize("home", ["HR6 8NW", "hr68nw", "HR6\u20138NW"])
def test_a_home_never_stands_in_the_address(home: str, field: str, lists: Lists) -> None:
    with Flask("test").app_context():
        address = address_after(MultiDict({"q": "", field: home}), lists, "a")
    assert "8NW" not in address.upper()
    assert "near=HR6+8&" in address
