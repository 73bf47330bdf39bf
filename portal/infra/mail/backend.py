"""What the outbox needs of a way to hand messages over, and how that can fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.core.errors import PortalError

# A lease of the outbox outlasts every step of a hand-over that waits as long as this.
SECONDS = 20


class DeliveryError(PortalError):
    """The message was not handed over, or nobody knows whether it was; it can be tried again."""


class RefusedError(PortalError):
    """The message will never be taken like this: a person has to look."""


class NoChannelError(RefusedError):
    """This backend has no way to send by this channel: a person has to call or write."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that was taken and did not arrive, as the provider holds it."""

    reference: str
    channel: str
    to: str
    words: str


class MailBackend(Protocol):
    """A way to hand messages over."""

    def deliver(self, reference: str, channel: str, to: str, subject: str, body: str) -> None:
        """Hand a message over; raises DeliveryError, RefusedError or NoChannelError."""

    def has(self, reference: str) -> bool:
        """Tell whether a message of this reference was handed over before; raises as `deliver` does."""

    def failures(self) -> Sequence[Failure]:
        """Give what was taken in the last days and did not arrive; raises as `deliver` does."""
