"""Messages before their words, and when sending is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.notifications.rules import MOST_ATTEMPTS, Channel, Message, next_attempt

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


@pytest.mark.parametrize("junk", [b"{}", b"[]", b'{"channel": "pigeon"}', b"\xff", b""])
def test_junk_is_no_message(junk: bytes) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Message.from_bytes(junk)
