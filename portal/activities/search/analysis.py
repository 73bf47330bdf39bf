"""How words become terms: small letters, no accents, no stop words, and stems ("swimming" is "swim")."""

import re
import unicodedata
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

with warnings.catch_warnings():
    # The release of 2016 has invalid escapes in its strings, which newer Pythons report at each compilation.
    warnings.simplefilter("ignore")
    from whoosh import analysis
    from whoosh.support.charset import accent_map

LONGEST_WORD = 60
# Distinct words whose stems are kept: a large directory has about 30,000.
_STEMS_KEPT = 50_000
_WORD = re.compile(r"\w+")
_APOSTROPHES = "'’‘`´ʼ"
_HAS_ONE = frozenset(_APOSTROPHES)
# "Down's" is "Downs" and "don't" is "dont", as many write them; "we'll" is "we".
_JOINED = re.compile(rf"(?<=\w)[{_APOSTROPHES}](?=[smt]\b)", re.IGNORECASE)
_LEFT_OUT = re.compile(rf"(?<=\w)[{_APOSTROPHES}](?:ll|ve|re|d)\b", re.IGNORECASE)

# Whoosh's LanguageAnalyzer("en") with single letters kept, so that "1:1" can be found; its default
# StemmingAnalyzer does not bring "swim" to "swimming".
_stemming: Any = (
    analysis.RegexTokenizer(r"\w+")
    | analysis.LowercaseFilter()
    | analysis.StopFilter(lang="en", minsize=1)
    | analysis.StemFilter(lang="en")
)


class Token(NamedTuple):
    """One word as it was typed, as it is compared, and as it stands in the index (None for a stop word)."""

    typed: str
    folded: str
    stem: str | None

    @property
    def key(self) -> str:
        """Give what phrases are compared by: the stem, or the stop word itself."""
        return self.stem or self.folded


def index_analyzer() -> Any:
    """Give the analyzer of the index's fields, which get stems with spaces between."""
    return analysis.SpaceSeparatedTokenizer()


def stems_with_spaces(words: Iterable[str]) -> str:
    """Give the stems of folded words as the index takes them; each word is stemmed once, not each time."""
    return " ".join(filter(None, map(_stem, words)))


def tokens(text: str) -> tuple[Token, ...]:
    """Give the words of a text in order; words that are too long to be words are cut."""
    typed = _WORD.findall(
        _without_apostrophes(text if text.isascii() else unicodedata.normalize("NFC", text))
    )
    return tuple([Token(word, short := folded_word(word), _stem(short)) for word in typed])


def folded_word(word: str) -> str:
    """Give a word in small letters without accents."""
    plain = word.lower()
    return (plain if plain.isascii() else plain.translate(accent_map))[:LONGEST_WORD]


def folded_words(text: str) -> list[str]:
    """Give the words of a text in small letters without accents, not stemmed.

    Accents are brought into their letters first, so that a word is never cut at one.
    """
    plain = text.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", text).lower().translate(accent_map)
    return [word[:LONGEST_WORD] for word in _WORD.findall(_without_apostrophes(plain))]


def _without_apostrophes(text: str) -> str:
    """Give a text in which words with an apostrophe in them are one word."""
    if _HAS_ONE.isdisjoint(text):
        return text
    return _LEFT_OUT.sub("", _JOINED.sub("", text))


def folded(text: str) -> str:
    """Give a name as words in small letters, so that two ways to write it are equal."""
    return " ".join(folded_words(text))


@lru_cache(maxsize=_STEMS_KEPT)
def _stem(word: str) -> str | None:
    for token in _stemming(word):
        stem: str = token.text
        return stem
    return None
