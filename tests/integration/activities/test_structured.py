"""What search engines are told of an activity: only what is known, and with the right hour."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup

from portal.activities.queries import ActivityPage
from portal.activities.rules.listing import Listing
from portal.activities.rules.sessions import SchoolYear, Timetable
from portal.activities.views.choices import Lists
from portal.activities.views.structured import MOST_DATES, activity_data
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.infra.content_pack import ContentPack
from portal.infra.i18n import speaking
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.providers.rules import ListingSource, Organisation
from portal.taxonomy.content import Taxonomy
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

# A week in which the clocks go back, on 25 October 2026.
MOMENT = datetime(2026, 10, 20, 12, tzinfo=UTC)
PAGE = "http://127.0.0.1:8000/activities/swim-club"
SATURDAYS = Timetable(
    days=("saturday",), starts="10:00", ends="12:00", when="Saturdays", time_bands=(), seasons=()
)
BARE = Listing(
    source=ListingSource.COUNCIL,
    source_id="swim-club",
    slug="swim-club",
    provider_slug=None,
    tier=OfferTier.UNIVERSAL,
    name="Swim club",
    summary="A quiet hour in the pool.",
    description_html="",
    description_text="",
)
FULL = replace(
    BARE,
    ages=AgeRange(5, 18),
    delivery="in_person",
    venue_name="Old Pool",
    street="1 River Lane",
    town="Leominster",
    postcode="HR6 8NW",
    point=Point(349550, 258960),
    cost_type="pay_as_you_go",
    cost_pence=450,
    email="jo.bloggs@example.org",
    phone="01632 960555",
    access={"hoist": "yes", "lift": "no", "hearing_loop": "partly", "large_print": "ask"},
    sessions=(SATURDAYS,),
)
ORGANISER = Organisation(
    source=ListingSource.COUNCIL,
    source_id="pool",
    slug="pool",
    name="Pool Trust",
    phone="01632 960556",
    email="sam.bloggs@example.org",
    website="https://pool.example.org",
)


class Teller:
    """Tells what an activity would say of itself."""

    def __init__(self, installation: Installation, pack: ContentPack) -> None:
        self._app = installation.public
        self._lists = Lists(pack.of(Taxonomy), pack.of(Places), pack.of(Tiers))
        self._year = pack.of(SchoolYear)

    def block(self, facts: Listing, provider: Organisation | None = None) -> str:
        """Give the block as it stands in the page."""
        with self._app.app_context():
            return str(activity_data(ActivityPage(facts, provider), self._lists, self._year, MOMENT))

    def things(self, facts: Listing, provider: Organisation | None = None) -> list[dict[str, Any]]:
        """Give the things of the block."""
        script = BeautifulSoup(self.block(facts, provider), "html.parser").script
        assert script is not None
        held = json.loads(script.get_text())
        assert held["@context"] == "https://schema.org"
        things: list[dict[str, Any]] = held["@graph"]
        return things


@pytest.fixture
def tell(installation: Installation, pack: ContentPack) -> Teller:
    """Give what tells."""
    return Teller(installation, pack)


def of_kind(kind: str, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the things of a kind."""
    return [thing for thing in things if thing["@type"] == kind]


