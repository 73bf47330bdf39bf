"""How a word sounds, roughly: people who spell by ear write other letters for the same sounds."""

import re
from functools import lru_cache

# In this order; what comes later sees what came before.
_AS_HEARD = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"^(?:kn|gn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"sch"), "sk"),
    (re.compile(r"ck|ch"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"[cq]"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z"), "s"),
    (re.compile(r"gh"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SILENT = re.compile(r"[aeiouyhw]")
_VOWELS = "aeiou"
# Distinct words whose sounds are kept: a large directory has about 30,000.
_SOUNDS_KEPT = 50_000


@lru_cache(maxsize=_SOUNDS_KEPT)
def sound_of(word: str) -> str:
    """Give the consonants of a folded word as they are heard; a vowel counts only at the start."""
    for pattern, heard in _AS_HEARD:
        word = pattern.sub(heard, word)
    start = "a" if word[:1] in _VOWELS else ""
    return start + _SILENT.sub("", word)
