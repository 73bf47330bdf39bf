"""An age among what a family typed: "16 year old", "aged 9", "is 19", "under 5s"."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.activities.search.analysis import Token

_OLDEST = 25
_YEARS = frozenset({"year", "years", "yr", "yrs", "yo", "y"})
_OLD = frozenset({"old", "olds"})
_BEFORE = frozenset({"is", "age", "aged", "turning", "over"})
_BELOW = "under"
_NO_AGES = frozenset({"mile", "miles", "minute", "minutes", "hour", "hours", "pound", "pounds", "people"})


@dataclass(frozen=True, slots=True)
class SpokenAge:
    """An age in years, and the places from `start` to before `end` of the words that say it."""

    years: int
    start: int
    end: int


def spoken_age(typed: Sequence[Token]) -> SpokenAge | None:
    """Give the first age that words say; a number alone may be anything, so it is none."""
    words = [token.folded for token in typed]
    for place, word in enumerate(words):
        if not word[0].isdecimal():
            continue
        digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
        if not (digits.isdecimal() and len(digits) <= 2 and int(digits) <= _OLDEST):
            continue
        found = _said(words, place, int(digits), word[len(digits) :])
        if found is not None:
            return found
    return None


def _said(words: Sequence[str], place: int, years: int, ending: str) -> SpokenAge | None:
    before = words[place - 1] if place else ""
    is_said_before = before in _BEFORE or before == _BELOW
    start, end = place - is_said_before, place + 1
    is_said_after = ending in _YEARS
    if not ending and end < len(words) and words[end] in _YEARS:
        is_said_after = True
        end += 1
    if is_said_after and end < len(words) and words[end] in _OLD:
        end += 1
    is_number = is_said_before and ending in {"", "s"} and _NO_AGES.isdisjoint(words[end : end + 1])
    if not (is_said_after or is_number):
        return None
    return SpokenAge(max(0, years - (before == _BELOW)), start, end)
