"""What a message is, and when sending it is tried again."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from portal.core.reference import parse_reference

# Ten tries over about four and a half hours outlast a provider's bad morning; then a person looks.
_WAITS_IN_MINUTES = (1, 2, 5, 10, 20, 30, 60, 60, 80)
MOST_ATTEMPTS = len(_WAITS_IN_MINUTES) + 1
# Longer than every step of a hand-over together may wait, so that no second worker takes a message up meanwhile.
LEASE = timedelta(minutes=5)
# Nobody has looked at it for so long that it is no news any more.
KEPT_FOR_A_PERSON = timedelta(days=90)

# What a message may say: a closed list, in which nothing about a child, a need or a disability has a place.
ABOUT = frozenset({"reference", "day", "link"})
# What an installation says in every message; without it the line on which it stands is left out.
STANDING = frozenset({"address", "phone", "council"})
VALUES = ABOUT | STANDING
# People who sign in are not families: they are told their own name, and which pages are theirs.
STAFF = "staff_"
STAFF_VALUES = VALUES | {"name", "pages"}


def values_of(kind: str) -> frozenset[str]:
    """Give what a kind of message may say; kinds that begin with staff_ never go to a family."""
    return STAFF_VALUES if kind.startswith(STAFF) else VALUES


_REFERENCE = re.compile(r"SB(?:-\w{4}){3}")


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

    Only values of the closed list are kept: a telephone lies on tables, and there is no place for a child's name.
    """

    kind: str
    channel: Channel
    to: str
    language: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """Give the reference of the request that the message is about, "" when it is about none."""
        return parse_reference(self.values.get("reference", "")) or ""

    def as_bytes(self) -> bytes:
        """Give the message in the form that is sealed to the worker."""
        allowed = values_of(self.kind)
        kept = {name: value for name, value in self.values.items() if name in allowed}
        return json.dumps({**asdict(self), "values": kept}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Message":
        """Read a message that the worker opened."""
        values = json.loads(content)
        return cls(**{**values, "channel": Channel(values["channel"])})


def reference_in(words: str) -> str:
    """Give the reference of a request that stands in the words of a message, "" when there is none."""
    found = (parse_reference(one) for one in _REFERENCE.findall(words))
    return next((reference for reference in found if reference), "")


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Give the time of the next try after this many; None when a person has to look."""
    if attempts > len(_WAITS_IN_MINUTES):
        return None
    return now + timedelta(minutes=_WAITS_IN_MINUTES[attempts - 1])
