"""Where the words of a search stand in a text, so that a family sees why something was found."""

import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_LONGEST = 160
_SHORT = 3


def stands_in(text: str, stems: Sequence[str]) -> bool:
    """Tell whether a word with any of these stems stands in a text."""
    return _pattern(tuple(stems)).search(text) is not None


def hit_in_context(text: str, stems: Sequence[str]) -> Markup | None:
    """Give the sentence in which most of the words stand, with the words marked; None when none does."""
    pattern = _pattern(tuple(stems))
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text)]
    found = max(sentences, key=lambda sentence: len(set(pattern.findall(sentence.lower()))), default="")
    first = pattern.search(found)
    if first is None:
        return None
    return _marked(_around(found, first.start()), pattern)


def _around(sentence: str, place: int) -> str:
    """Cut a long sentence to what stands around a place in it, at whole words."""
    if len(sentence) <= _LONGEST:
        return sentence
    start = max(0, place - _LONGEST // 3)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = sentence.rfind(" ", start, start + _LONGEST) if start + _LONGEST < len(sentence) else len(sentence)
    before, after = "…" if start else "", "…" if end < len(sentence) else ""
    return f"{before}{sentence[start:end]}{after}"


def _marked(text: str, pattern: re.Pattern[str]) -> Markup:
    """Mark each hit; everything else is escaped."""
    marked, place = Markup(), 0
    for match in pattern.finditer(text):
        marked += escape(text[place : match.start()]) + Markup("<mark>") + match[0] + Markup("</mark>")
        place = match.end()
    return marked + escape(text[place:])


@lru_cache(maxsize=500)
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    """Give what finds words by their stems: "ride" finds "riding", a short stem only itself."""
    ways = [
        rf"{re.escape(stem[:-1] if stem.endswith(('e', 'i')) else stem)}\w{{0,5}}"
        if len(stem) > _SHORT
        else re.escape(stem)
        for stem in sorted(stems, key=len, reverse=True)
    ]
    return re.compile(rf"\b(?:{'|'.join(ways)})\b" if ways else r"(?!)", re.IGNORECASE)
