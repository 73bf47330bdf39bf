"""What did not arrive stands on a list, until a person has told the family or the worker gets it through."""

from datetime import timedelta

import pytest

from bench.messages.notify import PAGE
from portal.core.roles import STAFF_ROLES, Role
from portal.infra.clock import now
from portal.infra.mail import FileMail, SmtpMail
from portal.notifications.jobs import note_failures, remove_old
from portal.notifications.queries import undelivered_count
from portal.notifications.rules import KEPT_FOR_A_PERSON, Channel
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.notifications.conftest import SAID, Provider, outbox, queue, send, statuses

TITLE = "Messages that did not arrive"


def _undelivered(installation: Installation, notify: Provider, **kwargs: object) -> int:
    """Let a text come back because there is no template for texts; give its number."""
    queue(installation, Channel.SMS, "07700 900001", **kwargs)  # type: ignore[arg-type]
    send(installation, notify.mail(sms=""))
    return int(str(outbox(installation)[-1]["id"]))


def _trail(installation: Installation) -> list[tuple[str, str, str]]:
    """Give what the audit trail holds: action, type and name of its subject."""
    return [(row[3], row[4], row[5]) for row in sorted(installation.rows()["audit_event"])]


def _count(installation: Installation) -> int:
    with installation.database.reading() as session:
        return undelivered_count(session)


