"""The form of a search keeps what was asked, and says at its field what cannot be used."""

import re

import pytest
from bs4 import Tag

from tests.careful_client import CarefulClient
from tests.integration.activities.pressing import pressed

pytestmark = pytest.mark.sqlite

FROM_WHERE = "Type a town or postcode, so that we know where to measure from."
OUTSIDE = "We could not find where you are in Great Britain. Type a town or postcode instead."


def chosen_in(family: CarefulClient, name: str) -> list[str]:
    """Give the values that a list or a row of buttons shows as chosen."""
    select = f'select[name="{name}"] option[selected], input[type=radio][name="{name}"][checked]'
    return [str(one["value"]) for one in family.page.select(select)]


def field(family: CarefulClient, name: str) -> Tag:
    """Give the field with this id."""
    found = family.page.find(id=name)
    assert isinstance(found, Tag)
    return found


def links(family: CarefulClient) -> list[str]:
    """Give the addresses of the results, in order."""
    return [str(link["href"]) for link in family.page.select("main .cards h3 a")]


@pytest.mark.parametrize("path", ["/activities/search", "/activities/map"])
def test_a_distance_from_nowhere_asks_for_a_place_and_keeps_the_rest(
    path: str, family: CarefulClient
) -> None:
    typed = {"q": "swim", "near": " ", "within": "5", "age": "8-10", "sort": "date"}
    assert family.post(path, data=typed).status_code == 200
    assert family.errors == [FROM_WHERE]
    near = field(family, "near")
    assert (near["value"], near["aria-invalid"], near["aria-describedby"]) == ("", "true", "near-error")
    assert chosen_in(family, "within") == ["5"]
    answer = pressed(family, _button(path), {"near": "Leominster"})
    asked = set(re.split("[?&]", answer.location.partition("#")[0])[1:])
    assert asked == {"q=swim", "age=8-10", "near=leominster", "within=5", "sort=date"}


def _button(path: str) -> str:
    return "Show on the map" if path.endswith("map") else "Search"


@pytest.mark.parametrize("path", ["/activities", "/activities/map"])
def test_an_address_with_a_distance_from_nowhere_says_so_in_every_language(
    path: str, family: CarefulClient
) -> None:
    family.visit(f"{path}?within=5")
    assert family.errors == [FROM_WHERE]
    assert chosen_in(family, "within") == ["5"]
    family.follow("Polski")
    assert len(family.errors) == 1
    assert chosen_in(family, "within") == ["5"]


def test_a_distance_with_a_place_among_the_words_is_no_fault(family: CarefulClient) -> None:
    answer = family.post("/activities/search", data={"q": "HR6 8NW", "within": "5"})
    assert answer.location == "/activities?near=HR6+8&within=5#found"


@pytest.mark.parametrize("path", ["/activities/search", "/activities/map"])
@pytest.mark.parametrize(("typed", "place"), [("", None), ("Leominster", "Leominster")])
def test_a_position_abroad_is_said_at_the_field(
    path: str, typed: str, place: str | None, family: CarefulClient
) -> None:
    assert family.post(path, data={"here": "0,0", "near": typed, "type": "music"}).status_code == 200
    assert family.errors == [OUTSIDE]
    near = field(family, "near")
    assert (near["value"], near["aria-invalid"]) == (place or "", "true")
    assert [title.get_text()[:7] for title in family.page.select("head title")] == ["Error: "]
    answer = pressed(family, _button(path), {"near": "Bromyard"})
    assert answer.location.removesuffix("#found").endswith("?type=music&near=bromyard")


def test_a_wrong_date_comes_back_as_it_was_typed(family: CarefulClient) -> None:
    typed = "next saturday please at ten o'clock"
    family.post("/activities/search", data={"date": typed})
    assert field(family, "date")["value"] == typed
    family.post("/activities/search", data={"date": "9" * 5000})
    assert field(family, "date")["value"] == "9" * 60


def test_words_that_were_asked_for_as_typed_stay_so_until_others_are_typed(family: CarefulClient) -> None:
    family.visit("/activities?q=swiming&exact=1&unknown=1")
    assert "Showing results for" not in family.text
    answer = pressed(family, "Show what fits", {"unknown": []})
    assert answer.location == "/activities?q=swiming&exact=1#found"
    family.visit(answer.location)
    answer = pressed(family, "Search", {"q": "trampaline"})
    assert answer.location == "/activities?q=trampaline#found"
    family.visit(answer.location)
    assert "Showing results for trampolining" in family.text


def test_an_order_stays_when_the_place_goes_and_the_nearest_go_with_it(family: CarefulClient) -> None:
    family.visit("/activities?near=HR6+8&sort=date")
    family.follow("Remove: Near HR6 8")
    assert family.address == "/activities?sort=date"
    family.visit("/activities?q=swimming&near=HR6+8&sort=distance")
    family.follow("Remove: Near HR6 8")
    assert family.address == "/activities?q=swimming"


def test_an_order_stays_where_there_is_nothing_to_order(family: CarefulClient) -> None:
    family.visit("/activities?q=zzzzzz&sort=checked")
    assert not links(family)
    answer = pressed(family, "Search", {"q": "swim"})
    assert answer.location == "/activities?q=swim&sort=checked#found"
    family.visit(answer.location)
    assert chosen_in(family, "sort") == ["checked"]
    assert not family.page.select("input[type=hidden][name=sort]")


@pytest.mark.parametrize("query", ["sort=distance", "q=swimming&sort=distance"])
def test_the_order_that_is_shown_is_the_one_that_is_used(query: str, family: CarefulClient) -> None:
    family.visit(f"/activities?{query}")
    shown = family.page.find("summary", string=re.compile("^Order:"))
    assert shown is not None
    assert shown.get_text() == "Order: Best match first"
    assert len(chosen_in(family, "sort")) == 1
    nearest_nowhere = links(family)
    family.visit(f"/activities?{query.replace('distance', 'fit')}")
    assert links(family) == nearest_nowhere


def test_the_nearest_come_first_once_a_wrong_place_is_put_right(family: CarefulClient) -> None:
    family.post("/activities/search", data={"q": "swimming", "near": "zzz", "sort": "distance"})
    answer = pressed(family, "Search", {"near": "Ledbury"})
    assert answer.location == "/activities?q=swimming&near=ledbury&sort=distance#found"
