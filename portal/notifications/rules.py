"""What a message is, and when sending it is tried again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

# Ten tries over about four and a half hours outlast a provider's bad morning; then a person looks.
_WAITS_IN_MINUTES = (1, 2, 5, 10, 20, 30, 60, 60, 80)
MOST_ATTEMPTS = len(_WAITS_IN_MINUTES) + 1
LEASE = timedelta(minutes=2)


class Channel(StrEnum):
    """How a message reaches a person."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    PHONE_CALL = "phone_call"


class MessageStatus(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    NEEDS_HUMAN = "needs_human"


@dataclass(frozen=True, slots=True)
class Message:
    """A message before its words: the kind names its text in content/messages.yaml.

    Values never hold a child's name, a need or a disability: a telephone lies on tables.
    """

    kind: str
    channel: Channel
    to: str
    language: str
    values: Mapping[str, str] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """Give the message in the form that is sealed to the worker."""
        return json.dumps({**asdict(self), "values": dict(self.values)}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Message":
        """Read a message that the worker opened."""
        values = json.loads(content)
        return cls(**{**values, "channel": Channel(values["channel"])})


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Give the time of the next try after this many; None when a person has to look."""
    if attempts > len(_WAITS_IN_MINUTES):
        return None
    return now + timedelta(minutes=_WAITS_IN_MINUTES[attempts - 1])
