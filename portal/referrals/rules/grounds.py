"""The grounds of a decision: what is kept with it, and what of it the family reads."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a decision was made; codes are content's, `activities` are address names of the directory.

    `record` is for colleagues, `family` is what the officer writes to the family in plain words: it stands on the
    family’s page and in no message.
    """

    reason: str = ""
    alternatives: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    record: str = ""
    family: str = ""

    def as_bytes(self) -> bytes:
        """Give the form that is encrypted."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Grounds":
        """Read grounds; those of before there were alternatives were plain words for the record."""
        try:
            read: Mapping[str, Any] = json.loads(stored)
            lists = {name: tuple(read[name]) for name in ("alternatives", "activities")}
            return cls(**{**read, **lists})
        except (ValueError, TypeError, KeyError):
            return cls(record=stored.decode(errors="replace"))
