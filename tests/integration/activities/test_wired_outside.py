"""What search engines find in the heads of the pages themselves."""

import json
from urllib.parse import urljoin

import pytest
from sqlalchemy import update

from portal.activities.models import Activity
from tests.careful_client import CarefulClient
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

BASE = "http://127.0.0.1:8000"


def head(family: CarefulClient, selector: str, name: str) -> str | None:
    """Give an attribute of the one element of the head that is selected; None without such an element."""
    found = family.page.select(f"head {selector}")
    assert len(found) <= 1
    return str(found[0][name]) if found else None


def things(family: CarefulClient) -> list[dict[str, object]]:
    """Give what the page tells search engines."""
    [block] = family.page.select('script[type="application/ld+json"]')
    found: list[dict[str, object]] = json.loads(block.get_text())["@graph"]
    return found


def test_the_home_page_tells_who_the_council_is(family: CarefulClient) -> None:
    family.visit("/")
    [council] = things(family)
    assert council["@type"] == "GovernmentOrganization"
    assert "@orchard" not in json.dumps(council)


@pytest.mark.parametrize(
    ("address", "canonical", "robots"),
    [
        ("/activities", "/activities", None),
        ("/activities?type=swimming&near=leominster&sort=distance", "/activities?type=swimming", None),
        ("/activities?type=swimming&lang=pl", "/activities?type=swimming&lang=pl", None),
        ("/activities?q=swim", "/activities?q=swim", "noindex,follow"),
        ("/activities?q=zzzzzz&exact=1", "/activities?q=zzzzzz", "noindex,follow"),
    ],
)
def test_a_search_names_its_address(
    address: str, canonical: str, robots: str | None, family: CarefulClient
) -> None:
    family.visit(address)
    assert head(family, 'link[rel="canonical"]', "href") == BASE + canonical
    assert head(family, 'meta[name="robots"]', "content") == robots


def test_a_search_has_a_title_of_its_own_and_leads_to_its_feed(family: CarefulClient) -> None:
    family.visit("/activities?type=swimming&q=swim")
    assert family.heading == "Swimming"
    title = family.page.title
    assert title is not None
    assert title.get_text().startswith("Swimming – ")
    told = head(family, 'meta[name="description"]', "content")
    assert told is not None
    assert told.startswith("Swimming. ")
    feed = head(family, 'link[type="application/atom+xml"]', "href")
    assert feed == f"{BASE}/activities/new.atom?q=swim&type=swimming"
    [link] = [one for one in family.page.select("main a") if "(Atom feed)" in one.get_text()]
    assert family.get(urljoin(BASE, str(link["href"]))).mimetype == "application/atom+xml"


def test_the_page_of_an_activity_tells_its_facts_however_it_is_named(
    installation: Installation, family: CarefulClient
) -> None:
    with installation.database.unit_of_work() as session:
        session.execute(update(Activity).values(name="</script><script>alert(1)</script>"))
        session.flush()
        slugs = [row.slug for row in session.query(Activity)]
    kinds = set()
    for slug in slugs:
        family.visit(f"/activities/{slug}")
        assert head(family, 'link[rel="canonical"]', "href") == f"{BASE}/activities/{slug}"
        if family.page.select('script[type="application/ld+json"]'):
            kinds |= {str(thing["@type"]) for thing in things(family)}
    assert kinds == {"Place", "Organization", "Event", "EventSeries"}
