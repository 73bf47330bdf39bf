"""What is full, or has a waiting list, says so before its next date: a family does not hope in vain."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup, Tag

from portal.activities.queries import activity_page, cards, find_activities
from portal.activities.rules.criteria import Criteria
from portal.activities.rules.listing import Capacity
from portal.activities.rules.sessions import Timetable
from portal.activities.services import publish_listings
from portal.activities.views.choices import Lists
from portal.activities.views.result_cards import results
from portal.infra.clock import now
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy
from tests.careful_client import CarefulClient
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

CLUB = "friday-night-club-leominster"
FULL = Capacity(free=0, has_waiting_list=False)
SAID = (
    (FULL, "Full"),
    (Capacity(free=0, has_waiting_list=True, wait_weeks=20), "Waiting list, about 20 weeks"),
    (Capacity(free=0, has_waiting_list=True, wait_weeks=1), "Waiting list, about 1 week"),
    (Capacity(free=0, has_waiting_list=True), "Waiting list"),
    (Capacity(free=0), None),
    (Capacity(free=2), None),
    (Capacity(), None),
)


def _published(
    installation: Installation,
    *,
    capacity: Capacity | None = None,
    sessions: Sequence[Timetable] | None = None,
) -> None:
    with installation.database.reading() as session:
        listing = activity_page(session, CLUB).listing
    with installation.database.unit_of_work() as session:
        changed = replace(
            listing,
            capacity=listing.capacity if capacity is None else capacity,
            sessions=listing.sessions if sessions is None else tuple(sessions),
        )
        publish_listings(session, [changed], now=now(), actor="test")


def _card(page: BeautifulSoup) -> Tag:
    link = page.select_one(f'.card a[href="/activities/{CLUB}"]')
    assert link is not None
    card = link.find_parent(class_="card")
    assert isinstance(card, Tag)
    return card


def _stands_before_the_date(part: Tag) -> str | None:
    """Give the tag, once it is seen to come before the next date in the same line."""
    tag = part.select_one(".tag--full")
    if tag is None:
        return None
    date_line = tag.find_next_sibling("b")
    assert date_line is not None
    assert date_line.get_text().startswith(("Next: ", "Now: "))
    return tag.get_text()


@pytest.mark.parametrize(("capacity", "said"), SAID)
def test_a_card_and_the_page_say_that_there_are_no_places(
    capacity: Capacity, said: str | None, installation: Installation
) -> None:
    _published(installation, capacity=capacity)
    family = installation.family()
    family.post("/shortlist/add", data={"activity": CLUB})
    for address in ("/activities?q=friday+night+club", "/activities/map?q=friday+night+club", "/shortlist"):
        assert _stands_before_the_date(_card(family.visit(address))) == said, address
    page = family.visit(f"/activities/{CLUB}")
    assert page.main is not None
    assert _stands_before_the_date(page.main) == said


def test_it_is_said_also_where_no_date_is_known(installation: Installation) -> None:
    _published(installation, capacity=FULL, sessions=())
    family = installation.family()
    assert "Full" in _card(family.visit("/activities?q=friday+night+club")).get_text()


def _said_on(installation: Installation, day: date | None) -> tuple[list[str], str]:
    """Give what the result of the club says of a day, and its card as the map shows it."""
    lists = Lists(installation.pack.of(Taxonomy), installation.pack.of(Places), installation.pack.of(Tiers))
    with installation.public.test_request_context("/"), installation.database.reading() as session:
        criteria = Criteria(words="friday night club", on=day)
        found = find_activities(session, criteria, now=now())
        shown = results(found, lists, lambda ids: cards(session, ids), on=day)
    (item,) = [one for one in shown if f"/activities/{CLUB}" in one.item]
    bold = [part.get_text() for part in BeautifulSoup(item.item, "lxml").select("p > b")]
    return [text for text in bold if text.startswith("On ")], str(item.html)


def test_a_search_for_a_day_says_when_on_that_day(installation: Installation) -> None:
    day, sooner = date(now().year + 1, 3, 3), now().date() + timedelta(days=1)
    twice = [Timetable((), start, end, "", (), dates=(sooner, day))
             for start, end in (("10:00", "12:00"), ("14:00", "15:30"))]  # fmt: skip
    _published(installation, sessions=twice)
    name = f"{day:%A} 3 March {day.year}"
    said, card = _said_on(installation, day)
    assert said == [f"On {name}: 10am to 12 noon and 2pm to 3:30pm"]
    assert said[0] in card
    assert "Next: " in card
    # The card is kept, and the next search may be for no day.
    assert _said_on(installation, None)[0] == []
    _published(installation, sessions=[Timetable((), None, None, "", (), dates=(day,))])
    assert _said_on(installation, day)[0] == [f"On {name}"]


def test_the_filter_of_places_does_not_read_as_a_price(family: CarefulClient) -> None:
    summaries = [
        summary.get_text() for summary in family.visit("/activities").select("details.facet summary")
    ]
    assert "Spaces left" in summaries
    assert "Free places" not in summaries
