"""The search page: its address holds the whole search, and every number on it is true."""

import gzip
import re
from urllib.parse import parse_qsl, urlencode

import pytest
from bs4 import BeautifulSoup

from tests.careful_client import CarefulClient
from tests.installation import Installation

pytestmark = pytest.mark.sqlite


def links(page: BeautifulSoup) -> list[str]:
    """Give the addresses of the results, in order."""
    return [str(link["href"]) for link in page.select("main .cards h3 a")]


def total(family: CarefulClient) -> int:
    """Give the number of results that the page states."""
    heading = family.page.find(id="results")
    assert heading is not None
    return int(re.sub(r"\D", "", heading.get_text()))


def boxes(family: CarefulClient) -> list[tuple[str, str, int, bool]]:
    """Give name, value, count and state of every box on the page."""
    found = []
    for label in family.page.select("label.choice"):
        box = label.input
        if box is not None and box.get("type") == "checkbox":
            count = re.search(r"\((\d+)\)", label.get_text())
            assert count is not None
            found.append((str(box["name"]), str(box["value"]), int(count[1]), box.has_attr("checked")))
    return found


def test_each_result_is_one_link_and_there_is_no_other(family: CarefulClient) -> None:
    family.visit("/activities")
    assert len(links(family.page)) == 20
    assert len(set(links(family.page))) == 20
    assert all(re.fullmatch(r"/activities/[a-z0-9-]+", address) for address in links(family.page))


def test_all_pages_together_show_every_result_once(family: CarefulClient) -> None:
    family.visit("/activities")
    seen, wanted = links(family.page), total(family)
    while family.page.select('a[rel="next"]'):
        family.follow("Next page")
        seen += links(family.page)
    assert len(seen) == len(set(seen)) == wanted


@pytest.mark.parametrize(
    "address", ["/activities", "/activities?q=swim", "/activities?tier=targeted&near=leominster"]
)
def test_every_count_is_what_a_click_shows(family: CarefulClient, address: str) -> None:
    family.visit(address)
    for name, value, count, is_chosen in boxes(family):
        if not is_chosen and name not in dict(parse_qsl(address.partition("?")[2])):
            joint = "&" if "?" in address else "?"
            family.visit(f"{address}{joint}{urlencode({name: value})}")
            assert total(family) == count, (name, value)


def test_choices_of_one_group_widen_and_of_two_narrow(family: CarefulClient) -> None:
    totals = {}
    for query in ("type=swimming", "type=dance", "type=swimming&type=dance", "type=dance&district=ledbury"):
        family.visit(f"/activities?{query}")
        totals[query] = total(family)
    assert totals["type=swimming&type=dance"] > max(totals["type=swimming"], totals["type=dance"])
    assert totals["type=dance&district=ledbury"] < totals["type=dance"]


def test_access_features_hold_together_and_each_result_has_them_all(family: CarefulClient) -> None:
    family.visit("/activities?access=hoist&access=changing_places_toilet&access=step_free_entrance")
    assert total(family) > 0
    for address in links(family.page):
        page = family.visit(address)
        facts = dict(zip([dt.get_text() for dt in page.select("dl dt")], page.select("dl dd"), strict=True))
        for feature in ("Hoist", "Changing Places toilet", "Step-free entrance"):
            assert facts[feature].get_text() == "Yes", address


def test_not_known_is_offered_and_not_mixed_in(family: CarefulClient) -> None:
    family.visit("/activities?access=prayer_space")
    few = total(family)
    more = re.search(r"(\d+) more where this is not known", family.text)
    assert more is not None
    family.follow("more where this is not known")
    assert total(family) == few + int(more[1])


def test_a_form_leads_to_an_address_that_can_be_kept(family: CarefulClient) -> None:
    family.visit("/activities")
    family.post(
        "/activities/search", data={"q": "swim", "near": "Leominster", "within": "20", "type": ["swimming"]}
    )
    family.visit("/activities?q=swim&type=swimming&near=leominster&within=20")
    assert family.address == "/activities?q=swim&type=swimming&near=leominster&within=20"
    for words in ("Swimming", "Within 20 miles of Leominster"):
        assert [chip for chip in family.page.select(".chips a") if words in chip.get_text()]
    before = total(family)
    family.page.select(".chips a")
    family.follow("Within 20 miles of Leominster")
    assert "near=" not in family.address
    assert total(family) >= before


