"""A family keeps a list in its own browser: nobody signs in, and nothing is written down."""

from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from werkzeug.test import TestResponse

from portal.activities.models import Activity
from tests.careful_client import CarefulClient
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

CLUB, RIDING = "friday-night-club-leominster", "long-meadow-riding"


def _add(family: CarefulClient, *slugs: str, **fields: str) -> TestResponse:
    return family.post("/shortlist/add", data={"activity": list(slugs), **fields})


def _push(family: CarefulClient, words: str) -> None:
    """Press a button that posts to an address of its own, as the browser does, and follow it."""
    button = next(one for one in family.page.find_all("button") if words in one.get_text())
    assert isinstance(button, Tag)
    assert button["formmethod"] == "post"
    data = {str(button["name"]): str(button["value"])} if button.get("name") else {}
    answer = family.post(str(button["formaction"]), data=data, follow_redirects=True)
    assert answer.status_code == 200


def _names(family: CarefulClient) -> list[str]:
    return [str(link["href"]).rsplit("/", 1)[1] for link in family.page.select("main h2 a")]


def test_an_empty_list_says_what_to_do(family: CarefulClient) -> None:
    family.visit("/shortlist")
    assert "Nothing is on your list yet." in family.text
    assert family.page.main.select('a.button[href="/activities"]')


def test_what_is_saved_stands_on_the_list_in_its_order(family: CarefulClient) -> None:
    _add(family, RIDING)
    _add(family, CLUB)
    _add(family, RIDING)
    family.visit("/shortlist")
    assert _names(family) == [RIDING, CLUB]
    assert "Next:" in family.text


def test_saving_writes_only_a_cookie(installation: Installation) -> None:
    family, before = installation.family(), installation.rows()
    answer = _add(family, CLUB)
    family.visit("/shortlist")
    assert installation.rows() == before
    assert answer.status_code == 303
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"list={CLUB}; ")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"):
        assert part in cookie
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_cookie_of_a_real_site_is_bound_to_its_host(installation: Installation) -> None:
    installation.environment = {"PORTAL_PUBLIC_URL": "https://shortbreaks.example.org"}
    family = installation.family()
    base = {"base_url": "https://shortbreaks.example.org"}
    answer = family.post("/shortlist/add", data={"activity": CLUB}, **base)
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"__Host-list={CLUB}; ")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    family.get("/shortlist", **base)
    assert "https://shortbreaks.example.org/compare?activity=" in family.text


def test_a_family_is_told_what_was_saved(family: CarefulClient) -> None:
    answer = _add(family, CLUB, back=f"/activities/{CLUB}")
    assert urlsplit(answer.location).fragment == "saved"
    answer = _add(family, RIDING)
    family.visit(answer.location)
    status = family.page.select_one('#saved[role="status"]')
    assert status is not None
    assert "Saved to your list: 2 things." in status.get_text()


def test_a_browser_without_cookies_is_not_told_that_all_is_well(installation: Installation) -> None:
    address = _add(installation.family(), CLUB).location
    other = installation.family()
    other.visit(address)
    assert "This is not on your list." in other.text


def test_a_search_with_a_home_leads_back_to_its_sector(family: CarefulClient) -> None:
    answer = _add(family, CLUB, q="club", near="HR6 8NW", tier="universal", on_page="1")
    assert answer.status_code == 303
    assert "8NW" not in answer.location
    assert answer.location == f"/activities?q=club&tier=universal&near=HR6+8&saved={CLUB}#saved"
    family.visit(answer.location)


def test_things_are_taken_off_and_put_back(family: CarefulClient) -> None:
    _add(family, CLUB, RIDING)
    family.visit("/shortlist")
    _push(family, "Take off my list: Friday Night Club")
    assert _names(family) == [RIDING]
    assert "Taken off your list." in family.text
    _push(family, "Put it back")
    assert _names(family) == [RIDING, CLUB]
    assert "Saved to your list: 2 things." in family.text


def test_the_whole_list_goes_with_its_cookie(family: CarefulClient) -> None:
    _add(family, CLUB, RIDING)
    family.visit("/shortlist")
    _push(family, "Delete my whole list")
    assert "Nothing is on your list yet." in family.text
    assert family.get_cookie("list") is None


