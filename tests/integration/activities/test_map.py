"""The map of a search: the same results as the list, and a list beside it that is complete without it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from sqlalchemy import update

from portal.activities.models import Activity
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.activities.pressing import pressed

pytestmark = pytest.mark.sqlite


def slugs(family: CarefulClient) -> list[str]:
    """Give the activities that the page links to, in order."""
    return [str(link["href"]) for link in family.page.select('main .card a[href^="/activities/"]')]


def numbers_on_map(family: CarefulClient) -> set[str]:
    """Give every number that a marker stands for, by the places that it leads to."""
    found = set()
    for marker in family.page.select("svg a"):
        target = family.page.select_one(str(marker["href"]))
        assert target is not None
        inner = [str(link["href"]) for link in target.select('a[href^="#result-"]')]
        found |= {address.removeprefix("#result-") for address in inner or [str(marker["href"])]}
    return found


@pytest.mark.parametrize(
    "search",
    ["", "?q=swim", "?near=leominster&within=10", "?tier=targeted&page=2", "?delivery=online", "?lang=pl"],
)
def test_the_list_beside_the_map_has_what_the_list_has(search: str, family: CarefulClient) -> None:
    family.visit(f"/activities{search}")
    listed = slugs(family)
    family.visit(f"/activities/map{search}")
    assert sorted(slugs(family)) == sorted(listed)
    assert listed


def test_each_number_of_the_list_is_on_the_map_once(family: CarefulClient) -> None:
    family.visit("/activities/map?near=hereford&within=20")
    listed = [str(card["id"]).removeprefix("result-") for card in family.page.select("ol.map-list > li")]
    assert listed == [str(number) for number in range(1, len(listed) + 1)]
    assert numbers_on_map(family) == set(listed)


def test_a_marker_says_its_numbers_and_names(family: CarefulClient) -> None:
    family.visit("/activities/map?near=hereford&within=20")
    for marker in family.page.select("svg a"):
        shown = marker.get_text(strip=True)
        assert str(marker["aria-label"]).startswith(f"{shown}: ")
        first = family.page.select_one(f"#result-{re.split('[^0-9]', shown)[0]} h3")
        assert first is not None
        assert first.get_text(strip=True) in str(marker["aria-label"])


def test_what_is_not_on_the_map_is_listed_with_the_reason(
    family: CarefulClient, installation: Installation
) -> None:
    family.visit("/activities/map?delivery=online")
    assert "Not on the map" in family.text
    assert "These are online." in family.text
    with installation.database.unit_of_work() as session:
        session.execute(
            update(Activity).where(Activity.delivery == "in_person").values(easting=None, northing=None)
        )
    family.visit("/activities/map?delivery=in_person")
    assert "We do not know where these are. Ask them." in family.text
    assert not family.page.select("svg a")
    assert len(slugs(family)) == 20


def test_what_is_far_away_does_not_shrink_the_map(family: CarefulClient, installation: Installation) -> None:
    with installation.database.unit_of_work() as session:
        session.execute(
            update(Activity).where(Activity.delivery == "in_person").values(easting=530_000, northing=180_000)
        )
    family.visit("/activities/map?delivery=in_person")
    assert "These are further away than the map shows." in family.text
    family.visit("/activities/map?delivery=in_person&near=SW1A+1")
    assert family.page.select("svg a")


def test_filters_and_pages_are_kept_between_map_and_list(family: CarefulClient) -> None:
    family.visit("/activities/map?tier=universal&tier=targeted&near=hereford&within=20")
    kept = {(field["name"], field["value"]) for field in family.page.select("main form input[type=hidden]")}
    assert kept == {("tier", "universal"), ("tier", "targeted")}
    forward = family.page.select_one('a[rel="next"]')
    assert forward is not None
    assert urlsplit(str(forward["href"])).path == "/activities/map"
    assert parse_qs(urlsplit(str(forward["href"])).query)["page"] == ["2"]
    family.follow("Show as a list, with all filters")
    assert family.address.startswith("/activities?tier=universal&tier=targeted&near=hereford&within=20")


def test_the_form_leads_to_the_address_of_the_map(family: CarefulClient) -> None:
    answer = family.post("/activities/map", data={"q": "swim", "near": "HR6 8NW", "within": "10"})
    assert answer.status_code == 303
    assert answer.location == "/activities/map?q=swim&near=HR6+8&within=10"


def test_where_i_am_becomes_a_square_of_a_kilometre(family: CarefulClient) -> None:
    answer = family.post("/activities/map", data={"near": "ross", "within": "10", "here": "52.23,-2.74"})
    assert answer.location == "/activities/map?near=SO4959&within=10"
    family.visit(str(answer.location))
    assert "We know where you are to about 1 km, so miles are about right." in family.text
    name = family.page.select_one(".map__name--place")
    assert name is not None
    assert name.get_text() == "You are near here"


def test_a_full_postcode_never_stays_in_the_address(family: CarefulClient) -> None:
    answer = family.get("/activities/map?near=HR6+8NW&within=10")
    assert answer.status_code == 303
    assert answer.location == "/activities/map?near=HR6+8&within=10"


def test_an_unknown_place_is_an_error_that_leads_to_its_field(family: CarefulClient) -> None:
    answer = family.post("/activities/map", data={"near": "Atlantis"})
    assert answer.status_code == 200
    link = family.page.select_one(".error-summary a")
    assert link is not None
    assert link["href"] == "#near"


def test_nothing_found_shows_the_area_and_a_way_on(family: CarefulClient) -> None:
    family.visit("/activities/map?q=zzzzzz")
    assert family.page.select_one("svg .map__land") is not None
    assert "See what you can change" in family.text


def test_the_source_of_the_map_is_shown(family: CarefulClient, installation: Installation) -> None:
    family.visit("/activities/map")
    assert "Office for National Statistics licensed under the Open Government Licence" in family.text
    assert "Contains OS data © Crown copyright" in family.text


def test_other_matches_are_dots(family: CarefulClient) -> None:
    family.visit("/activities/map?delivery=in_person")
    assert family.page.select("svg .map__other")
    assert "They are on other pages." in family.text
    family.visit("/activities/map?near=kington&within=5&delivery=in_person")
    assert not family.page.select("svg .map__other")


def test_names_say_their_language_on_a_page_of_another(family: CarefulClient) -> None:
    family.visit("/activities/map?lang=pl")
    assert all(marker["lang"] == "en" for marker in family.page.select("svg a"))
    assert family.page.html is not None
    assert family.page.html["lang"] == "pl"


@pytest.mark.parametrize(
    "search", ["access=hoist&unknown=1&page=2", "access=hoist&unknown=1&delivery=online"]
)
def test_what_is_not_known_stands_on_each_card(search: str, family: CarefulClient) -> None:
    family.visit(f"/activities?{search}")
    asked = _to_ask(family)
    assert any(asked.values())
    family.visit(f"/activities/map?{search}")
    assert _to_ask(family) == asked


def _to_ask(family: CarefulClient) -> dict[str, list[str]]:
    """Give what each card says to ask, by the name of the activity."""
    return {
        card.h3.get_text(strip=True): [
            " ".join(line.get_text().split())
            for line in card.select("p")
            if line.get_text().startswith("Not known – ask:")
        ]
        for card in family.page.select("main .card")
        if card.h3 is not None
    }


@pytest.mark.parametrize("way", ["get", "post"])
def test_a_wrong_date_is_an_error_at_a_field_that_can_be_put_right(way: str, family: CarefulClient) -> None:
    typed = {"date": "31/02/2026", "type": "swimming"}
    if way == "get":
        family.visit("/activities/map?date=31/02/2026&type=swimming")
    else:
        assert family.post("/activities/map", data=typed).status_code == 200
    assert family.errors == ["Write the date with day, month and year, such as 12/12/2026."]
    link = family.page.select_one(".error-summary a")
    field = family.page.find(id="date")
    assert link is not None
    assert link["href"] == "#date"
    assert isinstance(field, Tag)
    assert (field["value"], field["aria-invalid"], field["aria-describedby"]) == (
        "31/02/2026",
        "true",
        "date-error",
    )
    answer = pressed(family, "Show on the map", {"date": "28/02/2027"})
    assert answer.location == "/activities/map?type=swimming&date=2027-02-28"


@pytest.mark.parametrize("search", ["q=drama+swimming+horse", "near=HR6+8&within=10", "type=flying"])
def test_the_map_says_what_the_list_says_of_its_results(search: str, family: CarefulClient) -> None:
    said = []
    for path in ("/activities", "/activities/map"):
        family.visit(f"{path}?{search}")
        said.append([line.get_text() for line in family.page.select("main .notice p")])
    assert said[0]
    assert said[1] == said[0]


def test_another_language_keeps_what_was_typed_wrongly(family: CarefulClient) -> None:
    family.post("/activities/map", data={"near": "zzz", "type": "music", "q": "drum", "within": "10"})
    family.follow("Polski")
    assert family.page.html is not None
    assert family.page.html["lang"] == "pl"
    assert family.address.startswith("/activities/map?q=drum&type=music&near=zzz&within=10")
    assert len(family.errors) == 1
    field = family.page.find(id="near")
    assert isinstance(field, Tag)
    assert field["value"] == "zzz"
