"""What stands in another language than its page says so, for whom it is read aloud."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from portal.activities.queries import activity_page
from portal.activities.services import publish_listings
from portal.infra.clock import now
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

CLUB, RIDING = "friday-night-club-leominster", "long-meadow-riding"
SPOKEN = [("en", "ltr", "British Sign Language"), ("pl", "ltr", "Polski"), ("ur", "rtl", "اردو")]


def _named_in(page: BeautifulSoup) -> set[str | None]:
    """Give the languages in which buttons name the club."""
    names = [part for part in page.select("button .visually-hidden, td .visually-hidden")
             if "Friday Night Club" in part.get_text()]  # fmt: skip
    assert names
    return {str(name["lang"]) if name.has_attr("lang") else None for name in names}


def test_buttons_name_an_activity_in_its_own_language(installation: Installation) -> None:
    for language, marked in (("pl", "en"), ("en", None)):
        family = installation.family()
        family.post("/shortlist/add", data={"activity": CLUB})
        family.visit(f"/shortlist?lang={language}")
        for address in ("/activities?q=friday+night+club", f"/activities/{CLUB}", "/shortlist",
                        f"/compare?activity={CLUB}&activity={RIDING}"):  # fmt: skip
            assert _named_in(family.visit(address)) == {marked}, address
        family.post("/shortlist/remove", data={"activity": CLUB})
        assert _named_in(family.visit(f"/shortlist?removed={CLUB}")) == {marked}


def test_each_spoken_language_is_marked_as_itself(installation: Installation) -> None:
    with installation.database.reading() as session:
        listing = activity_page(session, CLUB).listing
    with installation.database.unit_of_work() as session:
        changed = replace(listing, languages=("pl", "ur", "bfi"))
        publish_listings(session, [changed], now=now(), actor="test")
    family = installation.family()
    for address in (f"/activities/{CLUB}", f"/compare?activity={CLUB}"):
        marked = family.visit(address).select("main bdi[lang]")
        assert [(one["lang"], one["dir"], one.get_text()) for one in marked] == SPOKEN


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Monday, Wednesday and Friday"), ("pl", "Poniedziałek, środa i piątek")],
)
def test_days_are_written_as_the_language_writes_them(
    language: str, said: str, installation: Installation
) -> None:
    with installation.database.reading() as session:
        listing = activity_page(session, CLUB).listing
    weekly = replace(listing.sessions[0], days=("monday", "wednesday", "friday"))
    with installation.database.unit_of_work() as session:
        publish_listings(session, [replace(listing, sessions=(weekly,))], now=now(), actor="test")
    family = installation.family()
    family.visit(f"/activities/{CLUB}?lang={language}")
    assert said in family.text
