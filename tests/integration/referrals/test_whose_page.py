"""The page of a request opens for its own family only, and the database alone shows nothing of it."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.infra.clock import now
from portal.infra.keys import load_keys
from portal.referrals.models import FamilyReply, FamilySession
from portal.referrals.queries.cases import details_of, opened_referral, referral_of
from portal.referrals.queries.family_view import family_view
from portal.referrals.rules.family import ReplyKind
from portal.referrals.rules.grounds import Grounds
from portal.referrals.services.family_page import send_reply
from portal.settings import Face
from tests.careful_client import Answers
from tests.installation import Installation
from tests.integration.links.asking import last_link, links_sent
from tests.integration.referrals.family_pages import ANNA, a_request, asked, decided, opened_page

EVERY = ("", "/answer", "/place", "/take-back", "/look-again", "/contact")
NEW: Answers = {
    "contact_method": "email",
    "safe_message": "yes",
    "phone": "",
    "email": "anna.new@example.org",
}


def test_another_family_gets_the_same_404_as_for_what_does_not_exist(installation: Installation) -> None:
    a_request(installation)
    other = a_request(installation, email="other@example.org")
    mine, stranger = opened_page(installation), installation.family()
    before = installation.rows()
    for end in EVERY:
        pages = set()
        for client in (mine, stranger):
            for reference in (other, "SB-2222-2222-222U", "nothing"):
                answer = client.get(f"/ask/status/requests/{reference}{end}")
                assert answer.status_code == 404
                assert client.heading == "This page is closed"
                pages.add(answer.data.replace(reference.encode(), b""))
        assert len(pages) == 1
    assert installation.rows() == before


def test_a_post_to_another_family_writes_nothing(installation: Installation) -> None:
    own = a_request(installation)
    other = a_request(installation, email="other@example.org")
    client = opened_page(installation)
    client.follow("Take back my request")
    form = client.page.select_one("main form")
    assert form is not None
    data = client.filled(form, {"text": "gone"})
    answer = client.post(f"/ask/status/requests/{other}/take-back", data=data)
    assert answer.status_code == 404
    assert b"gone" in answer.data
    assert not installation.row_counts()["family_reply"]
    client.post(f"/ask/status/requests/{own}/take-back", data=data)
    assert installation.row_counts()["family_reply"] == 1


def test_a_session_ends_after_a_day_and_what_was_typed_can_be_copied(installation: Installation) -> None:
    with time_machine.travel(datetime.now(UTC)) as clock:
        a_request(installation)
        client = opened_page(installation)
        client.follow("Take back my request")
        clock.shift(timedelta(hours=24))
        client.press("Yes, take back my request", {"text": "It took me a long time to write this."})
        assert client.heading == "This page is closed"
        assert "It took me a long time to write this." in client.text
        clock.shift(timedelta(hours=1))
        installation.work()
        assert not installation.row_counts()["family_session"]


def test_the_cookie_goes_to_the_page_only(installation: Installation) -> None:
    a_request(installation)
    client = installation.family()
    client.visit("/ask/status")
    client.press("Send me a link", {"address": ANNA})
    client.visit(last_link(installation, ANNA))
    answer = client.press("See my request", follow_redirects=False)
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("status="))
    assert "Path=/ask/status" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age" not in cookie


@pytest.mark.parametrize("safe", ["no", "not_sure"])
def test_who_is_only_talked_to_gets_no_link(safe: str, installation: Installation) -> None:
    a_request(installation, safe_message=safe)
    client = installation.family()
    client.visit("/ask/status")
    client.press("Send me a link", {"address": ANNA})
    assert client.heading == "Look for our message"
    assert not links_sent(installation, ANNA)


def test_the_address_of_a_professional_opens_nothing(installation: Installation) -> None:
    a_request(installation, work_email="senco@school.example.org")
    client = installation.family()
    client.visit("/ask/status")
    client.press("Send me a link", {"address": "senco@school.example.org"})
    assert not links_sent(installation, "senco@school.example.org")


def test_new_ways_to_reach_a_family_are_told_to_the_old_and_the_new(installation: Installation) -> None:
    reference = a_request(installation)
    one, other = opened_page(installation), opened_page(installation)
    assert one.heading == other.heading == "We have your request"
    one.follow("Change how we reach you")
    assert "a…@example.org" in one.text
    assert ANNA not in one.text
    one.press("Change it")
    assert len(one.errors) == 2
    one.press("Change it", NEW)
    sent = len(installation.mails())
    installation.work()
    told = [path.read_text().partition("To: ")[2].partition("\n")[0] for path in installation.mails()[sent:]]
    assert set(told) == {ANNA, "anna.new@example.org"}
    assert len(told) == 2
    one.visit("/ask/status")
    assert "You changed how we reach you." in one.text
    other.visit("/ask/status")
    assert other.heading == "See how your request goes"
    assert opened_page(installation, "anna.new@example.org").heading == "We have your request"
    with installation.database.reading() as session:
        details = details_of(referral_of(session, reference), installation.keys.vault)
    assert details is not None
    assert details["answers"]["email"] == "anna.new@example.org"
    assert details["answers"]["child_first_name"] == "Zofia"
    assert "phone" not in details["answers"]
    client = installation.family()
    client.visit("/ask/status")
    before = len(links_sent(installation, ANNA))
    client.press("Send me a link", {"address": ANNA})
    assert len(links_sent(installation, ANNA)) == before


def test_who_asks_to_be_talked_to_only_is_marked_so(installation: Installation) -> None:
    reference = a_request(installation)
    client = opened_page(installation)
    client.follow("Change how we reach you")
    said: Answers = {"contact_method": "phone", "safe_message": "no", "phone": "", "email": ""}
    client.press("Change it", said)
    assert "Enter a UK phone number" in client.errors[0]
    client.press("Change it", {**said, "phone": "01632 960001"})
    installation.work()
    with installation.database.reading() as session:
        opened = opened_referral(session, reference, installation.keys.vault)
    assert "talk_only" in opened.row.flags


def test_what_staff_and_family_write_stands_nowhere_in_clear(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    canaries = ("Quokka question", "Narwhal answer", "Axolotl decision", "Zofia", ANNA)
    with caplog.at_level(logging.DEBUG):
        reference = a_request(installation)
        asked(installation, reference, canaries[0])
        client = opened_page(installation)
        client.follow("Answer the team")
        box = str(client.page.select("main textarea")[0]["name"])
        client.press("Send my answer", {box: canaries[1]})
        before_worker = repr(installation.rows())
        installation.work()
        decided(installation, reference, "tier2_place", Grounds(family=canaries[2]))
        client.visit("/ask/status")
    assert canaries[2] in client.text
    token = client.get_cookie("status", path="/ask/status")
    assert token is not None
    for canary in (*canaries, token.value):
        assert canary not in before_worker
        assert canary not in repr(installation.rows())
        assert canary not in caplog.text
    with installation.database.reading() as session:
        assert session.scalars(select(FamilyReply.payload)).all() == [None]


@pytest.mark.sqlite
def test_the_public_face_holds_no_key_of_a_page(installation: Installation) -> None:
    reference = a_request(installation)
    opened_page(installation)
    public = load_keys(installation.folder / "keys", Face.PUBLIC)
    assert public.vault_or_none is None
    with installation.database.reading() as session:
        row = session.scalars(select(FamilySession)).one()
        key = installation.keys.vault.decrypt(
            referral_of(session, reference).status_key or b"", f"referral:{reference}:status_key"
        )
        assert key not in row.wrapped_key
        view = family_view(session, referral_of(session, reference), installation.keys.vault)
    for private in (b"talk_only", b"HR6", b"horses", b"speech_language", b"anna@"):
        assert private not in view.as_bytes()


def test_a_reply_that_does_not_open_holds_up_no_other(installation: Installation) -> None:
    reference = a_request(installation)
    with installation.database.unit_of_work() as session:
        session.add(
            FamilyReply(
                reply_key="0" * 32, reference=reference, kind="answer", payload=b"spoilt", sent_at=now()
            )
        )
        send_reply(
            session,
            now=now(),
            reference=reference,
            kind=ReplyKind.WITHDRAW,
            form_key="f" * 32,
            said={"text": ""},
        )
    installation.work()
    with installation.database.reading() as session:
        assert referral_of(session, reference).status == "withdrawn"
        states = session.execute(
            select(FamilyReply.applied_at, FamilyReply.failed_at).order_by(FamilyReply.id)
        )
        assert [(bool(applied), bool(failed)) for applied, failed in states] == [(False, True), (True, False)]
