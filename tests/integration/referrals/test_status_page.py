"""What a family sees of its request from the first day to the last, and what it can do there."""

import pytest
from sqlalchemy import delete

from portal.referrals.models import FamilyStatus, ReferralContact
from portal.referrals.queries.cases import opened_referral, referral_of
from portal.referrals.rules.grounds import Grounds
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.referrals.casework import at_case
from tests.integration.referrals.family_pages import (
    a_request,
    asked,
    decided,
    looked_at,
    offered,
    opened_page,
)

NO = Grounds(
    reason="places_full",
    alternatives=("open_activities",),
    record="Mother sounded tired.",
    family="We are sorry, Anna. Ring Jo at the club.",
)


def _again(installation: Installation, client: CarefulClient) -> None:
    installation.work()
    client.visit("/ask/status")


def test_the_page_follows_the_request(installation: Installation) -> None:
    reference = a_request(installation)
    client = opened_page(installation)
    assert client.heading == "We have your request"
    assert "We contact you by" in client.text
    assert reference in client.text
    looked_at(installation, reference)
    _again(installation, client)
    assert client.heading == "We are looking at your request"
    assert "We tell you what we can offer by" in client.text
    decided(installation, reference, "tier2_place", Grounds(family="Riding on Mondays."))
    _again(installation, client)
    assert client.heading == "We have decided about your request"
    assert "We can offer you a place." in client.text
    assert "Riding on Mondays." in client.text


def test_who_took_a_place_still_reads_what_where_and_when(installation: Installation) -> None:
    reference = a_request(installation)
    offered(installation, reference)
    client = opened_page(installation)
    client.follow("Say yes or no to this place")
    client.press("Send my answer", {"answer": "yes"})
    _again(installation, client)
    assert client.heading == "We have decided about your request"
    for words in ("Your place", "Riding", "The stables", "Mondays at 4pm", "You said yes to this place."):
        assert words in client.text
    assert "We can offer you a place" not in client.text
    client.follow("Ask us to look again")
    client.press("Ask the team", {"text": "The day is too hard for us."})
    installation.work()
    decided(installation, reference, "tier2_allowance", Grounds())
    _again(installation, client)
    assert "The stables" not in client.text


def test_staff_read_in_words_what_a_family_did_on_its_page(installation: Installation) -> None:
    reference = a_request(installation)
    client = opened_page(installation)
    client.visit(f"/ask/status/requests/{reference}/contact")
    client.press(
        "Change it", {"contact_method": "email", "safe_message": "yes", "email": "anna@new.example.org"}
    )
    installation.work()
    text = at_case(installation, reference).text
    for words in (
        "sent a link to its page",
        "opened its page",
        "wrote on its page",
        "changed how it is reached",
    ):
        assert words in text
    assert "Referral." not in text


def test_a_no_says_why_what_else_there_is_and_how_to_go_against_it(installation: Installation) -> None:
    reference = a_request(installation)
    decided(installation, reference, "not_eligible_area_or_age", NO)
    client = opened_page(installation)
    for words in (
        "We cannot offer you this short break.",
        "All places are taken at the moment.",
        "We are sorry, Anna.",
        "Clubs, groups and places that are open to everyone.",
        "You can ask us to look again.",
        "You can complain.",
    ):
        assert words in client.text
    assert "Mother sounded tired" not in client.text
    client.follow("Ask us to look again")
    client.press("Ask the team", {"text": ""})
    assert client.errors == ["Write your answer"]
    client.press("Ask the team", {"text": "We moved to Ledbury."})
    assert "You asked us to look again. We have it." in client.text
    _again(installation, client)
    assert client.heading == "We are looking at your request"
    assert "We moved to Ledbury." in client.text


