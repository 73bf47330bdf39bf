"""How words become terms: small letters, no accents, no stop words, and stems ("swimming" is "swim")."""

import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

with warnings.catch_warnings():
    # The release of 2016 has invalid escapes in its strings, which newer Pythons report at each compilation.
    warnings.simplefilter("ignore")
    from whoosh import analysis
    from whoosh.support.charset import accent_map

LONGEST_WORD = 60

_surface: Any = (
    analysis.RegexTokenizer(r"\w+") | analysis.LowercaseFilter() | analysis.CharsetFilter(accent_map)
)
# Whoosh's LanguageAnalyzer("en") with accents folded; its default StemmingAnalyzer does not bring "swim" to
# "swimming". Single letters stay, so that "1:1" can be found.
_stemming: Any = _surface | analysis.StopFilter(lang="en", minsize=1) | analysis.StemFilter(lang="en")


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it was typed, as it is compared, and as it stands in the index (None for a stop word)."""

    typed: str
    folded: str
    stem: str | None

    @property
    def key(self) -> str:
        """Give what phrases are compared by: the stem, or the stop word itself."""
        return self.stem or self.folded


def index_analyzer() -> Any:
    """Give the analyzer of the index's fields."""
    return _stemming


def composed(text: str) -> str:
    """Give text with each accent in its letter, so that a word is never cut at one."""
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> tuple[Token, ...]:
    """Give the words of a text in order; words that are too long to be words are cut."""
    whole = composed(text)
    folded = _surface(whole, chars=True)
    # Whoosh hands out one token object again and again, so each is read before the next.
    seen = [(whole[token.startchar : token.endchar], token.text[:LONGEST_WORD]) for token in folded]
    return tuple(Token(typed, word, _stem(word)) for typed, word in seen)


def folded_words(text: str) -> Iterator[str]:
    """Give the words of a text in small letters without accents, not stemmed."""
    for token in _surface(composed(text)):
        yield token.text


def folded(text: str) -> str:
    """Give a name as words in small letters, so that two ways to write it are equal."""
    return " ".join(folded_words(text))


def _stem(word: str) -> str | None:
    for token in _stemming(word):
        stem: str = token.text
        return stem
    return None
