"""Families look for something to do (journeys J2 and J7), on the smallest telephone, scripts off."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.infra.content_pack import ContentPack
from portal.taxonomy.content import Taxonomy
from tests.browser.conftest import Site
from tests.browser.finding import access_of, all_slugs, on_a_telephone, open_group, show, slugs, tick, total
from tests.browser.inspection import assert_good
from tests.browser.walking import follow, heading, press
from tests.installation import Installation

pytestmark = pytest.mark.sqlite


def _look_near(page: Page, place: str, within: str) -> None:
    page.get_by_label("Town or postcode").fill(place)
    page.get_by_label("How far").select_option(within)
    press(page, "Search")


def _miles(page: Page) -> list[float]:
    """Give how far each result is; what is online or comes home is at no distance."""
    away = []
    for words in page.locator("main .cards > li").all_inner_texts():
        found = re.search(r"(Less than 1|[\d.]+) miles? away", words)
        assert found or re.search(r"Where: (Online|At your home)", words), words
        away.append(float(found[1].replace("Less than 1", "0.5")) if found else 0.0)
    return away


def test_a_rural_parent_finds_what_is_near_and_can_be_reached(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities")
    _look_near(page, "HR7 4AA", "10")
    assert "4AA" not in page.url
    assert "near=HR7+4&within=10" in page.url
    away = _miles(page)
    travelled = [miles for miles in away if miles]
    assert travelled == sorted(travelled)
    assert 0 < travelled[0] <= travelled[-1] <= 10

    promised = tick(page, "Getting there", "Transport provided")
    assert show(page) == promised
    by_transport = total(page)
    tick(page, "Getting there", "Near a bus stop")
    with_bus = show(page)
    assert with_bus > by_transport
    promised = tick(page, "Day", "Saturday")
    assert show(page) == promised < with_bus

    state, shown = page.url, slugs(page)
    assert {"travel=transport_provided", "travel=near_bus_stop", "day=saturday"} <= set(
        re.split("[?&]", state)
    )
    page.goto("about:blank")
    page.goto(state)
    assert slugs(page) == shown
    expect(open_group(page, "Day").get_by_label("Saturday")).to_be_checked()
    follow(page, "Remove: Saturday")
    assert total(page) == with_bus


def test_what_comes_home_combines_with_the_rest(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities?near=bromyard&within=10")
    online = tick(page, "Where it happens", "Online")
    at_home = tick(page, "Where it happens", "At your home")
    assert show(page) == online + at_home
    assert not page.get_by_text("away", exact=False).locator("css=.cards *").count()
    promised = tick(page, "Age", "8 to 10")
    assert show(page) == promised < online + at_home


def test_an_unknown_postcode_is_said_at_its_field_and_a_town_works(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities")
    page.get_by_label("What are you looking for?").fill("swimming")
    _look_near(page, "ZZ99 9ZZ", "10")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("We do not know this place or postcode. Check it, or type a town.")
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").click()
    field = page.get_by_label("Town or postcode")
    expect(field).to_be_focused()
    expect(field).to_have_value("ZZ99 9ZZ")
    expect(page.get_by_label("What are you looking for?")).to_have_value("swimming")
    expect(page.get_by_label("How far")).to_have_value("10")
    assert total(page) > 0
    _look_near(page, "Bromyard", "20")
    assert "near=bromyard&within=20" in page.url
    assert not page.locator(".error-summary").count()
    assert _miles(page)


def test_without_a_result_nobody_is_left_alone(plain_page: Page, site: Site, pack: ContentPack) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities?type=sensory_play&travel=transport_provided&near=bromyard&within=5")
    assert total(page) == 0
    expect(page.get_by_text("Nothing fits all of that yet.")).to_be_visible()
    nothing = page.url
    for way in ("Take away “Transport provided”", "Look within 20 miles", "Look online and at your home"):
        link = page.get_by_role("link", name=way)
        promised = int(re.findall(r": (\d+) results?$", link.inner_text())[0])
        with page.expect_navigation():
            link.click()
        assert total(page) == promised > 0
        page.goto(nothing)

    same = Installation(site.folder, site.database_url, pack)
    before = same.row_counts()["unmet_need"]
    follow(page, "Tell us what is missing")
    assert heading(page) == "Tell us what is missing"
    expect(page.get_by_label("Bromyard")).to_be_checked()
    press(page, "Send")
    assert heading(page) == "Thank you for telling us"
    assert same.row_counts()["unmet_need"] == before + 1
    same.close()


def test_what_nobody_has_said_is_not_known_and_never_no(
    plain_page: Page, site: Site, pack: ContentPack
) -> None:
    page = on_a_telephone(plain_page)
    slug = next(
        slug for slug, known in access_of(pack).items() if "near_bus_stop" not in known and "hoist" in known
    )
    page.goto(f"{site.public}/activities/{slug}")
    group = page.locator("details.facet", has_text="Near a bus stop")
    told = " ".join(group.inner_text().split())
    assert "Near a bus stop" in told.partition("Not known – ask:")[2]


@pytest.mark.parametrize(
    ("address", "words", "answer"),
    [
        ("/activities", "diagnosis", "You do not need a diagnosis"),
        ("/activities?lang=pl", "diagnoza", "Nie potrzebujesz diagnozy"),
    ],
)
def test_a_parent_who_was_told_to_get_a_diagnosis_is_told_otherwise_first(
    address: str, words: str, answer: str, plain_page: Page, site: Site
) -> None:
    page = on_a_telephone(plain_page)
    page.goto(site.public + address)
    page.locator("#q").fill(words)
    with page.expect_navigation():
        page.locator("#q").press("Enter")
    first = page.locator("main h2 a, main h3 a").first
    expect(first).to_have_text(answer)
    with page.expect_navigation():
        first.click()
    assert page.url.startswith(f"{site.public}/eligibility")


def test_the_page_that_answers_keeps_three_things_apart(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities?q=diagnosis")
    follow(page, "You do not need a diagnosis")
    for words in ("Diagnosis", "EHC plan", "Social care assessment"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.get_by_text("You do not need a diagnosis.").first).to_be_visible()


def test_things_that_are_easier_with_a_hidden_disability_are_found(
    plain_page: Page, site: Site, pack: ContentPack
) -> None:
    page = on_a_telephone(plain_page)
    access = access_of(pack)
    page.goto(f"{site.public}/activities")
    promised = tick(page, "Hidden disabilities", "Easier with a hidden disability")
    assert show(page) == promised > 0
    found = all_slugs(page)
    features = pack.of(Taxonomy).hidden_disability_features
    assert len(found) == promised
    assert all("yes" in {access[slug].get(code) for code in features} for slug in found)
    page.goto(f"{site.public}/activities?hidden=yes")
    promised = tick(page, "Hidden disabilities", "Quiet space")
    assert show(page) == promised > 0


@pytest.mark.parametrize(
    "address",
    [
        "/activities?near=bromyard&within=10&travel=transport_provided&travel=near_bus_stop",
        "/activities?type=sensory_play&travel=transport_provided&near=bromyard&within=5",
        "/activities?near=ZZ99+9ZZ&lang=pl",
        "/activities?access=step_free_entrance&access=changing_places_toilet&access=hoist&unknown=1",
        "/activities?q=diagnosis&hidden=yes",
    ],
)
def test_the_pages_of_these_journeys_are_good(address: str, page: Page, site: Site) -> None:
    page.goto(site.public + address)
    assert_good(page)
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert_good(page)
