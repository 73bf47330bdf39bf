"""Which passwords are good enough (NCSC and ASVS 6.2: long, not common, not about the account; no other rules).

How many guesses a password needs is estimated by zxcvbn, which holds 30,000 common passwords, names and words and
sees them also doubled, joined, spelt with digits and written along the keyboard. A list alone would not do: of
the passwords that leaked most often hardly any has 15 characters.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from zxcvbn import zxcvbn

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 200
# Ten thousand million: out of reach by guessing at the door, and slow with argon2id.
_FEWEST_GUESSES = 10_000_000_000
# What is looked at: the estimate takes longer with each character, and these must suffice alone.
_LOOKED_AT = 40
_SHORTEST_WORD = 4
# Words that anybody would try first at this door, beside the council's name and the person's own.
_OF_THE_PLACE = ("short breaks", "shortbreaks", "portal", "council", "local offer", "staff")


class PasswordFault(StrEnum):
    """Why a password cannot be taken."""

    SHORT = "short"
    LONG = "long"
    ABOUT_YOU = "about_you"
    COMMON = "common"


def password_fault(password: str, about: Iterable[str]) -> PasswordFault | None:
    """Say why a password cannot be taken, None when it can; `about` is name, address and council."""
    if len(password) < SHORTEST_PASSWORD:
        return PasswordFault.SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordFault.LONG
    rest = _without(password, context_words(about))
    if rest != password.casefold() and _is_easy(rest):
        return PasswordFault.ABOUT_YOU
    return PasswordFault.COMMON if _is_easy(password) else None


def context_words(about: Iterable[str]) -> tuple[str, ...]:
    """Give the words, longest first, that say nothing secret here: those of the place and of the account."""
    return tuple(sorted({*_OF_THE_PLACE, *_words_in(about)}, key=lambda word: (-len(word), word)))


def _words_in(about: Iterable[str]) -> Iterator[str]:
    for text in about:
        whole = text.casefold().strip()
        yield from (part for part in (whole, *re.split(r"[\W_]+", whole)) if len(part) >= _SHORTEST_WORD)


def _without(password: str, words: Iterable[str]) -> str:
    rest = password.casefold()
    for word in words:
        rest = rest.replace(word, "")
    return rest


def _is_easy(text: str) -> bool:
    return not text or int(zxcvbn(text[:_LOOKED_AT])["guesses"]) < _FEWEST_GUESSES
