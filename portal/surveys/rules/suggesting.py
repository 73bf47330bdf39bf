"""Which themes a comment may be about, by words that stand in it: a hint to a person, and never more.

Whole words are compared, without accents, case and common English endings; nothing is weighed and no feeling is
guessed. "Not enough fun" suggests the theme of fun like "such fun": that is why a person decides.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from portal.surveys.rules.themes import Theme

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ings", "ing", "ed", "es", "s", "e")
_SHORTEST_STEM = 3
_Y = "y"


def suggested(text: str, themes: Sequence[Theme]) -> Mapping[str, tuple[str, ...]]:
    """Give for each theme the words of the code book that stand in the text; themes without one are left out.

    Of words that differ in their endings only, the first is given.
    """
    written = _stems(text)
    found = {theme.code: tuple(_words_in(written, theme)) for theme in themes}
    return {code: words for code, words in found.items() if words}


def stem(word: str) -> str:
    """Cut one common ending off a plain word, so that "walks" and "walking" are "walk"; short words stay."""
    if word.endswith("ies") and len(word) > _SHORTEST_STEM + 1:
        return word[:-3] + _Y
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM:
            return _single(rest) if ending in {"ings", "ing", "ed"} else rest
    return word


def _single(rest: str) -> str:
    """Undo the doubled letter of "swimming"; "ll" and "ss" belong to the word more often than not."""
    is_doubled = len(rest) > _SHORTEST_STEM and rest[-1] == rest[-2] and rest[-1] not in "ls"
    return rest[:-1] if is_doubled else rest


def _stems(text: str) -> list[str]:
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )
    return [stem(word) for word in _WORD.findall(plain)]


def _words_in(written: Sequence[str], theme: Theme) -> Iterator[str]:
    by_stems: dict[tuple[str, ...], str] = {}
    for word in theme.words:
        by_stems.setdefault(tuple(_stems(word)), word)
    for wanted, word in by_stems.items():
        if wanted and wanted in _runs(written, len(wanted)):
            yield word


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])
