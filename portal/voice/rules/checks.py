"""What must be looked at before words are published: each piece is confirmed as safe, or taken out."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.allowance.rules.traces import traces_in
from portal.core.reading import sentence_spans

# Straight, curly and low quotation marks; a single one that opens is no apostrophe.
_QUOTE = re.compile(r"“[^”]+”|\"[^\"]+\"|„[^”“\"]+[”“\"]|‘[^’]+’|«[^»]+»")


class FindingKind(StrEnum):
    """What a piece of a text looks like."""

    NAME = "name"
    NUMBER = "number"
    EMAIL = "email"
    POSTCODE = "postcode"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a text that may point to a person."""

    kind: FindingKind
    text: str

    @property
    def mark(self) -> str:
        """Give the mark of exactly this piece, so that a tick for it is no tick for another."""
        return hashlib.sha256(f"{self.kind}:{self.text}".encode()).hexdigest()[:16]


def findings_in(
    texts: Iterable[str], known: Collection[str], *, quoted: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Give what may point to a person, each piece once; `known` are words in small letters that are no names.

    In `quoted` texts quotation marks count too: the words of one of very few people point to that person.
    """
    # Sentence by sentence, because after a quotation mark too a sentence begins with a capital.
    sentences = [text[start:end] for text in texts for start, end in sentence_spans(text)]
    found = [
        Finding(FindingKind(trace.kind.value), trace.text)
        for sentence in sentences
        for trace in traces_in(sentence, known)
    ]
    return tuple(dict.fromkeys([*found, *(quote for text in quoted for quote in _quotes(text))]))


def unconfirmed(findings: Iterable[Finding], ticked: Collection[str]) -> tuple[Finding, ...]:
    """Give the pieces that nobody has confirmed; `ticked` are marks."""
    return tuple(finding for finding in findings if finding.mark not in ticked)


def _quotes(text: str) -> Iterator[Finding]:
    return (Finding(FindingKind.QUOTE, match[0]) for match in _QUOTE.finditer(text))
