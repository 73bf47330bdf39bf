"""Words of everyday English: who types one of them means it, even where no activity has it."""

from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("common_words.txt")


def is_common(word: str) -> bool:
    """Tell whether a word in small letters is one of everyday English, and so no misspelling."""
    return word in _common_words()


@cache
def _common_words() -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
