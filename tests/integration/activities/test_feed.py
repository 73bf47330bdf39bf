"""What is new for a search, as Atom: valid, newest first, and no home in its address."""

import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from portal.activities.models import Activity, DirectoryRevision
from portal.activities.queries import newest as newest_queries
from portal.activities.views import feed
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import Installation

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = 'Swim & <b>"splash"</b> ]]> \x0b\u2028 <!-- \''


def read(family: CarefulClient, address: str) -> ET.Element:
    """Fetch a feed and check what every Atom feed must have (RFC 4287)."""
    answer = family.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    root = ET.fromstring(answer.get_data())
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [str(one.text) for one in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 1 + len(root.findall(f"{ATOM}entry"))
    assert all(one.startswith("tag:127.0.0.1,2026:/activities/") for one in ids)
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert part.findtext(f"{ATOM}{name}"), name
        assert datetime.fromisoformat(str(part.findtext(f"{ATOM}updated"))).tzinfo is not None
    return root


def link(part: ET.Element, relation: str) -> str:
    """Give the address of a link."""
    [found] = [one for one in part.findall(f"{ATOM}link") if one.get("rel") == relation]
    return str(found.get("href"))


def slugs(root: ET.Element) -> list[str]:
    """Give the activities of a feed, in order."""
    return [link(entry, "alternate").rpartition("/")[2] for entry in root.findall(f"{ATOM}entry")]


def after_an_assessment(installation: Installation) -> list[str]:
    """Publish the activities of tier 3 on different days; give them newest first."""
    with installation.database.unit_of_work() as session:
        keys = session.scalars(select(Activity.id).where(Activity.tier == 3).order_by(Activity.id)).all()
        for days, key in enumerate(keys):
            moment = now() - timedelta(days=days * 7 % 11)
            session.execute(update(Activity).where(Activity.id == key).values(published_at=moment))
        order = (Activity.published_at.desc(), Activity.id.desc())
        return list(session.scalars(select(Activity.slug).where(Activity.tier == 3).order_by(*order)))


def test_what_fits_a_search_comes_newest_first(installation: Installation, family: CarefulClient) -> None:
    wanted = after_an_assessment(installation)
    assert len(wanted) > 2
    root = read(family, "/activities/new.atom?tier=specialist")
    assert slugs(root) == wanted
    assert link(root, "self") == "http://127.0.0.1:8000/activities/new.atom?tier=specialist"
    assert link(root, "alternate") == "http://127.0.0.1:8000/activities?tier=specialist"


def test_many_are_walked_past_and_few_are_told(
    installation: Installation, family: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = after_an_assessment(installation)
    monkeypatch.setattr(newest_queries, "_FEW", 2)
    monkeypatch.setattr(feed, "MOST_ENTRIES", 2)
    assert slugs(read(family, "/activities/new.atom?tier=specialist")) == wanted[:2]
    assert len(slugs(read(family, "/activities/new.atom"))) == 2


@pytest.mark.sqlite
def test_everything_that_is_new_has_at_most_fifty(family: CarefulClient) -> None:
    assert 0 < len(slugs(read(family, "/activities/new.atom"))) <= 50


@pytest.mark.sqlite
def test_a_date_alone_narrows_a_feed(family: CarefulClient) -> None:
    day = now().date() + timedelta(days=14)
    found: list[str] = []
    while True:
        page = len(found) // 20 + 1
        family.visit(f"/activities?date={day}&page={page}")
        cards = [str(one["href"]).rpartition("/")[2] for one in family.page.select("main .cards h3 a")]
        found += cards
        if len(cards) < 20:
            break
    assert 0 < len(found) < 50
    assert sorted(slugs(read(family, f"/activities/new.atom?date={day}"))) == sorted(found)


@pytest.mark.sqlite
def test_the_name_of_a_feed_does_not_depend_on_the_order_of_choices(family: CarefulClient) -> None:
    one = read(family, "/activities/new.atom?type=swimming&type=dance&tier=universal&page=2")
    other = read(family, "/activities/new.atom?tier=universal&type=dance&type=swimming&sort=fit")
    assert one.findtext(f"{ATOM}id") == other.findtext(f"{ATOM}id")
    third = read(family, "/activities/new.atom?type=dance")
    assert third.findtext(f"{ATOM}id") != one.findtext(f"{ATOM}id")


@pytest.mark.sqlite
def test_a_search_without_results_has_a_valid_feed(family: CarefulClient) -> None:
    assert slugs(read(family, "/activities/new.atom?type=swimming&q=zzzzzz&exact=1")) == []


@pytest.mark.sqlite
def test_only_the_address_decides_the_language(family: CarefulClient) -> None:
    family.visit("/?lang=pl")
    english = read(family, "/activities/new.atom?type=swimming")
    polish = read(family, "/activities/new.atom?type=swimming&lang=pl")
    assert (english.get(LANG), polish.get(LANG)) == ("en", "pl")
    assert "Swimming" in str(english.findtext(f"{ATOM}title"))
    assert "Swimming" not in str(polish.findtext(f"{ATOM}title"))
    assert link(polish, "self").endswith("/activities/new.atom?type=swimming&lang=pl")
    assert {entry.find(f"{ATOM}title").get(LANG) for entry in polish.findall(f"{ATOM}entry")} == {"en"}
    assert all(link(entry, "alternate").endswith("?lang=pl") for entry in polish.findall(f"{ATOM}entry"))


@pytest.mark.sqlite
def test_an_unchanged_feed_is_not_sent_again_and_a_changed_one_is(
    installation: Installation, family: CarefulClient
) -> None:
    first = family.get("/activities/new.atom?type=swimming&lang=pl")
    assert first.headers["Cache-Control"] == "public, max-age=900"
    assert "Set-Cookie" not in first.headers
    known = {"If-None-Match": first.headers["ETag"]}
    assert family.get("/activities/new.atom?type=swimming&lang=pl", headers=known).status_code == 304
    with installation.database.unit_of_work() as session:
        session.execute(update(Activity).values(changed_at=now() + timedelta(hours=1)))
        session.execute(update(DirectoryRevision).values(changed_at=now()))
    assert family.get("/activities/new.atom?type=swimming&lang=pl", headers=known).status_code == 200


@pytest.mark.sqlite
def test_a_hostile_name_stays_text(installation: Installation, family: CarefulClient) -> None:
    with installation.database.unit_of_work() as session:
        session.execute(update(Activity).values(name=HOSTILE, summary=HOSTILE))
    root = read(family, "/activities/new.atom")
    titles = {entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")}
    assert titles == {HOSTILE.replace("\x0b", "")}


@pytest.mark.sqlite
@pytest.mark.parametrize("query", ["near=HR6+8NW&type=swimming", "q=swim+near+hr68nw&lang=pl"])
def test_no_home_stays_in_the_address(query: str, family: CarefulClient) -> None:
    answer = family.get(f"/activities/new.atom?{query}")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/activities/new.atom?")
    assert "8nw" not in answer.headers["Location"].lower()
    assert ("lang=pl" in answer.headers["Location"]) == ("lang=pl" in query)
    assert family.get(answer.headers["Location"]).status_code == 200


@pytest.mark.sqlite
def test_withdrawn_activities_are_not_told(installation: Installation, family: CarefulClient) -> None:
    with installation.database.unit_of_work() as session:
        session.execute(update(Activity).values(state="withdrawn"))
    assert slugs(read(family, "/activities/new.atom")) == []


@pytest.mark.sqlite
def test_the_title_of_a_feed_holds_nothing_that_was_typed(family: CarefulClient) -> None:
    root = read(family, "/activities/new.atom?q=our+ben&near=leominster")
    title = str(root.findtext(f"{ATOM}title"))
    assert "ben" not in title
    assert "Leominster" not in title
