"""Messages before their words, and when sending is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.notifications.rules import MOST_ATTEMPTS, Channel, Message, next_attempt, reference_in

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_tries_go_on_for_more_than_four_hours_and_then_a_person_looks() -> None:
    moment, waits = NOON, []
    for attempts in range(1, MOST_ATTEMPTS):
        again = next_attempt(attempts, moment)
        assert again is not None
        waits.append(again - moment)
        moment = again
    assert waits == sorted(waits)
    assert moment - NOON >= timedelta(hours=4)
    assert next_attempt(MOST_ATTEMPTS, moment) is None


def test_a_message_is_read_as_it_was_written() -> None:
    message = Message(
        "referral_received", Channel.SMS, "07700 900001", "pl", {"reference": "SB-7K3M-92QX-4HTD"}
    )
    assert Message.from_bytes(message.as_bytes()) == message


def test_what_no_message_may_say_is_not_even_kept() -> None:
    said = {"child": "Zofia", "name": "Anna", "outcome": "A place", "phone": "01632 960000"}
    kept = Message("referral_decided", Channel.EMAIL, "anna@example.org", "en", said).as_bytes()
    assert b"01632 960000" in kept
    for never in (b"Zofia", b"Anna", b"A place", b"child", b"outcome"):
        assert never not in kept


def test_people_who_sign_in_are_called_by_their_name() -> None:
    kept = Message("staff_invitation", Channel.EMAIL, "x@example.org", "en", {"name": "Officer One"})
    assert Message.from_bytes(kept.as_bytes()).values == {"name": "Officer One"}


@pytest.mark.parametrize(
    ("values", "reference"),
    [
        ({}, ""),
        ({"reference": "sb 7k3m 92qx 4htd"}, "SB-7K3M-92QX-4HTD"),
        ({"reference": "SB-2222-2222-222B"}, ""),
        ({"reference": "/../sign-out"}, ""),
    ],
)
def test_only_a_real_reference_becomes_a_link(values: dict[str, str], reference: str) -> None:
    assert Message("referral_decided", Channel.EMAIL, "", "en", values).reference == reference


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("There is news about your request SB-7K3M-92QX-4HTD.", "SB-7K3M-92QX-4HTD"),
        ("SB-2222-2222-222B, then SB-7K3M-92QX-4HTD", "SB-7K3M-92QX-4HTD"),
        ("Your link to go on", ""),
    ],
)
def test_the_reference_is_found_in_the_words_that_came_back(words: str, reference: str) -> None:
    assert reference_in(words) == reference


@pytest.mark.parametrize("junk", [b"{}", b"[]", b'{"channel": "pigeon"}', b"\xff", b""])
def test_junk_is_no_message(junk: bytes) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Message.from_bytes(junk)
