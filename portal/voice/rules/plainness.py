"""How easy words are to read: grade, words over the limit, long sentences. It tells, and stops nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.core.reading import measure, sentence_spans, words

MOST_WORDS = 80
HARDEST_GRADE = 6.0
LONGEST_SENTENCE = 25


@dataclass(frozen=True, slots=True)
class Length:
    """The words of one part, and how many of them are over the limit."""

    name: str
    words: int

    @property
    def over(self) -> int:
        """Give how many words are too many."""
        return max(0, self.words - MOST_WORDS)


@dataclass(frozen=True, slots=True)
class Plainness:
    """How easy something is to read; a grade of 6 is a reading age of about 11."""

    grade: float
    lengths: tuple[Length, ...]
    long_sentences: tuple[str, ...]

    @property
    def is_hard(self) -> bool:
        """Tell whether the words are harder than they should be."""
        return self.grade > HARDEST_GRADE


def plainness_of(texts: Mapping[str, str]) -> Plainness:
    """Measure the parts of a text by their names; a part without words is left out."""
    said = {name: text for name, text in texts.items() if text}
    sentences = [text[start:end] for text in said.values() for start, end in sentence_spans(text)]
    return Plainness(
        grade=max(0.0, measure(said.values()).grade),
        lengths=tuple(Length(name, len(words(text))) for name, text in said.items()),
        long_sentences=tuple(one for one in sentences if len(words(one)) > LONGEST_SENTENCE),
    )
