"""One address for each search, and only searches that many people look for are shown to search engines."""

from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from portal.activities.rules.criteria import Found
from portal.activities.views.asked import Asked, read_asked
from portal.activities.views.canonical import canonical_of
from portal.activities.views.choices import Lists
from portal.activities.views.titles import search_description, search_heading, search_name, search_title
from portal.infra.content_pack import ContentPack
from portal.infra.i18n import speaking
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

FOUND = Found(ids=(1,), miles=(None,), total=3, page=1, revision=1, counts={}, within_counts={})


@pytest.fixture
def lists(installation: Installation, pack: ContentPack) -> Lists:
    """Give what can be chosen; labels are kept by the app."""
    return Lists(pack.of(Taxonomy), pack.of(Places), pack.of(Tiers))


def asked_for(query: str, installation: Installation, lists: Lists) -> Asked:
    """Read a search as the page does."""
    with installation.public.test_request_context(iri_to_uri(f"/activities?{query}")) as context:
        return read_asked(MultiDict(context.request.args), lists)


@pytest.mark.parametrize(
    ("query", "address", "is_indexed"),
    [
        ("", "/activities", True),
        ("type=swimming", "/activities?type=swimming", True),
        ("district=leominster&type=swimming", "/activities?type=swimming&district=leominster", True),
        ("type=swimming&type=dance", "/activities?type=dance&type=swimming", True),
        (
            "type=swimming&type=dance&tier=targeted",
            "/activities?tier=targeted&type=dance&type=swimming",
            False,
        ),
        ("type=swimming&near=leominster&within=5&sort=distance", "/activities?type=swimming", True),
        ("near=HR6+8", "/activities", True),
        ("type=swimming&unknown=1&exact=1&page=1&lang=pl&odd=x", "/activities?type=swimming", True),
        ("type=no_such_type", "/activities", True),
        ("q=our+ben", "/activities?q=our+ben", False),
        ("date=2026-12-12", "/activities?date=2026-12-12", False),
        ("date=12/12/2026&type=dance&near=ledbury", "/activities?type=dance&date=2026-12-12", False),
    ],
)
def test_a_search_has_one_address(
    query: str, address: str, is_indexed: bool, installation: Installation, lists: Lists
) -> None:
    found = canonical_of(asked_for(query, installation, lists), FOUND)
    assert (found.address, found.is_indexed) == (address, is_indexed)


def test_an_empty_answer_is_not_for_search_engines(installation: Installation, lists: Lists) -> None:
    asked = asked_for("type=swimming", installation, lists)
    assert not canonical_of(asked, replace(FOUND, total=0, ids=(), miles=())).is_indexed


def test_a_later_page_is_its_own_unless_the_canonical_search_has_another_order(
    installation: Installation, lists: Lists
) -> None:
    second = replace(FOUND, total=30, page=2)
    plain = canonical_of(asked_for("type=swimming&page=2", installation, lists), second)
    assert (plain.address, plain.is_indexed) == ("/activities?type=swimming&page=2", True)
    near = canonical_of(asked_for("type=swimming&near=ledbury&page=2", installation, lists), second)
    assert near.address == "/activities?type=swimming"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Find things to do: 3 results"),
        ("type=swimming", "Swimming – 3 things to do"),
        ("type=swimming&district=leominster", "Swimming in Leominster – 3 things to do"),
        ("district=leominster", "Things to do in Leominster – 3 things to do"),
        ("day=saturday", "Things to do: Saturday – 3 things to do"),
        ("age=8-10", "Things to do: Ages 8 to 10 – 3 things to do"),
        (
            "type=swimming&district=leominster&day=saturday",
            "Swimming in Leominster: Saturday – 3 things to do",
        ),
        ("type=swimming&type=dance&day=saturday&day=sunday", "Find things to do: 3 results"),
        ("type=swimming&q=our+ben&near=HR6+8", "Swimming – 3 things to do"),
        ("near=leominster", "Find things to do: 3 results"),
    ],
)
def test_a_title_names_what_is_chosen_and_nothing_that_was_typed(
    query: str, title: str, installation: Installation, lists: Lists
) -> None:
    asked = asked_for(query, installation, lists)
    with installation.public.app_context():
        name = search_name(asked, lists)
        assert search_title(name, FOUND) == title
        assert title.startswith(search_heading(name))
        told = search_description(name, FOUND)
    assert "disabled children and young people" in told
    assert not {"ben", "HR6"} & set(told.split())


def test_later_pages_have_titles_of_their_own(installation: Installation, lists: Lists) -> None:
    asked = asked_for("type=swimming&page=2", installation, lists)
    with installation.public.app_context():
        title = search_title(search_name(asked, lists), replace(FOUND, total=30, page=2))
    assert title == "Swimming – 30 things to do, page 2"


def test_titles_speak_the_language_of_the_page(installation: Installation, lists: Lists) -> None:
    asked = asked_for("type=swimming&district=leominster", installation, lists)
    with installation.public.app_context(), speaking("pl"):
        label = dict.fromkeys(lists.taxonomy.labels["activity_types"])
        assert "swimming" in label
        name = search_name(asked, lists)
        title, told = search_title(name, FOUND), search_description(name, FOUND)
    assert "Leominster" in title
    assert "Swimming" not in title
    assert title.partition(" – ")[0] in told
