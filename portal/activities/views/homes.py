"""Full postcodes inside what a family typed: each is some fifteen homes, so none may stand in an address."""

import re
from collections.abc import Iterable
from itertools import groupby

from portal.core.places import plain_signs, sector_of

# Whatever people put between the parts, and what comes unseen with a pasted text.
_GAP = r"[\W_]*+"
# In quotes stands what is searched for as it is.
_QUOTES = frozenset('"“”„«»')
_BETWEEN = re.compile(r"[\W_]+")
# The areas of Royal Mail, and that of the forces.
_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML "
    "N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY "
    "TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
# Letters after a number that are no end of a postcode: a time; and, where there is no such area, a count or a measure.
_TIME, _COUNT = "[ap]m(?![a-z])", "(?:st|nd|rd|th|hr|yr|km)(?![a-z])"
# The letters that are in use at the end, so that "11 to 18 at 6 pm" stays words.
_LAST = "[ABD-HJLNP-UW-Z]"


def _areas(gap: str) -> str:
    """Give a pattern of all areas; those with the same first letter share it."""
    patterns = []
    for first, group in groupby(_AREAS.split(), key=lambda area: area[0]):
        areas = tuple(group)
        seconds = "".join(area[1:] for area in areas)
        patterns.append(f"{first}(?:{gap}[{seconds}]){'?' if first in areas else ''}")
    return f"(?:{'|'.join(patterns)})"


# Most texts lack the end of a postcode, which is quickly looked for.
_END = re.compile(rf"[0-9]{_GAP}[A-Z]{_GAP}[A-Z](?![A-Z])", re.IGNORECASE)
# A home with a mistyped letter is as near to a home, so that any letters count.
_WRITTEN = re.compile(
    rf"(?<![A-Z])(?:{_areas('')}[0-9][0-9A-Z]?{_GAP}[0-9]|[A-Z]{{1,2}}[0-9][0-9A-Z]?{_GAP}[0-9](?!{_COUNT}))"
    rf"(?!{_TIME})[A-Z]{{2}}(?![A-Z])",
    re.IGNORECASE,
)
# Areas that are also words, with numbers and a word after them: "so 8-4 at school", "a child's 3-4 hr a week".
_IN_WORDS = r"(?:so|me|i\W?m|(?<=['’])s|w|pa|sw)\b[\d\W_]*[\W_](?-i:an|as|at|be|by|he|hr|up|us|we|yr)\b"
# "HR 6 8 NW". Numbers that stand together stay together, so that "me 8, 10 at home" and "so 8:30 at" stay words.
_TAKEN_APART = re.compile(
    rf"(?<![A-Z0-9])(?!{_IN_WORDS}){_areas(_GAP)}{_GAP}"
    rf"[0-9](?:[0-9A-Z]|[\W_]++[0-9A-Z](?=[\W_]))?{_GAP}[0-9]{_GAP}{_LAST}{_GAP}{_LAST}(?![A-Z0-9])",
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
    plain = plain_signs(text)
    if _END.search(plain) is None:
        return None
    found = _WRITTEN.search(plain) or _TAKEN_APART.search(plain)
    if found is None:
        return None
    signs = _BETWEEN.sub("", found[0]).upper()
    return f"{signs[:-3]} {signs[-3:]}", *_with_brackets(text, found.start(), found.end())


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span with the signs that stand close around it, which would be words without meaning when left."""
    while start > 0 and _is_close(text[start - 1]):
        start -= 1
    while end < len(text) and _is_close(text[end]):
        end += 1
    return start, end


def _is_close(sign: str) -> bool:
    return not (sign.isalnum() or sign.isspace() or sign in _QUOTES)


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
