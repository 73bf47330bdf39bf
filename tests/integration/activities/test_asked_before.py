"""A search that was asked before is answered before the app is asked, and nobody gets what is somebody else's."""

import gzip
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask, request_started
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.activities.queries import activity_page
from portal.activities.services import publish_listings
from portal.activities.views import public
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import Installation

ADDRESS = "/activities?q=swimming"
pytestmark = pytest.mark.sqlite


@contextmanager
def reached(app: Flask) -> Iterator[list[str]]:
    """Collect the addresses of requests that reach the app itself."""
    seen: list[str] = []

    def note(sender: Flask, **_more: object) -> None:
        seen.append("request")

    with request_started.connected_to(note, app):
        yield seen


def is_given_again(installation: Installation, ask: Callable[[], TestResponse]) -> bool:
    """Tell whether an answer is kept; twice a second the database is asked for its revision, so one may be missed."""
    ask()
    with reached(installation.public) as seen:
        for _time in range(4):
            ask()
    return len(seen) < 3


def test_a_search_is_answered_again_as_it_was(installation: Installation, family: CarefulClient) -> None:
    family.get("/activities")
    first = family.get(ADDRESS)
    assert is_given_again(installation, lambda: family.get(ADDRESS))
    again = family.get(ADDRESS)
    assert again.data == first.data
    assert sorted(again.headers) == sorted(first.headers)
    assert again.headers["Content-Language"] == "en"
    assert set(again.vary) == {"Accept-Encoding", "Accept-Language", "Cookie"}


@pytest.mark.parametrize(
    "address",
    [
        "/activities?q=swimming&saved=friday-night-club-leominster",
        "/activities?q=swimming&s%61ved=friday-night-club-leominster",
        "/activities?q=swimming&lang=pl",
        "/activities?q=swimming&%6cang=pl",
        "/activities/friday-night-club-leominster",
        "/activities?near=HR6+8LZ",
        "/nothing-here",
    ],
)
def test_what_is_not_for_all_is_made_anew(
    address: str, installation: Installation, family: CarefulClient
) -> None:
    assert not is_given_again(installation, lambda: family.get(address))


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_only_reading_is_answered_from_what_is_kept(
    method: str, installation: Installation, family: CarefulClient
) -> None:
    assert is_given_again(installation, lambda: family.get(ADDRESS))
    assert not is_given_again(installation, lambda: family.open(ADDRESS, method=method))
    answer = family.head(ADDRESS)
    assert (answer.status_code, answer.data) == (200, b"")
    assert family.post(ADDRESS).status_code == 405


def test_another_host_gets_nothing_that_is_kept(installation: Installation, family: CarefulClient) -> None:
    assert is_given_again(installation, lambda: family.get(ADDRESS))
    assert family.get(ADDRESS, base_url="http://evil.example.org").status_code == 400
    assert family.get(ADDRESS, base_url="http://evil.example.org").status_code == 400


def test_each_language_has_its_own_answer_whoever_asks_first(installation: Installation) -> None:
    polish, english, cookie = (installation.family() for _number in range(3))
    cookie.set_cookie("language", "pl")
    for _time in range(3):
        for client, heads, language in (
            (polish, {"Accept-Language": "pl"}, "pl"),
            (english, {"Accept-Language": "en-GB,en;q=0.9"}, "en"),
            (cookie, {"Accept-Language": "en-GB,en;q=0.9"}, "pl"),
            (english, {}, "en"),
        ):
            answer = client.get(ADDRESS, headers=heads)
            assert answer.headers["Content-Language"] == language
            assert f'<html lang="{language}"' in answer.text


def test_each_encoding_has_its_own_answer(installation: Installation) -> None:
    # The careful client reads no compressed pages.
    family = FlaskClient(installation.public)
    plain = family.get(ADDRESS).data
    for _time in range(3):
        packed = family.get(ADDRESS, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain
        refused = family.get(ADDRESS, headers={"Accept-Encoding": "gzip;q=0"})
        assert "Content-Encoding" not in refused.headers
        assert refused.data == family.get(ADDRESS).data == plain


def test_an_edit_and_a_new_hour_make_a_new_answer(
    installation: Installation, family: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/activities?q=friday+night+club+leominster"
    assert is_given_again(installation, lambda: family.get(address))
    with installation.database.reading() as session:
        listing = activity_page(session, "friday-night-club-leominster").listing
    with installation.database.unit_of_work() as session:
        changed = replace(listing, summary="The zanzibar evening of Leominster.")
        publish_listings(session, [changed], now=now(), actor="test")
    assert "zanzibar evening" in family.get(address).text
    assert is_given_again(installation, lambda: family.get(address))
    monkeypatch.setattr(public, "now", lambda: now() + timedelta(hours=1))
    with reached(installation.public) as seen:
        family.get(address)
    assert seen
    assert is_given_again(installation, lambda: family.get(address))


def test_an_answer_from_what_is_kept_stands_in_the_log(
    installation: Installation, family: CarefulClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert is_given_again(installation, lambda: family.get(ADDRESS))
    caplog.set_level("INFO", "portal.access")
    caplog.clear()
    for _time in range(4):
        family.get(ADDRESS)
    lines = [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records]
    assert lines == ["GET /activities 200"] * 4


def test_many_at_once_get_what_each_asked_for(installation: Installation) -> None:
    def ask(number: int) -> tuple[str, str]:
        client = installation.public.test_client()
        language, words = ("pl", "en")[number % 2], f"word{number % 5}"
        answer = client.get(f"/activities?q={words}", headers={"Accept-Language": language})
        return answer.headers["Content-Language"], answer.text

    installation.public.test_client().get("/activities")
    with ThreadPoolExecutor(8) as pool:
        for number, (language, text) in enumerate(pool.map(ask, range(80))):
            assert language == ("pl", "en")[number % 2]
            assert f'value="word{number % 5}"' in text
