"""Who wants to be told once that there is news."""

import hashlib
import json
from dataclasses import dataclass

NEWS, REMINDER = "you_said_we_did", "staff_you_said_reminder"
# The kinds of messages that voice sends; the portal does not start when content lacks one.
MESSAGE_KINDS = frozenset({NEWS, REMINDER})


@dataclass(frozen=True, slots=True)
class Wish:
    """An address, and the language in which its person reads."""

    to: str
    language: str

    def as_bytes(self) -> bytes:
        """Give it in the form that is sealed to the worker."""
        return json.dumps({"to": self.to, "language": self.language}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Wish":
        """Read what the worker opened."""
        held = json.loads(content)
        return cls(str(held["to"]), str(held["language"]))


def news_key(form_key: str, to: str) -> str:
    """Give the key under which a wish is kept: the same for a second press, and no way back to the address."""
    return hashlib.sha256(f"{form_key}:news:{to.lower()}".encode()).hexdigest()[:32]
