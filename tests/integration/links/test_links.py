"""A link opens once, for ten minutes, by a button; and asking for one tells nobody whether there is something."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.infra.clock import now
from portal.links.models import LinkRequest, OneUseLink
from portal.links.rules import MOST_FOR_ADDRESS, MOST_FROM_NETWORK, MOST_WRONG, new_token
from tests.careful_client import CarefulClient
from tests.guards.every_route import routes_of
from tests.installation import Installation
from tests.integration.links.asking import MAIL, last_link, links_sent, saved_for_later
from tests.integration.referrals.family_pages import a_request, opened_page

KINDS = [("/come-back", "Open my answers"), ("/ask/status/link", "See my request")]


def _asked(client: CarefulClient, start: str, address: str) -> tuple[int, bytes]:
    client.visit(start)
    form = client.page.select_one('main form[method="post"]')
    assert form is not None
    data = client.filled(form, {"address": address})
    answer = client.post(str(form["action"]), data=data, follow_redirects=True)
    return answer.status_code, answer.data


def test_a_second_use_says_kindly_that_it_was_used(installation: Installation) -> None:
    saved_for_later(installation.family())
    link = last_link(installation)
    for turn in range(2):
        browser = installation.family()
        browser.visit(link)
        answer = browser.press("Open my answers")
        assert answer.status_code == (200, 404)[turn]
    assert browser.heading == "This link does not open any more"
    browser.follow("Ask for a new link")
    assert browser.heading == "Come back to your answers"


def test_no_link_goes_to_an_address_that_is_only_folded_to_the_same(installation: Installation) -> None:
    family, thief, theirs = installation.family(), "sam@cro\u00df.example", "sam@cross.example"
    saved_for_later(family, to=theirs)
    installation.work()
    stranger = installation.family()
    assert _asked(stranger, "/come-back", thief)[0] == 200
    installation.work()
    assert len(links_sent(installation, theirs)) == 1
    assert len(installation.mails()) == 1


def test_a_look_uses_nothing_up_and_looks_the_same_for_any_token(installation: Installation) -> None:
    saved_for_later(installation.family())
    link = last_link(installation)
    scanner = installation.family()
    before = installation.rows()
    for _look in range(3):
        real = scanner.get(link)
        assert scanner.head(link).status_code == 200
    made_up = new_token()
    guessed = scanner.get(f"/come-back/open/{made_up}")
    assert installation.rows() == before
    assert real.headers["Cache-Control"] == "no-store"
    assert real.headers["Referrer-Policy"] == "no-referrer"
    assert _without(real.data, link.rpartition("/")[2]) == _without(guessed.data, made_up)
    scanner.press("Open my answers")


def _without(page: bytes, token: str) -> bytes:
    return re.sub(rb'name="csrf_token" value="[^"]+"', b"", page.replace(token.encode(), b""))


def test_a_link_ends_after_ten_minutes(installation: Installation) -> None:
    with time_machine.travel(datetime.now(UTC)) as clock:
        saved_for_later(installation.family())
        link = last_link(installation)
        clock.shift(timedelta(minutes=10))
        browser = installation.family()
        browser.visit(link)
        assert browser.press("Open my answers").status_code == 404
        clock.shift(timedelta(hours=1))
        installation.work()
    assert not installation.row_counts()["one_use_link"]
    assert not installation.row_counts()["link_request"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_of_one_kind_opens_nothing_of_the_other(
    kind: tuple[str, str], installation: Installation
) -> None:
    saved_for_later(installation.family())
    token = last_link(installation).rpartition("/")[2]
    browser = installation.family()
    browser.visit(f"/ask/status/open/{token}")
    assert browser.press("See my request").status_code == 404
    browser.visit(f"/come-back/open/{token}")
    assert browser.press("Open my answers").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_known_and_unknown_addresses_get_the_same_bytes(
    kind: tuple[str, str], installation: Installation
) -> None:
    saved_for_later(installation.family())
    links_sent(installation)
    before = installation.row_counts()
    browser = installation.family()
    known, unknown = (_asked(browser, kind[0], address) for address in (MAIL, "nobody@example.org"))
    assert known == unknown
    after = installation.row_counts()
    assert after["link_request"] == before["link_request"] + 2
    installation.work()
    assert not links_sent(installation, "nobody@example.org")
    assert installation.row_counts()["link_request"] == before["link_request"]


def test_nobody_fills_the_post_box_of_somebody_else(installation: Installation) -> None:
    saved_for_later(installation.family())
    for _turn in range(MOST_FOR_ADDRESS + 3):
        status, _page = _asked(installation.family(), "/come-back", MAIL)
        assert status == 200
    assert len(links_sent(installation)) == MOST_FOR_ADDRESS


@pytest.mark.sqlite
def test_a_network_that_asks_without_end_is_stopped(installation: Installation) -> None:
    browser = installation.family()
    answers = [
        _asked(browser, "/come-back", f"sam{turn}@example.org")[0] for turn in range(MOST_FROM_NETWORK + 1)
    ]
    assert answers[:-1] == [200] * MOST_FROM_NETWORK
    assert answers[-1] == 429


def test_guessing_is_stopped_and_a_right_link_still_opens(installation: Installation) -> None:
    saved_for_later(installation.family())
    link = last_link(installation)
    guesser = installation.family()
    guesser.visit(link)
    form = guesser.page.select_one("main form")
    assert form is not None
    answers = []
    for _turn in range(MOST_WRONG + 3):
        data = guesser.filled(form, {"token": new_token()})
        answers.append(guesser.post("/come-back/open", data=data).status_code)
    assert answers[:MOST_WRONG] == [404] * MOST_WRONG
    assert set(answers[MOST_WRONG:]) == {429}
    right = guesser.post("/come-back/open", data=guesser.filled(form, {}))
    assert right.status_code == 303


@pytest.mark.sqlite
@pytest.mark.parametrize("token", ["x", "a" * 42 + "!", "%2e%2e", "ä" * 43, "0" * 400])
def test_what_is_no_token_is_not_found(token: str, installation: Installation) -> None:
    for folder in ("/come-back/open/", "/ask/status/open/"):
        assert installation.family().get(folder + token).status_code == 404


def test_a_request_that_does_not_open_holds_up_nobody(installation: Installation) -> None:
    with installation.database.unit_of_work() as session:
        session.add(LinkRequest(key="0" * 32, kind="draft", sealed=b"spoilt", asked_at=now()))
    saved_for_later(installation.family())
    assert len(links_sent(installation)) == 1
    assert not installation.row_counts()["link_request"]


def test_token_and_address_stand_nowhere_in_clear(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        saved_for_later(installation.family())
        link = last_link(installation)
        token = link.rpartition("/")[2]
        browser = installation.family()
        browser.visit(link)
        with installation.database.reading() as session:
            kept = repr([tuple(row) for row in session.execute(select(OneUseLink.__table__))])
        everything = repr(installation.rows())
        browser.press("Open my answers")
        browser.visit("/come-back/open/" + token)
        browser.press("Open my answers")
    assert token not in kept
    for secret in (token, MAIL, "sam@"):
        assert secret not in everything
        assert secret not in repr(installation.rows())
        assert secret not in caplog.text


def test_no_look_and_no_post_without_a_token_writes(installation: Installation) -> None:
    reference = a_request(installation)
    browser = opened_page(installation)
    saved_for_later(browser)
    values = {"reference": reference, "token": new_token(), "questionnaire_id": "referral", "page_id": "safe"}
    typed = {**values, "address": MAIL, "urgent_help": "no", "text": "Words", "form_key": "0" * 32}
    folders = ("/come-back", "/save-for-later", "/ask/status")
    routes = [one for one in routes_of("public", installation.public) if one.rule.startswith(folders)]
    assert len(routes) > 20
    for route in routes:
        address = re.sub(r"<(\w+)>", lambda match: values[match[1]], route.rule)
        before = {**installation.rows(), "post_count": []}
        browser.open(address, method=route.method, data=typed if route.method == "POST" else None)
        assert {**installation.rows(), "post_count": []} == before, route.line
