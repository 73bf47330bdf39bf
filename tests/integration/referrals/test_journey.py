"""From the family's questions to the queue, the decision and the message: both faces and the worker."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.careful_client import CarefulClient
from tests.factories import a_family_that_asked, answer_all, answer_until
from tests.installation import Installation


def _mail(path: Path) -> tuple[str, str]:
    """Give to whom a message goes and its words."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    return str(message["To"]), f"{message['Subject']}\n{message.get_content()}"


def test_a_request_goes_from_the_family_to_a_decision_that_it_hears_of(
    installation: Installation, family: CarefulClient, officer: CarefulClient
) -> None:
    reference = a_family_that_asked(family)
    installation.work()
    [confirmation] = installation.mails()
    to, words = _mail(confirmation)
    assert to == "anna@example.org"
    assert reference in words
    assert "Zofia" not in words

    officer.visit("/referrals")
    officer.follow(reference)
    for said in (
        "Zofia",
        "HR6 8NW",
        "27 March 2016",
        "She loves horses. A quiet place would help.",
        "Polski",
    ):
        assert said in officer.text, said

    officer.press("Start looking at it")
    officer.press("Add the note", {"text": "Rang her mother on Monday."})
    assert "Rang her mother on Monday." in officer.text
    officer.press("Save the decision", {"outcome": "tier2_place", "words": "A place at the riding group."})
    assert "A place at the riding group." in officer.text

    installation.work()
    to, words = _mail(installation.mails()[-1])
    assert to == "anna@example.org"
    assert reference in words
    assert "/ask/status" in words, "it says where the news can be read"
    for never in ("Zofia", "horses", "riding", "language", "place"):
        assert never not in words


def test_an_urgent_answer_shows_help_at_once_and_goes_first(
    installation: Installation, family: CarefulClient, officer: CarefulClient
) -> None:
    calm = a_family_that_asked(family)
    other = installation.family()
    answer_all(other, {"urgent_help": "not_safe"})
    assert "Get help now" in other.text
    other.press("Send my request")
    installation.work()
    officer.visit("/referrals")
    shown = [link.get_text() for link in officer.page.select("tbody th a")]
    assert len(shown) == 2
    assert shown[1] == calm
    assert "Urgent" in officer.text


@pytest.mark.sqlite
@pytest.mark.parametrize("answer", ["not_safe", "soon", "not_sure"])
def test_help_now_follows_the_answer_on_the_next_page(answer: str, family: CarefulClient) -> None:
    answer_until(family, "urgent_help")
    family.press("Continue", {"urgent_help": answer})
    assert family.page.select_one("#help-now-heading") is not None
    assert family.page.select_one("a[href='tel:999']") is not None


@pytest.mark.sqlite
def test_not_being_sure_about_safety_is_not_filed_as_urgent(
    installation: Installation, family: CarefulClient, officer: CarefulClient
) -> None:
    reference = a_family_that_asked(family, {"urgent_help": "not_sure"})
    installation.work()
    officer.visit("/referrals")
    assert reference in officer.text
    assert not officer.page.select("tbody .tag--urgent")


def test_nobody_without_a_safe_address_is_written_to(
    installation: Installation, family: CarefulClient, officer: CarefulClient
) -> None:
    reference = a_family_that_asked(family, {"safe_message": "no"})
    installation.work()
    officer.visit(f"/referrals/{reference}")
    assert "Talk only. The portal sends no message: ring them." in officer.text
    officer.press("Save the decision", {"outcome": "tier2_place"})
    installation.work()
    assert installation.mails() == []


def test_two_requests_for_one_child_find_each_other(
    installation: Installation, family: CarefulClient, officer: CarefulClient
) -> None:
    first = a_family_that_asked(family)
    second = a_family_that_asked(
        installation.family(), {"child_first_name": " ZOFIA", "child_last_name": "Przykladowska "}
    )
    installation.work()
    officer.visit(f"/referrals/{first}")
    assert "There may be other requests for the same child" in officer.text
    assert second in officer.text