def test_a_full_postcode_never_stands_in_an_address(family: CarefulClient) -> None:
    answer = family.post("/activities/search", data={"q": "", "near": "HR6 8NW", "within": "10"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/activities?near=HR6+8&within=10#found")
    answer = family.get("/activities?near=hr68nw&type=dance")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/activities?type=dance&near=HR6+8")
    family.visit("/activities?near=hr68nw")
    assert "8NW" not in str(family.page).upper()
    assert "We measure from the middle of HR6 8" in family.text


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ({"near": "4 Etnam Street HR6 8NW"}, "/activities?near=HR6+8"),
        ({"near": "Flat 2, 4 Etnam Street,Leominster hr6-8nw"}, "/activities?near=HR6+8"),
        ({"q": "HR6 8NW"}, "/activities?near=HR6+8"),
        ({"q": "swimming near hr68nw"}, "/activities?q=swimming+near&near=HR6+8"),
        ({"q": "swim HR 6 8 NW", "near": "Ledbury"}, "/activities?q=swim+HR6+8&near=ledbury"),
        ({"q": "swim ZZ9 9ZZ"}, "/activities?q=swim+ZZ9+9"),
        ({"q": "age 11 to 18 at 6pm"}, "/activities?q=age+11+to+18+at+6pm"),
    ],
)
def test_a_full_postcode_inside_a_text_never_stands_in_an_address(
    family: CarefulClient, typed: dict[str, str], address: str
) -> None:
    answer = family.post("/activities/search", data=typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}#found")
    for path in ("/activities", "/activities/search"):
        if f"{path}?{urlencode(typed)}" != address:
            answer = family.get(f"{path}?{urlencode(typed)}")
            assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert family.get(address).status_code == 200


def test_an_unlisted_postcode_inside_a_text_stands_in_no_link(family: CarefulClient) -> None:
    family.post("/activities/search", data={"near": "4 Etnam Street ZZ9 9ZZ"})
    assert len(family.errors) == 1
    family.post("/activities/search", data={"near": "4 Etnam Street HR6 8ZZ"})
    assert family.errors == ["We do not know this postcode. We measure from the middle of HR6 8."]
    links_of_page = [str(link.get("href")) for link in family.page.find_all("a")]
    assert not [address for address in links_of_page if "9ZZ" in address or "8ZZ" in address]


@pytest.mark.parametrize("query", ["foo=HR6+8NW&q=swim", "q=swim&HR6+8NW=1", "q=swim&near=&near=HR6+8NW"])
def test_a_full_postcode_elsewhere_in_an_address_goes_too(family: CarefulClient, query: str) -> None:
    assert family.get(f"/activities?{query}").headers["Location"] == "/activities?q=swim"


def test_an_unknown_postcode_says_so_at_the_field_and_the_search_goes_on(family: CarefulClient) -> None:
    answer = family.post("/activities/search", data={"q": "swim", "near": "ZZ9 9ZZ", "within": "10"})
    assert answer.status_code == 200
    assert family.errors == ["We do not know this place or postcode. Check it, or type a town."]
    field = family.page.find(id="near")
    assert field is not None
    assert (field["value"], field["aria-invalid"]) == ("ZZ9 9ZZ", "true")
    assert total(family) > 0
    assert not [link for link in family.page.find_all("a") if "9ZZ" in str(link.get("href"))]
    family.visit("/activities?q=swim&near=ZZ9+9ZZ")
    assert "9ZZ" not in family.address
    assert len(family.errors) == 1


def test_a_postcode_that_our_table_lacks_is_measured_from_its_sector(family: CarefulClient) -> None:
    family.post("/activities/search", data={"near": "HR6 8ZZ"})
    assert family.errors == ["We do not know this postcode. We measure from the middle of HR6 8."]
    assert "miles away" in family.text


def test_near_a_place_the_nearest_come_first_each_with_its_miles(family: CarefulClient) -> None:
    family.visit("/activities?near=Bromyard&within=10&delivery=in_person")
    cards = family.page.select("li.card")
    miles = []
    for card in cards:
        away = re.search(r"(Less than 1|\d+(?:\.\d+)?) miles? away", card.get_text(" "))
        assert away is not None, card.get_text()
        miles.append(0.0 if away[1].startswith("Less") else float(away[1]))
    assert miles == sorted(miles)
    assert max(miles) <= 10


def test_things_that_come_to_you_stay_in_every_distance(family: CarefulClient) -> None:
    family.visit("/activities?delivery=online")
    everywhere = set(links(family.page))
    family.visit("/activities?delivery=online&near=Kington&within=5")
    assert set(links(family.page)) == everywhere


