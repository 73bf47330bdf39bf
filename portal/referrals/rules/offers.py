"""Places that are offered, and waiting lists."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from portal.core.errors import PortalError


class Answer(StrEnum):
    """How an offer ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"


class EndOfWait(StrEnum):
    """Why a time on a waiting list ended."""

    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class For:
    """What somebody waits for or is offered: a programme (code), an activity (its address name), or both."""

    programme: str | None = None
    activity: str | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is named."""
        return bool(self.programme or self.activity)


@dataclass(frozen=True, slots=True)
class OfferWords:
    """What is offered, where and when, as the family reads it on its page."""

    what: str
    where: str
    when: str
    more: str = ""

    def as_bytes(self) -> bytes:
        """Give the form that is encrypted."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "OfferWords":
        """Read the words of an offer."""
        return cls(**json.loads(stored))


class OfferEndedError(PortalError):
    """The offer was answered, taken back or has lapsed; there is nothing to answer any more."""
