"""How hard a text is to read: words, sentences and the Flesch-Kincaid grade."""

import re
from collections.abc import Sequence
from functools import cache

import pyphen

# Where a full stop ends no sentence.
_NOT_AN_END = re.compile(r"(\d)\.(\d)|\b(e\.g|i\.e)\.")
_WORD = re.compile(r"[A-Za-zÀ-ž’]+")


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


def sentences(text: str) -> list[str]:
    """Give the sentences of a text; each line is at least one, because headings and list items have no full stop."""
    found = []
    for line in text.splitlines():
        parts = re.split(r"(?<=[.!?:])[”’)]?\s+", _NOT_AN_END.sub(r"\1\2", line))
        found.extend(part for part in parts if _WORD.search(part))
    return found


def words(text: str) -> list[str]:
    """Give the words of a text; numbers are left out, as they have no syllables to count."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Give how many syllables a word has, by the places where it may be parted."""
    return len(_hyphens().positions(word.lower())) + 1


def grade(text: str) -> float:
    """Give the Flesch-Kincaid grade: 6 is a reading age of about 11."""
    all_words = words(text)
    per_sentence = len(all_words) / max(1, len(sentences(text)))
    per_word = sum(map(syllables, all_words)) / max(1, len(all_words))
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def longest(text: str) -> Sequence[str]:
    """Give the words of the longest sentence."""
    return max((words(sentence) for sentence in sentences(text)), key=len, default=[])