def test_a_full_list_says_so(family: CarefulClient) -> None:
    family.visit("/activities")
    slugs = [str(link["href"]).rsplit("/", 1)[1] for link in family.page.main.select("h3 a")]
    assert len(slugs) > 12
    _add(family, *slugs[:12])
    family.visit(_add(family, slugs[12]).location)
    assert "Your list is full. It holds 12 things." in family.text
    assert _names(family) == slugs[:12]


@pytest.mark.parametrize(
    ("held", "sent", "told"),
    [
        (11, (11, 0, 12, 13), "1 thing was saved to your list. The rest did not fit."),
        (9, (9, 10, 11, 12, 13, 14), "3 things were saved to your list. The rest did not fit."),
        (0, tuple(range(20)), "12 things were saved to your list. The rest did not fit."),
        (12, (0, 12, 13), "Your list is full. It holds 12 things. Take one off first."),
        (12, (0, 1), "Saved to your list: 12 things."),
        (8, (0, 8, 9, 10, 11), "Saved to your list: 12 things."),
    ],
)
def test_saving_several_claims_no_more_than_was_saved(
    held: int, sent: tuple[int, ...], told: str, family: CarefulClient
) -> None:
    family.visit("/activities")
    slugs = [str(link["href"]).rsplit("/", 1)[1] for link in family.page.select("main h3 a")]
    if held:
        _add(family, *slugs[:held])
    family.visit(_add(family, *(slugs[place] for place in sent)).location)
    status = family.page.select_one('#saved[role="status"]')
    assert status is not None
    assert told in " ".join(status.get_text().split())
    assert _names(family) == slugs[:12]


def test_a_full_list_that_was_shortened_since_is_not_said_to_be_full(family: CarefulClient) -> None:
    family.visit("/activities")
    slugs = [str(link["href"]).rsplit("/", 1)[1] for link in family.page.select("main h3 a")]
    _add(family, *slugs[:11])
    address = _add(family, *slugs[11:14]).location
    family.post("/shortlist/remove", data={"activity": slugs[0]})
    family.visit(address)
    assert "Saved to your list: 11 things." in family.text
    assert "did not fit" not in family.text


def test_what_is_withdrawn_is_said_kindly_and_can_be_taken_off(installation: Installation) -> None:
    family = installation.family()
    _add(family, CLUB, RIDING)
    with installation.database.unit_of_work() as session:
        session.query(Activity).filter_by(slug=CLUB).update({"state": "withdrawn"})
    family.visit("/shortlist")
    assert _names(family) == [RIDING]
    assert "1 activity is no longer there." in family.text
    _push(family, f"Take off my list: {CLUB}")
    assert "no longer there" not in family.text


@pytest.mark.parametrize(
    "cookie", ["", "...", "<b>.é", "no-such-thing", "a" * 3000, "\x00", f"{CLUB}.{CLUB}"]
)
def test_a_cookie_that_somebody_changed_does_no_harm(cookie: str, family: CarefulClient) -> None:
    family.set_cookie("list", cookie)
    family.visit("/shortlist")
    assert _names(family) in ([], [CLUB])


@pytest.mark.parametrize("action", ["add", "remove", "clear"])
def test_another_site_cannot_change_a_list(action: str, family: CarefulClient) -> None:
    answer = family.post(
        f"/shortlist/{action}", data={"activity": CLUB}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert not answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("action", ["add", "remove"])
def test_a_post_without_anything_changes_nothing(action: str, family: CarefulClient) -> None:
    answer = family.post(f"/shortlist/{action}", data={"activity": "No Slug"})
    assert answer.location == "/shortlist"


def test_the_page_of_a_list_is_kept_by_nobody(family: CarefulClient) -> None:
    _add(family, CLUB)
    for address in ("/shortlist", f"/compare?activity={CLUB}"):
        assert family.get(address).headers["Cache-Control"] == "no-store"
        assert family.page.select('meta[name="robots"][content="noindex"]')
