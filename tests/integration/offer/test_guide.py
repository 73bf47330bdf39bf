"""What there is, the words, the statement with its versions, and the editors' checklist."""

import re

import pytest
from sqlalchemy import select

from portal.activities.models import Activity
from portal.core.roles import STAFF_ROLES, Role
from portal.offer.content import Council, Guide, LocalOffer, Pages, Statements
from tests.careful_client import CarefulClient
from tests.guards.every_route import routes_of
from tests.installation import Installation

pytestmark = pytest.mark.sqlite
LANGUAGES = ("en", "pl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_two_steps_from_every_page(
    language: str, installation: Installation, family: CarefulClient
) -> None:
    family.visit(f"/help-now?lang={language}")
    assert family.page.select_one('footer a[href="/what-there-is"]')
    family.visit("/what-there-is")
    links = {str(link["href"]) for link in family.page.select("main a")}
    assert links == installation.pack.of(Guide).addresses
    for address in sorted(links):
        family.visit(address)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_explains_its_hard_words(
    language: str, installation: Installation, family: CarefulClient
) -> None:
    for slug in (*installation.pack.of(Pages).slugs, "statement"):
        page = family.visit(f"/{slug}?lang={language}")
        for link in page.select("a.term"):
            assert page.find(id=link["aria-describedby"]), (slug, link)
            assert link["href"] == f"#{link['aria-describedby']}"
        for back in page.select(".page-words__back"):
            assert page.find(id=str(back["href"]).removeprefix("#")), (slug, back)
        assert not page.select("h1 a.term, h2 a.term, h3 a.term, th a.term, a a")


def test_the_glossary_explains_every_word_and_each_has_an_address(family: CarefulClient) -> None:
    page = family.visit("/glossary")
    assert page.select_one("#ehc-plan dt").get_text() == "EHC plan"
    assert "school or college" in page.select_one("#ehc-plan dd").get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_has_what_the_law_asks_for(language: str, family: CarefulClient) -> None:
    page = family.visit(f"/statement?lang={language}")
    assert len(page.select("main h2")) >= 4
    facts = " ".join(page.select_one("dl.facts").get_text(" ").split())
    assert "2026-11" in facts
    assert "2027" in facts
    links = {str(link["href"]) for link in page.select("main a")}
    assert {"/eligibility", "/do-i-need-a-diagnosis", "/tell-us", "/statement/2025-11"} <= links


def test_old_versions_can_be_read_and_say_that_they_are_old(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/statement")
    family.follow("2025-11")
    assert "It does not count any more." in family.text
    family.follow("Read the version that counts now")
    assert "It does not count any more." not in family.text
    for one in installation.pack.of(Statements).by_language["en"]:
        family.visit(f"/statement/{one.version}")
    assert family.get("/statement/1999-01").status_code == 404


def test_an_editor_sees_what_is_missing_and_where_the_rest_stands(installation: Installation) -> None:
    editor = installation.officer(Role.CONTENT_EDITOR)
    editor.visit("/")
    editor.follow("Local Offer checklist")
    offer = installation.pack.of(LocalOffer)
    missing = editor.page.select_one('[aria-label="Missing"]')
    gaps = [item for item in offer.items if not item.pages]
    assert len(missing.select("tbody tr")) == len(gaps)
    assert all(item.name in missing.get_text() for item in gaps)
    assert "Nowhere" in missing.get_text()
    links = {str(link["href"]) for link in editor.page.select("main a")}
    assert "http://127.0.0.1:8000/complaints" in links
    assert len(editor.page.select("tbody tr")) == len(offer.items)


def test_only_editors_see_the_checklist(installation: Installation) -> None:
    for role in set(STAFF_ROLES) - {Role.CONTENT_EDITOR}:
        assert installation.officer(role).get("/local-offer").status_code == 403
    assert installation.family().get("/local-offer").status_code == 404


def test_every_page_of_a_tier_says_that_parent_carers_have_needs_too(
    installation: Installation, family: CarefulClient
) -> None:
    for slug in ("tier-1", "tier-2", "tier-3"):
        family.visit(f"/{slug}")
        assert re.search("assessment of your own needs", family.text), slug


@pytest.mark.parametrize("address", ["/nothing", "/Tier-1", "/tier-9", "/%20"])
def test_a_page_that_is_not_there_is_not_found(address: str, family: CarefulClient) -> None:
    assert family.get(address).status_code == 404


def test_help_now_is_one_step_from_every_page(installation: Installation, family: CarefulClient) -> None:
    with installation.database.reading() as session:
        slug = session.scalars(select(Activity.slug)).first()
    seen = 0
    for route in routes_of("public", installation.public):
        # Organisations that run activities sign in there; it is no page for families.
        if route.method != "GET" or route.rule.startswith("/providers"):
            continue
        answer = family.get(
            route.address({"slug": slug or "", "reference": "x", "code": "x"}), follow_redirects=True
        )
        if answer.mimetype == "text/html" and not route.rule.startswith("/embed"):
            seen += 1
            assert family.page.select_one('header a[href="/help-now"]'), route.rule
    assert seen >= 20


def test_help_now_has_every_number_before_any_form(installation: Installation, family: CarefulClient) -> None:
    page = family.visit("/help-now")
    contacts = installation.pack.of(Council).contacts
    numbers = [str(link["href"]) for link in page.select("main a[href^='tel:']")]
    assert numbers[0] == "tel:999"
    assert {contacts.front_door.tel, contacts.out_of_hours.tel, contacts.short_breaks_team.tel} <= set(
        numbers
    )
    assert not page.select("main form")
