"""An age among what a family typed: "16 year old", "aged 9", "is 19", "I'm 15", "seven years old", "under 5s"."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.activities.search.analysis import Token

_OLDEST = 25
_OLDEST_IN_MONTHS = 59
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_MONTHS = frozenset({"month", "months", "mth", "mths"})
_YEARS = frozenset({"year", "years", "yr", "yrs", "yo", "y"})
_OLD = frozenset({"old", "olds"})
_AGED = frozenset({"age", "aged", "turning"})
_BEFORE = _AGED | {"is", "am", "im", "hes", "shes", "whos", "over"}
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
        if word in _NUMBERS:
            found = _in_letters(words, place)
        elif word[0].isdecimal():
            found = _in_digits(words, place)
        else:
            continue
        if found is not None:
            return found
    return None


def _in_letters(words: Sequence[str], place: int) -> SpokenAge | None:
    """Read "seven year old" and "aged seven", but not "is one of"."""
    is_aged = place > 0 and words[place - 1] in _AGED
    if not is_aged and not _YEARS.issuperset(words[place + 1 : place + 2] or [""]):
        return None
    return _said(words, place, _NUMBERS[words[place]], "")


def _in_digits(words: Sequence[str], place: int) -> SpokenAge | None:
    word = words[place]
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not (digits.isdecimal() and len(digits) <= 2):
        return None
    number = int(digits)
    if number <= _OLDEST_IN_MONTHS and not _MONTHS.isdisjoint(
        (word[len(digits) :], *words[place + 1 : place + 2])
    ):
        return _in_months(words, place, number)
    return _said(words, place, number, word[len(digits) :]) if number <= _OLDEST else None


def _in_months(words: Sequence[str], place: int, months: int) -> SpokenAge | None:
    """Read "18 months old"; months alone may be anything, such as how long somebody has waited."""
    end = place + 1 + (words[place + 1 : place + 2] != [] and words[place + 1] in _MONTHS)
    if _OLD.isdisjoint(words[end : end + 1]):
        return None
    return SpokenAge(months // 12, place, end + 1)


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
