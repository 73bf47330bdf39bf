"""The page of one activity says what is known, what is not, and the one way to get it."""

from dataclasses import replace
from datetime import date

import pytest

from portal.activities.queries import activity_page
from portal.activities.rules.listing import Capacity
from portal.activities.services import publish_listings
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import Installation

pytestmark = pytest.mark.sqlite


def _of_tier(family: CarefulClient, tier: str) -> str:
    family.visit(f"/activities?tier={tier}")
    return str(family.page.main.select("h3 a")[0]["href"])


def test_a_tier_1_activity_is_contacted(family: CarefulClient) -> None:
    page = family.visit(_of_tier(family, "universal"))
    section = page.find("section", attrs={"aria-labelledby": "how"})
    assert section is not None
    assert section.select('a[href^="tel:"], a[href^="mailto:"], a[href^="http"]')
    assert not section.select('a[href^="/ask"], a[href="/tier-3"]')
    assert "You do not need a diagnosis. You do not need a social care assessment." in family.text


def test_a_tier_2_activity_is_asked_for(family: CarefulClient) -> None:
    address = _of_tier(family, "targeted")
    page = family.visit(address)
    slug = address.rsplit("/", 1)[1]
    assert [link["href"] for link in page.select('section a[href^="/ask"]')] == [f"/ask?activity={slug}"]
    assert "You do not need a diagnosis. You do not need a social care assessment." in family.text


def test_a_tier_3_activity_starts_with_an_assessment(family: CarefulClient) -> None:
    page = family.visit(_of_tier(family, "specialist"))
    section = page.find("section", attrs={"aria-labelledby": "how"})
    assert section is not None
    assert section.select('a[href="/tier-3"]')
    assert section.select('a[href^="tel:"]')
    assert "You do not need a social care assessment" not in family.text


def test_every_sample_activity_has_a_good_page_with_one_way_to_get_it(family: CarefulClient) -> None:
    addresses = []
    family.visit("/activities")
    while True:
        addresses += [str(link["href"]) for link in family.page.main.select("h3 a")]
        if not family.page.select('a[rel="next"]'):
            break
        family.follow("Next page")
    assert len(addresses) >= 40
    for address in addresses:
        page = family.visit(address)
        headings = [heading.get_text() for heading in page.find_all(["h2", "h3"])]
        assert headings.count("How to get this") == 1, address


def test_facts_that_nobody_gave_are_not_known_and_never_no(installation: Installation) -> None:
    with installation.database.reading() as session:
        listing = activity_page(session, "friday-night-club-leominster").listing
    bare = replace(
        listing, types=(), suits=(), sessions=(), funding=(), languages=(), access={}, cost_type=None, cost_pence=None,
        delivery=None, phone=None, email=None, website=None, checked_on=None, checked_by=None,
        referrers=(), capacity=Capacity(),
    )  # fmt: skip
    with installation.database.unit_of_work() as session:
        publish_listings(session, [replace(bare, ages=type(bare.ages)(None, None))], now=now(), actor="test")
    family = installation.family()
    page = family.visit("/activities/friday-night-club-leominster")
    facts = dict(zip([dt.get_text() for dt in page.select("dl dt")], page.select("dl dd"), strict=True))
    assert {facts[name].get_text().strip() for name in facts} == {"Not known – ask"}
    assert "Changing Places toilet" in family.text
    assert "No" not in [dd.get_text() for dd in page.select("dd")]
    assert "Not checked yet." in family.text


def test_a_check_of_long_ago_is_flagged(installation: Installation) -> None:
    with installation.database.reading() as session:
        listing = activity_page(session, "friday-night-club-leominster").listing
    for checked_on, is_flagged in ((date(2020, 1, 31), True), (now().date(), False)):
        checked = replace(listing, checked_on=checked_on, checked_by="council_visited")
        with installation.database.unit_of_work() as session:
            publish_listings(session, [checked], now=now(), actor="test")
        family = installation.family()
        family.visit("/activities/friday-night-club-leominster")
        assert ("more than 12 months ago" in family.text) is is_flagged
        assert "The council visited on" in family.text


def test_times_are_said_as_people_say_them(family: CarefulClient) -> None:
    family.visit("/activities/friday-night-club-leominster")
    assert "Friday, 6:30pm to 8:30pm" in family.text


@pytest.mark.parametrize("slug", ["no-such-thing", "%00", "..%2f..", "x" * 3000, "%F0%9F%98%80"])
def test_there_is_no_page_of_what_is_not_there(family: CarefulClient, slug: str) -> None:
    assert family.get(f"/activities/{slug}").status_code in {404, 400}
