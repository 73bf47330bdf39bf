"""What an import of survey answers takes from a file, and why it refuses a line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.core.errors import PortalError
from portal.surveys.rules.rounds import Audience

LONGEST_COMMENT = 10_000
# Bytes that are no UTF-8 come from the file as these (errors="surrogateescape").
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Files known to hold made-up answers, by their SHA-256: they are marked whoever imports them, and under any name.
KNOWN_SYNTHETIC = {
    "e0f6f595c654842951291360088e5466d054af46e4fab04c5245a2a80541d803": (
        "seed 001 paragraph 30 (counts are synthetic, N, labels, groups and order are from the seed)"
    ),
}


class ImportRefusedError(PortalError):
    """Nothing of a file can be imported; the message says why."""


class LineError(PortalError):
    """One line of a file is refused; the message is the reason that stands in the reject list."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A refused line of the file, counted from 1 with the heading."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportedResponse:
    """One respondent. `themes` holds group -> codes that a person gave before; a group without one was read too."""

    audience: Audience
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; `rounds` holds the responses by the code of the round. `repeated` lines count once."""

    rounds: Mapping[str, int]
    lines: int
    repeated: int
    rejects: tuple[Reject, ...]
    is_synthetic: bool
    seconds: float


def checked_text(value: str, longest: int = LONGEST_COMMENT) -> str:
    """Give a cell as it stands, without the white space around it; raises LineError when it cannot be kept so."""
    text = value.strip()
    if _NOT_UTF_8.search(text):
        raise LineError("the line is not UTF-8; save the file as “CSV UTF-8”")
    if _CONTROL.search(text):
        raise LineError("a cell holds a control character")
    if len(text) > longest:
        raise LineError(f"a text is longer than {longest} characters")
    return text
