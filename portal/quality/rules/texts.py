"""A text as a reader meets it, each part with the line of the file on which it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.core.reading import sentence_spans


class Kind(StrEnum):
    """What a part of a text is; only running text says how hard a text is to read."""

    HEADING = "heading"
    LABEL = "label"
    RUNNING = "running"


class Audience(StrEnum):
    """Who reads it, which decides how easy it must be; listings are the organisers' own words."""

    FAMILIES = "families"
    EASY_READ = "easy_read"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, item or label. `lines` says from which sign on which line of the file is reached."""

    text: str
    lines: tuple[tuple[int, int], ...]
    kind: Kind

    def line_at(self, sign: int) -> int:
        """Give the line of a sign of the text."""
        return max((line for start, line in self.lines if start <= sign), default=1)

    def sentences(self) -> Iterator[tuple[str, int]]:
        """Give each sentence with the line on which it starts."""
        for start, end in sentence_spans(self.text):
            yield self.text[start:end], self.line_at(start)


@dataclass(frozen=True, slots=True)
class Document:
    """What is read in one go: a page, a form, a message, one listing.

    `explained` are short forms that the page itself explains where they stand, as the glossary does.
    """

    file: str
    audience: Audience
    passages: tuple[Passage, ...]
    explained: frozenset[str] = frozenset()
    # A form is no running text: its labels and hints are too short to be graded as a page is.
    is_page: bool = False

    def running(self) -> tuple[Passage, ...]:
        """Give the parts that are running text."""
        return tuple(passage for passage in self.passages if passage.kind is Kind.RUNNING)