def test_a_question_is_answered_on_the_page(installation: Installation) -> None:
    reference = a_request(installation)
    asked(installation, reference, "Which school is it?", "What helps her to settle?")
    client = opened_page(installation)
    assert client.heading == "We have a question for you"
    client.follow("Answer the team")
    client.press("Send my answer")
    assert client.errors == ["Write your answer"]
    boxes = [str(box["name"]) for box in client.page.select("main textarea")]
    client.press("Send my answer", {boxes[1]: "Music, and a quiet place."})
    assert "You answered a question. We have it." in client.text
    _again(installation, client)
    assert client.heading == "We have a question for you"
    assert "Music, and a quiet place." in client.text
    client.follow("Answer the team")
    assert len(client.page.select("main textarea")) == 1
    client.press("Send my answer", {boxes[0]: "The one in Leominster."})
    _again(installation, client)
    assert client.heading == "We are looking at your request"
    with installation.database.reading() as session:
        opened = opened_referral(session, reference, installation.keys.vault)
    assert [one.answer for one in opened.questions] == [
        "The one in Leominster.",
        "Music, and a quiet place.",
    ]


@pytest.mark.parametrize(("answer", "heading"), [("yes", "We have decided about your request"), ("no", "")])
def test_a_place_is_taken_or_declined(answer: str, heading: str, installation: Installation) -> None:
    reference = a_request(installation)
    decided(installation, reference, "alternative_offered_no_capacity", NO, programme="moving_forward")
    client = opened_page(installation)
    assert client.heading == "You are on a waiting list"
    assert "Moving Forward" in client.text
    assert "You are on the list since" in client.text
    offered(installation, reference)
    client.visit("/ask/status")
    assert client.heading == "There is a place for you"
    assert "The stables" in client.text
    client.follow("Say yes or no to this place")
    client.press("Send my answer")
    assert client.errors == ["Choose yes or no"]
    client.press("Send my answer", {"answer": answer})
    _again(installation, client)
    assert client.heading == (heading or "You are on a waiting list")


def test_a_request_is_taken_back_after_one_question(installation: Installation) -> None:
    a_request(installation)
    client = opened_page(installation)
    client.follow("Take back my request")
    before = installation.rows()["referral"]
    client.press("Yes, take back my request", {"text": "We found something."})
    assert installation.rows()["referral"] == before
    _again(installation, client)
    assert client.heading == "You took back your request"
    assert "We found something." in client.text


def test_a_second_click_and_the_back_button_count_once_and_lose_nothing(installation: Installation) -> None:
    reference = a_request(installation)
    asked(installation, reference, "Which school is it?")
    client = opened_page(installation)
    client.follow("Answer the team")
    page, here = client.page, client.address
    box = str(client.page.select("main textarea")[0]["name"])
    for words in ("The one in Leominster.", "The one in Leominster.", "No, the one in Ledbury."):
        client.page, client.address = page, here
        client.press("Send my answer", {box: words})
    assert installation.row_counts()["family_reply"] == 2
    _again(installation, client)
    assert client.text.count("The one in Leominster.") == 1
    assert client.text.count("No, the one in Ledbury.") == 1


def test_what_was_written_while_the_request_moved_on_can_be_copied(installation: Installation) -> None:
    reference = a_request(installation)
    client = opened_page(installation)
    client.follow("Take back my request")
    decided(installation, reference, "tier2_place", Grounds())
    client.press("Yes, take back my request", {"text": "We found something."})
    assert client.heading == "Your request has moved on"
    assert "We found something." in client.text
    assert not installation.row_counts()["family_reply"]


def test_two_children_stand_on_one_list(installation: Installation) -> None:
    first, second = a_request(installation), a_request(installation, child_first_name="Adam")
    client = opened_page(installation)
    assert client.heading == "Your requests"
    assert first in client.text
    client.follow("Adam")
    assert second in client.text
    assert first not in client.text
    client.follow("Your requests")
    client.press("Close this page")
    assert client.heading == "This page is closed"
    client.visit("/ask/status")
    assert client.heading == "See how your request goes"


def test_a_request_of_before_there_were_pages_gets_one(installation: Installation) -> None:
    reference = a_request(installation)
    with installation.database.unit_of_work() as session:
        referral_of(session, reference).status_key = None
        session.execute(delete(FamilyStatus))
        session.execute(delete(ReferralContact))
    installation.work()
    assert reference in opened_page(installation).text
