"""Dates go into a family's own calendar."""

import icalendar
import pytest

from tests.careful_client import CarefulClient

pytestmark = pytest.mark.sqlite

CLUB, RIDING = "friday-night-club-leominster", "long-meadow-riding"


def _summaries(data: bytes) -> set[str]:
    return {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_the_dates_of_an_activity(family: CarefulClient) -> None:
    answer = family.get(f"/activities/{CLUB}/calendar.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{CLUB}.ics"'
    assert _summaries(answer.data) == {"Friday Night Club"}
    assert f"URL:http://127.0.0.1:8000/activities/{CLUB}\r\n" in answer.text


def test_the_dates_of_a_list(family: CarefulClient) -> None:
    family.visit(f"/compare?activity={CLUB}&activity={RIDING}")
    links = [link for link in family.page.find_all("a") if "in my calendar" in link.get_text()]
    answer = family.get(str(links[0]["href"]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert _summaries(answer.data) == {"Friday Night Club", "Riding at Long Meadow"}


def test_every_sample_activity_has_a_good_file_or_none(family: CarefulClient) -> None:
    addresses: list[str] = []
    family.visit("/activities")
    while True:
        addresses += [str(link["href"]) for link in family.page.main.select("h3 a")]
        if not family.page.select('a[rel="next"]'):
            break
        family.follow("Next page")
    kinds = set()
    for address in addresses:
        answer = family.get(f"{address}/calendar.ics")
        kinds.add(answer.status_code)
        if answer.status_code == 200:
            calendar = icalendar.Calendar.from_ical(answer.data)
            assert not calendar.errors
            assert calendar.walk("VEVENT")
    assert kinds <= {200, 404}


@pytest.mark.parametrize("address", ["/compare/calendar.ics", "/compare/calendar.ics?activity=gone-club"])
def test_without_dates_it_is_said_kindly(address: str, family: CarefulClient) -> None:
    assert family.get(address).status_code == 404
    assert family.heading == "There are no dates yet"
    assert family.page.main.select("a.button")


@pytest.mark.parametrize("slug", ["no-such-thing", "%00", "x" * 3000])
def test_there_is_no_file_of_what_is_not_there(slug: str, family: CarefulClient) -> None:
    assert family.get(f"/activities/{slug}/calendar.ics").status_code in {400, 404}