def test_misspellings_are_put_right_and_what_was_typed_can_be_had(family: CarefulClient) -> None:
    family.visit("/activities?q=trampaline")
    assert "Showing results for trampolining" in family.text
    assert total(family) > 0
    family.follow("Search for what I typed: trampaline")
    assert "Showing results for" not in family.text


@pytest.mark.parametrize("words", ["diagnosis", "do I need an EHC plan", "diagnoza"])
def test_an_answer_of_the_offer_stands_above_the_results(family: CarefulClient, words: str) -> None:
    family.visit(f"/activities?q={words}")
    html = str(family.page.main)
    assert 0 < html.index('href="/eligibility"') < html.index('id="results"')


def test_nothing_found_leaves_nobody_alone(family: CarefulClient) -> None:
    family.visit("/activities?q=xylophone&type=swimming&district=kington")
    assert total(family) == 0
    addresses = {link.get("href") for link in family.page.main.find_all("a")}
    assert {"/activities", "/ask"} <= addresses
    assert "/missing?q=xylophone&type=swimming&district=kington" in addresses
    family.follow("Only “Swimming”: ")


@pytest.mark.parametrize(
    "query",
    ["page=10**30", f"page=1{'0' * 30}", "page=-1", "page=%00", "q=%00", "q=%F0%9F%98%80", "q=%ff%fe",
     f"q={'x' * 5000}", f"near={'x' * 5000}", "near=%00", "type=%00", "type=nothing", "within=7", "within=-1",
     "sort=price", "tier=4", "q=%22%22%22", "q=%25_", "exact=1", "unknown=1", "age=99", "q=%ed%a0%80", "lang=xx",
     "near=HR6+8&within=%F0%9F%98%80", "&".join(f"type=t{number}" for number in range(300)), "q[]=x", "=",
     "near=HR6+8&sort=distance&page=999999999"],
)  # fmt: skip
def test_odd_addresses_are_answered(family: CarefulClient, query: str) -> None:
    answer = family.get(f"/activities?{query}", follow_redirects=True)
    assert answer.status_code == 200


def test_an_unknown_filter_is_said_to_be_left_out(family: CarefulClient) -> None:
    family.visit("/activities?type=flying")
    assert "We left out a filter that we do not know." in family.text
    assert total(family) > 50


def test_the_page_can_be_kept_by_anybody_because_it_holds_nothing_of_anybody(family: CarefulClient) -> None:
    answer = family.get("/activities?q=swim")
    assert "Set-Cookie" not in answer.headers
    assert "csrf_token" not in answer.text
    assert "no-store" not in answer.headers["Cache-Control"]


def test_the_first_view_comes_in_one_round_trip(family: CarefulClient) -> None:
    page = family.get("/activities")
    css = family.get(str(family.page.select('link[rel="stylesheet"]')[0]["href"]))
    # As infra.caching compresses them.
    assert sum(len(gzip.compress(answer.data, 6)) for answer in (page, css)) <= 14_600


def test_the_form_of_another_way_of_asking_is_answered(family: CarefulClient) -> None:
    assert family.get("/activities/search?q=swim").headers["Location"] == "/activities?q=swim"


@pytest.mark.parametrize(
    "query",
    ["endpoint=x", "_scheme=https", "_external=1", "_anchor=x", "_method=POST", "values=1", "self=1"],
)
def test_no_name_in_the_address_of_the_form_changes_where_it_leads(family: CarefulClient, query: str) -> None:
    answer = family.get(f"/activities/search?{query}&q=swim&type=dance&type=swimming")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/activities?q=swim&type=dance&type=swimming"


def test_in_polish_the_page_is_polish_and_the_listings_are_marked_english(family: CarefulClient) -> None:
    page = family.visit("/activities?q=konie&lang=pl")
    assert page.html is not None
    assert page.html["lang"] == "pl"
    titles = page.select("h3 a")
    assert len(titles) == 2
    assert all(title["lang"] == "en" for title in titles)
    page = family.visit(f"{titles[0]['href']}?lang=pl")
    assert page.h1 is not None
    assert page.h1["lang"] == "en"


def test_a_search_writes_nothing(installation: Installation) -> None:
    family = installation.family()
    before = installation.rows()
    family.visit("/activities?q=swim&near=leominster")
    assert installation.rows() == before
    family.post("/activities/search", data={"q": "swim", "near": "HR6 8NW"})
    # Each post of a network is counted, without its address.
    assert {**installation.rows(), "post_count": []} == {**before, "post_count": []}
