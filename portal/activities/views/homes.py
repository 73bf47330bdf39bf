"""Full postcodes inside what a family typed: each is some fifteen homes, so none may stand in an address."""

import re
from collections.abc import Iterable

from portal.core.places import parse_postcode, sector_of

# Most texts lack one of them, and then hold no postcode either.
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
# Signs that people put between the parts: spaces, hyphens and dashes, dots, and what comes with a pasted text.
_GAP = r"[\s.,_/+\u200b\u2010-\u2015-]*"
_WRITTEN = re.compile(
    rf"(?<![A-Z])([A-Z]{{1,2}}[0-9][0-9A-Z]?){_GAP}([0-9])([A-Z]{{2}})(?![A-Z])", re.IGNORECASE
)
# The areas of Royal Mail.
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|"
    "FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|"
    "NE|NG|NN|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|"
    "TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE"
)
# "HR 6 8 NW". Only with letters that are in use at that place, so that "11 to 18 at 6 pm" stays words.
_LAST = "([ABD-HJLNP-UW-Z])"
_TAKEN_APART = re.compile(
    rf"(?<![A-Z0-9])({_AREAS}){_GAP}([0-9])(?:{_GAP}([0-9A-Z]))?{_GAP}([0-9]){_GAP}{_LAST}{_GAP}{_LAST}(?![A-Z0-9])",
    re.IGNORECASE,
)


def home_in(text: str) -> str | None:
    """Give the first full postcode in a text as "AB1 2CD", or None."""
    found = _first(text)
    return found[0] if found else None


def has_home(texts: Iterable[str]) -> bool:
    """Tell whether a full postcode stands in any of these texts."""
    return any(home_in(text) is not None for text in texts)


def sectors_for_homes(text: str) -> str:
    """Give a text with the sector, "AB1 2", in the place of each full postcode."""
    while found := _first(text):
        postcode, start, end = found
        text = _joined(text[:start], sector_of(postcode), text[end:])
    return text


def without_homes(text: str) -> str:
    """Give a text with nothing in the place of each full postcode."""
    while found := _first(text):
        _, start, end = found
        text = _joined(text[:start], text[end:])
    return text


def _first(text: str) -> tuple[str, int, int] | None:
    """Give the first full postcode, and where it starts and ends."""
    if _DIGIT.search(text) is None or _LETTER.search(text) is None:
        return None
    whole = parse_postcode(text)
    if whole is not None:
        return whole, 0, len(text)
    found = _WRITTEN.search(text) or _TAKEN_APART.search(text)
    if found is None:
        return None
    signs = "".join(found.groups("")).upper()
    return f"{signs[:-3]} {signs[-3:]}", found.start(), found.end()


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
