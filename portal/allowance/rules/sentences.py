"""How long the sentences of an answer are: families read them, some with a screen reader, most in a hurry."""

import re

LONGEST_SENTENCE = 25
_END = re.compile(r"(?<=[.!?:])\s+|\n+")


def longest_sentence(text: str) -> int:
    """Give how many words the longest sentence has."""
    return max((len(sentence.split()) for sentence in _END.split(text)), default=0)