def test_an_officer_sees_it_opens_it_and_notes_that_the_family_knows(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    number = _undelivered(installation, notify, language="pl")
    officer.visit("/messages")
    assert "1 message, the oldest first" in officer.text
    assert "We have the request" in officer.text
    assert "07700" not in officer.text
    assert "message.seen" not in {action for action, _type, _subject in _trail(installation)}

    officer.follow("Open")
    assert officer.page.select_one("main a[href^='tel:']")["href"] == "tel:07700900001"
    assert officer.page.select_one(f"main a[href='/referrals/{SAID['reference']}']")
    assert "The family reads Polish." in officer.text
    assert "We have your request" in officer.text
    reference = str(outbox(installation)[0]["reference"])
    assert ("message.seen", "message", reference) in _trail(installation)

    officer.press("The family knows")
    assert officer.heading == TITLE
    assert "Every message arrived, or is on its way." in officer.text
    assert outbox(installation)[0]["sealed"] is None
    assert ("message.told_by_person", "message", reference) in _trail(installation)
    assert ("referral.told_by_person", "referral", SAID["reference"]) in _trail(installation)
    assert officer.get(f"/messages/{number}").status_code == 404
    assert _count(installation) == 0


def test_after_a_repair_it_goes_out_once(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    number = _undelivered(installation, notify)
    officer.visit(f"/messages/{number}")
    officer.press("Try again")
    assert "tries to send it again" in officer.text
    assert send(installation, notify.mail()) == 1
    assert len(notify.held.taken) == 1
    assert statuses(installation) == ["sent"]


def test_a_try_by_staff_asks_first_whether_it_went_out_after_all(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    number = _undelivered(installation, notify)
    reference = str(outbox(installation)[0]["reference"])
    notify.mail().deliver(reference, "sms", "07700 900001", "", "It did go out")
    officer.visit(f"/messages/{number}")
    officer.press("Try again")
    send(installation, notify.mail())
    assert len(notify.held.taken) == 1
    assert statuses(installation) == ["sent"]


def test_after_a_fault_of_ours_all_of_them_go_out_by_one_button(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    for _message in range(3):
        _undelivered(installation, notify)
    officer.visit("/messages")
    officer.press("Try all of them again")
    assert "tries to send them all again" in officer.text
    assert send(installation, notify.mail()) == 3
    assert statuses(installation) == ["sent"] * 3


def test_of_two_officers_the_slower_is_told(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    number = _undelivered(installation, notify)
    other = installation.officer(name="Officer Two")
    other.visit(f"/messages/{number}")
    seen = officer.visit(f"/messages/{number}")
    other.press("The family knows")
    for button in ("Try again", "The family knows"):
        officer.page = seen
        officer.press(button)
        assert "Somebody has dealt with that message already." in officer.text
    assert statuses(installation) == ["needs_human"]
    assert [action for action, _type, _subject in _trail(installation)].count("message.told_by_person") == 1


def test_only_a_triage_officer_gets_there(installation: Installation, notify: Provider) -> None:
    number = _undelivered(installation, notify)
    for role in set(STAFF_ROLES) - {Role.TRIAGE_OFFICER}:
        client = installation.officer(role, name=f"A {role.value}")
        for address in ("/messages", f"/messages/{number}"):
            assert client.get(address).status_code == 403, role


def test_a_message_that_cannot_be_read_says_so(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    from sqlalchemy import text

    number = _undelivered(installation, notify)
    with installation.database.unit_of_work() as session:
        session.execute(text("UPDATE outgoing_message SET sealed = :junk"), {"junk": b"junk"})
    officer.visit(f"/messages/{number}")
    assert "It cannot be read" in officer.text
    assert "Try again" not in officer.text
    officer.press("The family knows")
    assert _count(installation) == 0


def test_a_link_that_came_too_late_is_not_sent_and_not_shown(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    queue(installation, kind="link_status", at=now() - timedelta(minutes=11))
    send(installation, notify.mail())
    assert statuses(installation) == ["needs_human"]
    assert not notify.held.taken
    officer.visit("/messages")
    officer.follow("Open")
    assert "Open this link to see your request:" in officer.text
    assert SAID["link"] not in str(officer.page)
    assert "Try again" not in officer.text


def test_a_link_in_time_goes_out(installation: Installation, notify: Provider) -> None:
    queue(installation, kind="link_status", at=now() - timedelta(minutes=9))
    assert send(installation, notify.mail()) == 1
    assert SAID["link"] in notify.held.taken[0]["words"]["body"]


def test_what_nobody_has_dealt_with_is_removed_in_the_end(
    installation: Installation, notify: Provider
) -> None:
    _undelivered(installation, notify)
    queue(installation)
    for later, left in ((KEPT_FOR_A_PERSON - timedelta(days=1), 1), (KEPT_FOR_A_PERSON, 0)):
        with installation.database.unit_of_work() as session:
            remove_old(session, now() + later)
        assert _count(installation) == left
    # What still waits for the worker stays.
    assert send(installation, notify.mail()) == 1


def test_the_page_of_the_request_says_that_a_person_told_the_family(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    reference = a_tier_2_referral(installation)
    queue(installation, Channel.LETTER, "1 Example Street", reference=reference)
    send(installation, notify.mail())
    officer.visit("/messages")
    officer.follow("Open")
    officer.press("The family knows")
    officer.visit(f"/referrals/{reference}")
    assert "told the family on the phone" in officer.text


@pytest.mark.sqlite
def test_a_long_list_has_pages(installation: Installation, officer: CarefulClient, notify: Provider) -> None:
    for _message in range(51):
        queue(installation, Channel.LETTER, "1 Example Street")
    send(installation, notify.mail())
    send(installation, notify.mail())
    officer.visit("/messages")
    assert "Page 1 of 2" in officer.text
    officer.follow("Next page")
    assert len(officer.page.select("tbody tr")) == 1
    officer.visit("/messages?page=99")
    assert len(officer.page.select("tbody tr")) == 1


def test_what_notify_could_not_deliver_in_the_end_comes_to_a_person(
    installation: Installation, officer: CarefulClient, notify: Provider
) -> None:
    queue(installation, language="pl")
    queue(installation, to="ben@example.org")
    assert send(installation, notify.mail()) == 2
    notify.held.taken[0]["status"] = "permanent-failure"
    assert note_failures(installation.database, mail=notify.mail()) == 1
    assert note_failures(installation.database, mail=notify.mail()) == 0
    assert statuses(installation) == ["needs_human", "sent"]

    officer.visit("/messages")
    officer.follow("Open")
    assert "anna@example.org" in officer.text
    assert officer.page.select_one(f"main a[href='/referrals/{SAID['reference']}']")
    assert "Try again" not in officer.text
    # Not even for all at once: Notify does not know the language of the family.
    officer.visit("/messages")
    officer.press("Try all of them again")
    send(installation, notify.mail())
    assert statuses(installation) == ["needs_human", "sent"]
    assert len(notify.held.taken) == 2


def test_a_failure_before_a_second_message_that_arrived_is_no_news(
    installation: Installation, notify: Provider
) -> None:
    queue(installation)
    send(installation, notify.mail())
    notify.held.taken.append({**notify.held.taken[0], "id": "second", "status": "delivered"})
    notify.held.taken[0]["status"] = "temporary-failure"
    assert note_failures(installation.database, mail=notify.mail()) == 0
    assert statuses(installation) == ["sent"]


def test_when_notify_cannot_say_what_failed_nothing_changes(
    installation: Installation, notify: Provider
) -> None:
    queue(installation)
    send(installation, notify.mail())
    notify.held.taken[0]["status"] = "permanent-failure"
    notify.fails(503, 0, 503)
    assert [note_failures(installation.database, mail=notify.mail()) for _turn in range(3)] == [0, 0, 1]


@pytest.mark.sqlite
def test_all_pages_of_failures_are_read(installation: Installation, notify: Provider) -> None:
    for _message in range(PAGE + 1):
        queue(installation)
    while send(installation, notify.mail()):
        pass
    for taken in notify.held.taken:
        taken["status"] = "technical-failure"
    assert note_failures(installation.database, mail=notify.mail()) == PAGE + 1


@pytest.mark.sqlite
def test_other_ways_to_send_know_no_failures(installation: Installation) -> None:
    for mail in (FileMail(installation.folder / "mail", "x@example.org"), SmtpMail("smtp://127.0.0.1", "x")):
        assert note_failures(installation.database, mail=mail) == 0
