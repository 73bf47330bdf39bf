"""The pages of the offer, in every shipped language, and every link on them."""

from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest

from portal.core.roles import STAFF_ROLES
from portal.offer.content import Council
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

MESSAGE = "You do not need a diagnosis. You do not need a social care assessment."
LANGUAGES = ("en", "pl")
TEXT_PAGES = ("/what-are-short-breaks", "/moving-forward", "/privacy", "/cookies", "/accessibility", "/about")
# Searches lead to searches without end: one link of each page into the directory is enough.
MOST_SEARCHES = 25


def crawled(client: CarefulClient, start: str) -> dict[str, str]:
    """Follow every link from a page on; give each address with the page on which its link stood."""
    found, waiting, searches = {start: ""}, deque([start]), 0
    while waiting:
        address = waiting.popleft()
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, f"{found[address]} links to {address}: {answer.status_code}"
        if answer.mimetype != "text/html":
            continue
        for link in client.page.select("a[href]"):
            reached = urljoin(client.address, str(link["href"]))
            parts = urlsplit(reached)
            if parts.scheme or parts.netloc or (plain := reached.partition("#")[0]) in found:
                continue
            if parts.query:
                searches += 1
                if searches > MOST_SEARCHES:
                    continue
            found[plain] = address
            waiting.append(plain)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_families_face_leads_to_a_good_page(language: str, family: CarefulClient) -> None:
    found = crawled(family, f"/?lang={language}")
    assert {
        *TEXT_PAGES,
        "/tier-1",
        "/tier-2",
        "/tier-3",
        "/activities",
        "/ask",
        "/eligibility",
        "/tell-us",
    } <= found.keys()
    assert len([address for address in found if address.startswith("/activities/")]) >= 20


def test_every_link_of_the_staff_face_leads_to_a_good_page(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    found = crawled(installation.officer(*STAFF_ROLES), "/")
    assert {f"/referrals/{reference}", "/referrals.csv", "/surveys"} <= found.keys()


def test_a_link_that_leads_nowhere_is_noticed(installation: Installation, family: CarefulClient) -> None:
    with pytest.raises(AssertionError, match="404"):
        crawled(family, "/nothing-here")


@pytest.mark.parametrize("address", ["/", "/tier-1", "/tier-2", "/moving-forward", "/eligibility", "/ask"])
def test_the_message_stands_word_for_word_where_families_start(address: str, family: CarefulClient) -> None:
    family.visit(address)
    assert MESSAGE in [" ".join(found.get_text().split()) for found in family.page.select(".panel--message")]


def test_tier_3_says_that_an_assessment_comes_first(family: CarefulClient) -> None:
    family.visit("/tier-3")
    assert not family.page.select(".panel--message")
    assert "assessment" in family.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", TEXT_PAGES)
def test_a_page_of_text_is_there_in_each_language(language: str, address: str, family: CarefulClient) -> None:
    family.visit(f"{address}?lang={language}")
    assert family.page.html["lang"] == language
    assert family.page.select_one("main [lang]")["lang"] == language


def test_a_translation_that_nobody_checked_says_so_and_leads_to_english(
    family: CarefulClient, installation: Installation
) -> None:
    unchecked = [one.code for one in installation.pack.of(Council).languages if one.checked_by is None]
    for code in unchecked:
        family.visit(f"/privacy?lang={code}")
        assert family.page.select_one("a[hreflang=en][lang=en]")
    family.visit("/privacy?lang=en")
    assert "has not checked this translation" not in family.text


def test_the_sample_banner_stands_on_every_page_until_a_setting_takes_it_away(
    installation: Installation,
) -> None:
    assert "Sample data." in _text(installation.family(), "/help-now")
    assert "Sample data." in _text(installation.visitor_of_staff(), "/sign-in")
    installation.close()
    other = Installation(
        installation.folder, installation.database_url, installation.pack, {"PORTAL_SAMPLE_BANNER": "off"}
    )
    assert "Sample data." not in _text(other.family(), "/help-now")
    other.close()


def _text(client: CarefulClient, address: str) -> str:
    client.visit(address)
    return client.text


def test_help_now_starts_with_999_and_asks_nothing(family: CarefulClient) -> None:
    family.visit("/help-now")
    assert family.page.select("main a[href^='tel:']")[0]["href"] == "tel:999"
    assert not family.page.select("main form")


def test_every_page_leads_to_help_now_and_home(family: CarefulClient) -> None:
    for address in ("/", "/activities", "/ask", "/eligibility", "/tell-us", "/privacy"):
        family.visit(address)
        links = {link["href"] for link in family.page.select("header a")}
        assert {"/", "/help-now", "/activities", "/eligibility", "/ask", "/tell-us"} <= links


def test_pages_without_a_token_are_compressed_and_others_never(installation: Installation) -> None:
    client = installation.family()
    plain = client.get("/")
    packed = super(CarefulClient, client).open("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.get_data()) < len(plain.get_data()) / 2
    secret = super(CarefulClient, client).open("/ask", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in secret.headers
    assert secret.headers["Cache-Control"] == "no-store"
