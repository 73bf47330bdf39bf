"""Cleaning what people type: odd characters go, words and emoji stay."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Literal

from babel.dates import get_month_names

# Marks that turn the direction of what follows: another screen would show other words than were typed.
_DIRECTION_MARKS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
# Whatever people put between digits, or paste along unseen; letters stay, because they say something.
_PHONE_SIGNS = re.compile(r"[^\w+]+|_+")
# 10 or 11 digits with the leading 0, mobiles always 11: the shape of every number of the United Kingdom.
_UK_PHONE = re.compile(r"07[0-9]{9}|0[1235689][0-9]{8,9}")
_LONGEST_NUMBER = 9
# Languages in which the name of a month is understood, whatever the language of the page.
_MONTHS_IN = ("en", "en_GB", "pl")
_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
# Of the stream-safe text format (Unicode Standard Annex 15): no language puts more marks on one letter.
_MOST_MARKS = 30
# Every combining mark stands at U+0300 or after, so most texts have no such run and are not looked at closely.
_MAYBE_MARKS = re.compile(rf"[^\x00-\u02ff]{{{_MOST_MARKS + 1},}}")


def clean_text(text: str, *, keep_lines: bool) -> str:
    """Give typed text without control characters, in one Unicode form, without space at its ends."""
    if text.isascii() and text.isprintable():
        # One line of plain letters, as nearly all answers are, has nothing else to clean.
        return " ".join(text.split())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cleaned = [" ".join(_visible(line).split()) for line in lines]
    joined = ("\n" if keep_lines else " ").join(cleaned)
    return one_form(joined.strip())


def one_form(text: str) -> str:
    """Give text in one Unicode form (NFC), with at most 30 combining marks in a row.

    Normalising sorts the marks of a letter, which takes the square of their number: seconds for some thousands.
    """
    return unicodedata.normalize("NFC", _MAYBE_MARKS.sub(_with_few_marks, text))


def is_mark(sign: str) -> bool:
    """Tell whether a character is a mark that joins the one before it; some marks do so only when taken apart."""
    return unicodedata.combining(unicodedata.normalize("NFD", sign)[0]) != 0


def _with_few_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for sign in run[0]:
        marks = marks + 1 if is_mark(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def as_typed(text: str) -> str:
    """Give text as it was typed, without the characters that no page can show again."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\t\n\r" or not _is_unshowable(sign))


def _visible(line: str) -> str:
    """Turn control characters into spaces and leave out what cannot be stored or shown."""
    # Most lines have nothing odd in them; looking at each sign of 100,000 takes a fifth of a second, each time.
    if line.isprintable():
        return line
    return "".join(
        " " if unicodedata.category(sign) == "Cc" else sign
        for sign in line
        if unicodedata.category(sign) == "Cc" or not (_is_unshowable(sign) or sign in _DIRECTION_MARKS)
    )


def _is_unshowable(sign: str) -> bool:
    """Tell whether HTML has no place for a character: controls, half signs and the codes that mean nothing."""
    number = ord(sign)
    is_nothing = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    return is_nothing or unicodedata.category(sign) in {"Cc", "Cs"}


def latin_digits(text: str) -> str:
    """Turn the digits of any script into 0 to 9, for people who type in Urdu or Arabic."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def whole_number(text: str) -> int | None:
    """Read a whole number; None when it is not one or is longer than any that we ask for."""
    digits = latin_digits(clean_text(text, keep_lines=False)).replace("−", "-")
    unsigned = digits.removeprefix("-").removeprefix("+")
    if not unsigned.isascii() or not unsigned.isdigit() or len(unsigned) > _LONGEST_NUMBER:
        return None
    return -int(unsigned) if digits.startswith("-") else int(unsigned)


def month_number(text: str) -> int | None:
    """Read a month, as a number or by its name ("feb", "lutego"); None when it is neither."""
    name = clean_text(text, keep_lines=False).casefold().rstrip(".")
    return _months().get(name) or whole_number(name)


@cache
def _months() -> Mapping[str, int]:
    named = (
        get_month_names(width, context, language)
        for language in _MONTHS_IN
        for width in _WIDTHS
        for context in _CONTEXTS
    )
    return {name.casefold().rstrip("."): number for names in named for number, name in names.items()}


def uk_phone(text: str) -> str | None:
    """Read a number of the United Kingdom and give it as "01632 960123"; None when it is not one."""
    signs = _PHONE_SIGNS.sub("", latin_digits(clean_text(text[:60], keep_lines=False)))
    # No number of the country begins with 44, so whoever leaves out the plus means the same.
    for prefix in ("+440", "00440", "440", "+44", "0044", "44"):
        if signs.startswith(prefix):
            signs = "0" + signs.removeprefix(prefix)
            break
    if not _UK_PHONE.fullmatch(signs):
        return None
    area = 4 if signs.startswith("08") else 5
    return f"{signs[:area]} {signs[area:]}"


def is_mobile(number: str) -> bool:
    """Tell whether text messages arrive at a number that `uk_phone` gave."""
    return number.startswith("07")
