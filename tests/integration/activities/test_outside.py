"""The sitemap holds every page worth finding, each once, and nothing else."""

import xml.etree.ElementTree as ET

import pytest
from sqlalchemy import update

from portal.activities.models import Activity
from portal.activities.queries.newest import published_count
from portal.activities.views import outside
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.offer.test_robots import is_closed

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
BASE = "http://127.0.0.1:8000"


def read(family: CarefulClient, address: str = "/sitemap.xml") -> ET.Element:
    """Fetch a sitemap and take it apart."""
    answer = family.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return ET.fromstring(answer.get_data())


def addresses(root: ET.Element) -> list[str]:
    """Give the addresses of a sitemap without the host."""
    found = [str(place.text) for place in root.iter(f"{MAP}loc")]
    assert all(address.startswith(BASE) for address in found)
    return [address.removeprefix(BASE) for address in found]


def test_every_published_activity_is_in_it_with_its_last_change(
    installation: Installation, family: CarefulClient
) -> None:
    with installation.database.unit_of_work() as session:
        one = session.query(Activity).order_by(Activity.id).first()
        assert one is not None
        hidden = one.slug
        session.execute(update(Activity).where(Activity.id == one.id).values(state="withdrawn"))
    root = read(family)
    changes = {place.findtext(f"{MAP}loc"): place.findtext(f"{MAP}lastmod") for place in root}
    with installation.database.reading() as session:
        for row in session.query(Activity).filter_by(state="published"):
            assert changes[f"{BASE}/activities/{row.slug}"] == row.changed_at.isoformat(timespec="seconds")
    assert f"{BASE}/activities/{hidden}" not in changes


@pytest.mark.sqlite
def test_each_address_stands_once_and_is_a_page_that_may_be_indexed(family: CarefulClient) -> None:
    found, robots = addresses(read(family)), family.get("/robots.txt").text
    assert len(found) == len(set(found))
    for address in found:
        assert not is_closed(robots, address), address
    for address in [one for one in found if not one.startswith("/activities/")]:
        page = family.visit(address)
        assert page.select_one('meta[name="robots"][content*="noindex"]') is None, address


@pytest.mark.sqlite
def test_each_page_names_itself_and_its_other_languages(family: CarefulClient) -> None:
    for place in read(family):
        links = {link.get("hreflang"): link.get("href") for link in place.iter(LINK)}
        if place.find(f"{MAP}lastmod") is None:
            assert set(links) == {"en", "pl", "x-default"}
            assert place.findtext(f"{MAP}loc") in links.values()
    page = family.visit("/tier-2?lang=pl")
    own = {link["hreflang"]: link["href"] for link in page.select('link[rel="alternate"][hreflang]')}
    assert own == {"en": f"{BASE}/tier-2", "pl": f"{BASE}/tier-2?lang=pl", "x-default": f"{BASE}/tier-2"}
    [canonical] = page.select('link[rel="canonical"]')
    assert canonical["href"] == own["pl"]


@pytest.mark.sqlite
def test_no_open_page_is_forgotten(installation: Installation, family: CarefulClient) -> None:
    found, robots = set(addresses(read(family))), family.get("/robots.txt").text
    for rule in installation.public.url_map.iter_rules():
        if rule.arguments or "GET" not in (rule.methods or ()) or is_closed(robots, rule.rule):
            continue
        answer = family.get(rule.rule)
        is_page = answer.status_code == 200 and answer.mimetype == "text/html"
        if is_page and family.page.select_one('meta[name="robots"]') is None:
            assert rule.rule in found, "add it to PAGES of views/outside.py, or give it a robots block"


@pytest.mark.sqlite
def test_only_searches_with_results_are_landing_pages(
    installation: Installation, family: CarefulClient
) -> None:
    before = addresses(read(family))
    assert "/activities?type=swimming" in before
    assert "/activities?district=leominster&lang=pl" in before
    assert "/activities?tier=universal" in before
    with installation.database.unit_of_work() as session:
        session.execute(update(Activity).values(state="withdrawn"))
    installation.close()
    (installation.folder / "index").rename(installation.folder / "no-index")
    fresh = Installation(installation.folder, installation.database_url, installation.pack)
    assert not [one for one in addresses(read(fresh.family())) if "=" in one.replace("lang=", "")]
    fresh.close()


def test_a_directory_that_one_file_cannot_hold_has_an_index(
    installation: Installation, family: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(read(family))
    monkeypatch.setattr(outside, "MOST_ADDRESSES", 20)
    index = read(family)
    assert index.tag == f"{MAP}sitemapindex"
    parts = addresses(index)
    together = [address for part in parts for address in addresses(read(family, part))]
    assert together == whole
    with installation.database.reading() as session:
        assert len(parts) == 1 + -(-published_count(session) // 20)
    assert family.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert family.get("/sitemap-0.xml").status_code == 404


@pytest.mark.sqlite
def test_it_may_be_kept_and_sets_no_cookie(family: CarefulClient) -> None:
    answer = family.get("/sitemap.xml?lang=pl")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    again = family.get("/sitemap.xml", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.sqlite
def test_pages_that_are_not_indexed_have_no_canonical_address(
    installation: Installation, family: CarefulClient
) -> None:
    assert family.visit("/about").select('link[rel="canonical"]')
    family.get("/nothing-here")
    assert not family.page.select('link[rel="canonical"]')
    assert not installation.visitor_of_staff().visit("/sign-in").select('link[rel="canonical"]')
