"""How soon a family hears from the council, and how: the same on the receipt, in the message and in the queue."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine

from tests.careful_client import Answers
from tests.factories import a_family_that_asked, answer_until
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

# Two bank holidays and a weekend follow; then come two working days, and New Year.
CHRISTMAS_EVE = datetime(2026, 12, 24, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _christmas_eve() -> Iterator[None]:
    with time_machine.travel(CHRISTMAS_EVE, tick=False):
        yield


@pytest.mark.parametrize(
    ("answer", "day", "within"),
    [
        ("not_safe", "Tuesday 29 December 2026", "within 1 working day."),
        ("soon", "Tuesday 29 December 2026", "within 1 working day."),
        ("not_sure", "Tuesday 5 January 2027", "within 5 working days."),
        ("no", "Tuesday 5 January 2027", "within 5 working days."),
    ],
)
def test_receipt_message_and_queue_name_one_day(
    answer: str, day: str, within: str, installation: Installation
) -> None:
    family = installation.family()
    reference = a_family_that_asked(family, {"urgent_help": answer})
    assert f"We contact you by {day}." in family.text
    assert within in family.text

    installation.work()
    [path] = installation.mails()
    assert day in message_from_bytes(path.read_bytes(), policy=default).get_content()

    officer = installation.officer()
    officer.visit("/referrals")
    row = officer.page.find("a", string=reference).find_parent("tr").get_text(" ")
    assert day.split(" ", 1)[1] in row


def test_the_receipt_of_somebody_in_danger_shows_help_now(installation: Installation) -> None:
    family = installation.family()
    a_family_that_asked(family, {"urgent_help": "not_safe"})
    assert family.page.select(".panel--help a[href='tel:999']")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"contact_method": "email"}, "We also send it to you by email."),
        ({"contact_method": "text", "phone": "07700 900001"}, "We also send it to you by text."),
        ({"contact_method": "phone"}, "We do not send a message. We ring you."),
        (
            {"contact_method": "email", "safe_message": "no"},
            "We do not send a message. We ring you.",
        ),
        (
            {"contact_method": "text", "phone": "07700 900001", "safe_message": "not_sure"},
            "We do not send a message. We ring you.",
        ),
    ],
)
def test_the_receipt_promises_only_the_message_that_goes_out(
    changes: Answers, says: str, installation: Installation
) -> None:
    family = installation.family()
    a_family_that_asked(family, changes)
    assert says in family.text
    waiting = installation.row_counts()["outgoing_message"]
    assert waiting == (0 if "We do not send" in says else 1)


@pytest.mark.parametrize(
    ("changes", "is_sent"),
    [
        ({"contact_method": "email"}, True),
        ({"contact_method": "phone", "phone": "07700 900001"}, True),
        ({"contact_method": "phone", "phone": "01632 960001"}, False),
        ({"contact_method": "email", "safe_message": "no"}, False),
        ({"contact_method": "text", "phone": "07700 900001", "safe_message": "not_sure"}, False),
    ],
)
def test_the_receipt_promises_a_link_only_where_one_can_be_sent(
    changes: Answers, is_sent: bool, installation: Installation
) -> None:
    family = installation.family()
    a_family_that_asked(family, changes)
    assert ("We send a link that opens it." in family.text) is is_sent


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_who_can_only_be_rung_is_asked_for_a_number(answer: str, installation: Installation) -> None:
    family = installation.family()
    answer_until(family, "phone", {"contact_method": "email", "safe_message": answer})
    family.press("Continue", {"phone": ""})
    assert family.errors
    assert family.page.select_one("input[name=phone]") is not None