def everything_in(value: object) -> Iterator[str]:
    """Give all names and values, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from everything_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from everything_in(inner)
    else:
        yield str(value)


def test_the_next_dates_stand_with_the_hour_of_their_day(tell: Teller) -> None:
    events = of_kind("Event", tell.things(FULL, ORGANISER))
    assert len(events) == MOST_DATES
    assert [one["startDate"] for one in events[:2]] == [
        "2026-10-24T10:00:00+01:00",
        "2026-10-31T10:00:00+00:00",
    ]
    assert events[0]["endDate"] == "2026-10-24T12:00:00+01:00"
    for event in events:
        assert event["name"] == "Swim club"
        assert event["url"] == PAGE
        assert event["location"] == {"@id": f"{PAGE}#venue"}
        assert event["organizer"] == {"@id": f"{PAGE}#organiser"}
        assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
        assert event["typicalAgeRange"] == "5-18"
        assert event["isAccessibleForFree"] is False
        assert event["offers"] == {"@type": "Offer", "price": "4.50", "priceCurrency": "GBP", "url": PAGE}


def test_the_venue_has_its_address_its_point_and_plain_access_answers(tell: Teller) -> None:
    [venue] = of_kind("Place", tell.things(FULL))
    assert venue["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 River Lane",
        "addressLocality": "Leominster",
        "postalCode": "HR6 8NW",
        "addressCountry": "GB",
    }
    assert venue["geo"]["latitude"] == pytest.approx(52.226, abs=0.01)
    assert venue["geo"]["longitude"] == pytest.approx(-2.739, abs=0.01)
    assert {one["name"]: one["value"] for one in venue["amenityFeature"]} == {"Hoist": True, "Lift": False}


def test_what_is_not_known_is_not_said(tell: Teller) -> None:
    assert tell.block(BARE) == ""
    things = tell.things(replace(BARE, sessions=(replace(SATURDAYS, starts=None, ends=None),)))
    assert not of_kind("Place", things)
    event = of_kind("Event", things)[0]
    assert event.keys() == {"@type", "name", "description", "url", "startDate", "superEvent"}
    assert event["startDate"] == "2026-10-24"


def test_no_mail_address_is_told(tell: Teller) -> None:
    block = tell.block(FULL, ORGANISER)
    assert "bloggs" not in block
    assert "@example.org" not in block
    [organiser] = of_kind("Organization", tell.things(FULL, ORGANISER))
    assert organiser["telephone"] == "01632 960556"


@pytest.mark.parametrize(
    ("cost_type", "pence", "free", "price"),
    [
        ("free", None, True, "0.00"),
        ("fixed_price", 1200, False, "12.00"),
        ("term_fee", 6000, False, None),
        ("donation", None, None, None),
        (None, None, None, None),
    ],
)
def test_a_price_is_told_where_it_is_that_of_one_visit(
    cost_type: str | None, pence: int | None, free: bool | None, price: str | None, tell: Teller
) -> None:
    event = of_kind("Event", tell.things(replace(FULL, cost_type=cost_type, cost_pence=pence)))[0]
    assert event.get("isAccessibleForFree") is free
    assert event.get("offers", {}).get("price") == price


def test_online_is_no_place_and_home_is_nobodys_address(tell: Teller) -> None:
    online = tell.things(replace(FULL, delivery="online", website="https://pool.example.org/live"))
    event = of_kind("Event", online)[0]
    assert event["location"] == {"@type": "VirtualLocation", "url": "https://pool.example.org/live"}
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    home = tell.things(replace(FULL, delivery="at_home"))
    assert not of_kind("Place", online + home)
    assert "location" not in of_kind("Event", home)[0]


@pytest.mark.parametrize(
    ("ages", "told"),
    [
        (AgeRange(5, None), "5-"),
        (AgeRange(5, 18), "5-18"),
        (AgeRange(None, 12), None),
        (AgeRange(0, 4), "0-4"),
    ],
)
def test_ages_are_told_where_they_can_be_written(ages: AgeRange, told: str | None, tell: Teller) -> None:
    assert of_kind("Event", tell.things(replace(FULL, ages=ages)))[0].get("typicalAgeRange") == told


def test_several_dates_are_a_series_and_one_is_not(tell: Teller) -> None:
    [series] = of_kind("EventSeries", tell.things(FULL))
    assert {one["superEvent"]["@id"] for one in of_kind("Event", tell.things(FULL))} == {series["@id"]}
    once = replace(SATURDAYS, days=(), dates=(date(2026, 12, 12),))
    things = tell.things(replace(FULL, sessions=(once,)))
    assert not of_kind("EventSeries", things)
    assert [one["startDate"] for one in of_kind("Event", things)] == ["2026-12-12T10:00:00+00:00"]


def test_dates_that_are_over_are_not_told(tell: Teller) -> None:
    over = replace(SATURDAYS, days=(), dates=(date(2026, 10, 10), date(2026, 10, 20)))
    assert not of_kind("Event", tell.things(replace(FULL, sessions=(over,))))


def test_access_is_told_in_the_language_of_the_page(tell: Teller) -> None:
    with speaking("pl"):
        [venue] = of_kind("Place", tell.things(FULL))
    assert len(venue["amenityFeature"]) == 2
    assert "Hoist" not in {one["name"] for one in venue["amenityFeature"]}


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!--", "a\u2028b", '"\\'])
def test_a_hostile_name_stays_a_name(name: str, tell: Teller) -> None:
    facts = replace(FULL, name=name, venue_name=name, summary=name)
    block = tell.block(facts, replace(ORGANISER, name=name))
    assert block.count("<") == 2
    assert block.isascii()
    assert {one["name"] for one in tell.things(facts)} == {name}
    assert name in set(everything_in(tell.things(facts)))
