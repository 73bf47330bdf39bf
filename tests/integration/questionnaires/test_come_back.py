"""Answers are left for later and opened again with a link, on any device; nothing that was typed is lost."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from sqlalchemy import select

from portal.infra.clock import now
from portal.infra.keys import load_keys
from portal.infra.sealing import Opener, SealError
from portal.links.rules import address_code
from portal.questionnaires import services
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.models import DraftRow
from portal.questionnaires.queries import SEALED_INFO
from portal.settings import Face
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.links.asking import MAIL, begun, last_link, leave, links_sent, saved_for_later

FIRST = "/ask/parent/questions/safe"


def _chosen(client: CarefulClient) -> str:
    client.visit(FIRST)
    held = client.page.select_one('input[name="urgent_help"][checked]')
    return str(held["value"]) if held else ""


def test_answers_open_again_on_another_device_where_they_stopped(installation: Installation) -> None:
    one, other = installation.family(), installation.family()
    stopped = saved_for_later(one, help_now="soon")
    other.visit(last_link(installation))
    assert other.heading == "Open your answers"
    other.press("Open my answers")
    assert other.heading == stopped
    assert _chosen(other) == "soon"
    assert one.get(FIRST).status_code == 200
    assert _chosen(one) == ""


def test_the_old_browser_is_told_where_the_answers_went(installation: Installation) -> None:
    one, other = installation.family(), installation.family()
    saved_for_later(one)
    other.visit(last_link(installation))
    other.press("Open my answers")
    assert one.get("/ask/parent/questions/who-you-are").status_code == 404
    assert "Then they moved there" in one.text
    one.visit("/come-back")
    one.press("Send me a link", {"address": MAIL})
    one.visit(last_link(installation))
    one.press("Open my answers")
    assert _chosen(one) == "no"


def test_what_was_typed_on_the_page_is_saved_before_the_address_is_asked(installation: Installation) -> None:
    client = installation.family()
    client.visit("/ask")
    client.press("Start")
    leave(client, {"urgent_help": "not_sure"})
    assert client.heading == "Save and come back later"
    assert _chosen(client) == "not_sure"


@pytest.mark.sqlite
def test_without_a_valid_token_the_page_comes_back_with_everything_on_it(installation: Installation) -> None:
    client = installation.family()
    client.visit(FIRST)
    client.post("/save-for-later/referral/safe/answers", data={"urgent_help": "soon"})
    assert client.page.select_one('input[value="soon"][checked]')
    assert client.errors
    assert not installation.row_counts()["draft"]


@pytest.mark.sqlite
@pytest.mark.parametrize("typed", ["", "sam", "01632 960001"])
def test_an_address_that_no_link_reaches_is_explained_and_kept(
    typed: str, installation: Installation
) -> None:
    client = installation.family()
    begun(client)
    leave(client)
    client.press("Save and send me a link", {"address": typed})
    assert "mobile number" in client.errors[0]
    assert client.page.select_one('input[name="address"]')["value"] == typed  # type: ignore[index]


def test_answers_are_there_when_every_cookie_is_gone(installation: Installation) -> None:
    with time_machine.travel(datetime.now(UTC)) as clock:
        saved_for_later(installation.family())
        clock.shift(timedelta(days=27))
        later = installation.family()
        later.visit("/come-back")
        later.press("Send me a link", {"address": f" {MAIL.upper()}"})
        later.visit(last_link(installation, MAIL.upper().replace("EXAMPLE.ORG", "example.org")))
        later.press("Open my answers")
        assert _chosen(later) == "no"


def test_what_is_typed_after_the_saving_is_there_too(installation: Installation) -> None:
    one, other = installation.family(), installation.family()
    saved_for_later(one)
    one.visit(FIRST)
    one.press("Continue", {"urgent_help": "soon"})
    other.visit(last_link(installation))
    other.press("Open my answers")
    assert _chosen(other) == "soon"


def test_other_answers_in_the_browser_go_only_when_that_is_agreed(installation: Installation) -> None:
    one, other = installation.family(), installation.family()
    saved_for_later(one, help_now="soon")
    begun(other, "not_sure")
    other.visit(last_link(installation))
    other.press("Open my answers")
    assert "There are other answers in this browser" in other.text
    page = other.page
    assert _chosen(other) == "not_sure"
    other.page = page
    other.address = "/come-back/open"
    other.press("Delete the others and open mine")
    assert _chosen(other) == "soon"


def test_a_draft_that_was_sent_or_deleted_has_no_link(installation: Installation) -> None:
    one, other = installation.family(), installation.family()
    saved_for_later(one)
    link = last_link(installation)
    one.visit(FIRST)
    one.press("Delete my answers")
    other.visit(link)
    other.press("Open my answers")
    assert other.heading == "This link does not open any more"
    other.visit("/come-back")
    other.press("Send me a link", {"address": MAIL})
    assert len(links_sent(installation)) == 1


def _row(installation: Installation) -> DraftRow:
    with installation.database.reading() as session:
        row = session.scalars(select(DraftRow)).one()
        session.expunge(row)
        return row


def test_an_address_in_the_form_lets_the_answers_be_found(installation: Installation) -> None:
    questionnaire = installation.pack.of(Questionnaires).named("referral")
    safe = {"contact_method": ("email",), "email": (MAIL,), "safe_message": ("yes",)}
    with installation.database.unit_of_work() as session:
        token, _draft = services.open_draft(
            session, token=None, questionnaire=questionnaire, now=now(), entries=safe
        )
    installation.work()
    assert _row(installation).contact_code == address_code(installation.keys.match_key, MAIL)
    page = next(page for page in questionnaire.pages if page.id == "messages")
    with installation.database.unit_of_work() as session:
        services.save_page(
            session,
            token=token,
            questionnaire=questionnaire,
            page=page,
            typed={"safe_message": ("no",)},
            now=now(),
        )
    assert _row(installation).sealed_key is None
    assert _row(installation).contact_code is None


@pytest.mark.sqlite
def test_the_public_face_cannot_open_the_key_that_it_sealed(installation: Installation) -> None:
    saved_for_later(installation.family())
    sealed = _row(installation).sealed_key
    assert sealed is not None
    assert MAIL.encode() not in sealed
    public = load_keys(installation.folder / "keys", Face.PUBLIC)
    for key in (public.sealing_public, public.session_key, public.limits_key):
        with pytest.raises((SealError, ValueError)):
            Opener(key).open(sealed, SEALED_INFO + _row(installation).key.encode())


@pytest.mark.sqlite
def test_a_survey_asks_for_no_address(installation: Installation) -> None:
    client = installation.family()
    client.visit("/tell-us/parents")
    client.follow("Start")
    assert "Save and come back later" not in client.text
    assert client.get("/save-for-later/parent-survey/heard-of").status_code == 404


def test_a_link_comes_by_text_message_however_the_number_was_typed(installation: Installation) -> None:
    saved_for_later(installation.family(), "+44 (0)7700 900982")
    links_sent(installation)
    message = message_from_bytes(installation.mails()[-1].read_bytes(), policy=policy.default)
    assert message["X-Channel"] == "sms"
    assert message.get_content().count("/come-back/open/") == 1
    assert len(installation.mails()) == 1


def test_of_two_drafts_of_the_same_questions_the_newest_opens_and_then_the_other(
    installation: Installation,
) -> None:
    with time_machine.travel(datetime.now(UTC)) as clock:
        for help_now in ("soon", "not_sure"):
            saved_for_later(installation.family(), help_now=help_now)
            clock.shift(timedelta(minutes=1))
        newest = installation.family()
        newest.visit(last_link(installation))
        newest.press("Open my answers")
        assert _chosen(newest) == "not_sure"
        newest.press("Delete my answers")
        clock.shift(timedelta(minutes=11))
        newest.visit("/come-back")
        newest.press("Send me a link", {"address": MAIL})
        newest.visit(last_link(installation))
        newest.press("Open my answers")
        assert _chosen(newest) == "soon"
