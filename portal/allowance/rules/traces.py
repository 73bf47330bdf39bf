"""What in a text may point to a person: a name, a number to ring, an address. People decide; this only looks."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.core.places import parse_postcode

# Also as people write it who do not want it to be read: “ada (at) example.org”, “ada at example dot org”, “@ada”.
_EMAIL = re.compile(
    r"\S+@\S+|(?<!\S)@\w[\w.]+"
    r"|(?<![\w.+-])[\w.+-]+\s*(?:@|[\[({]\s*at\s*[\])}])\s*[\w-]+"
    r"(?:\.|\s\.\s|\s*[\[({]\s*dot\s*[\])}]\s*|\s+dot\s+)\w{2,}"
    r"|(?<![\w.+-])[\w.+-]+\s+at\s+[\w-]+\s+dot\s+\w{2,}",
    re.IGNORECASE,
)
# Six digits are the shortest number that somebody could ring, however they are parted.
_NUMBER = re.compile(r"\+?(?:\d[\s().+/\u2010-\u2015-]*){6,}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "dr"})
# What says of the first word of a sentence that it is somebody: “Sam needs …”.
_AFTER_A_NAME = """
and asked came can did enjoyed enjoys felt gave gets goes got has helped helps is liked likes loved loves made
needs said says told took uses wants was went will would
"""
# Words that are never names, however a sentence starts.
_NEVER_NAMES = """
a all an and any are ask at but by can could did do does for from has have he how i if in is it may my no not of on
only or our ring she should some that the their these they this those to we what when where which who why will with
would yes you your
"""
_DOES, _NEVER = frozenset(_AFTER_A_NAME.split()), frozenset(_NEVER_NAMES.split())
_SHORTEST_NAME, _LONGEST_ACRONYM = 2, 3


class Kind(StrEnum):
    """What a piece of a text looks like."""

    NAME = "name"
    NUMBER = "number"
    EMAIL = "email"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Trace:
    """A piece of a text that may point to somebody."""

    kind: Kind
    text: str


def traces_in(text: str, known: Collection[str]) -> tuple[Trace, ...]:
    """Give what may point to a person; `known` are words in small letters that are no names, such as towns."""
    return (*contacts_in(text), *dict.fromkeys(Trace(Kind.NAME, name) for name in _names(text, known)))


def contacts_in(text: str) -> tuple[Trace, ...]:
    """Give the ways to reach somebody, or a home, that stand in a text."""
    text = _plain(text)
    found = [Trace(Kind.EMAIL, match[0]) for match in _EMAIL.finditer(text)]
    found += [Trace(Kind.NUMBER, match[0].strip()) for match in _NUMBER.finditer(text)]
    found += [
        Trace(Kind.POSTCODE, match[0]) for match in _POSTCODE.finditer(text) if parse_postcode(match[0])
    ]
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    """Give wide letters and digits as plain ones, without what nobody sees."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def seen_mark(traces: Iterable[Trace]) -> str:
    """Give a mark of exactly these pieces, so that a tick for them is no tick for others."""
    said = "\n".join(f"{trace.kind}:{trace.text}" for trace in traces)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _names(text: str, known: Collection[str]) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        words = _WORD.findall(sentence)
        run: list[str] = []
        for place, word in enumerate(words):
            if _may_be_name(words, place, known):
                run.append(word)
            elif run:
                yield " ".join(run)
                run = []
        if run:
            yield " ".join(run)


def _may_be_name(words: list[str], place: int, known: Collection[str]) -> bool:
    word = words[place]
    plain = re.sub(r"[’']s$", "", word)
    is_acronym = plain.isupper() and len(plain) <= _LONGEST_ACRONYM
    before = words[place - 1] if place else ""
    if before.lower() in _TITLES and before != "miss":
        return True
    if not word[0].isupper() or is_acronym or len(plain) < _SHORTEST_NAME:
        return False
    if plain.lower() in _NEVER or plain.lower() in known:
        return False
    if place > 0 or plain != word:
        return True
    after = words[1] if len(words) > 1 else ""
    # At the start of a sentence every word has a capital: what follows tells.
    return plain.lower() in _TITLES or after.lower() in _DOES or after[:1].isupper()
