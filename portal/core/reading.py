"""How hard a text is: sentences, words, syllables and the Flesch-Kincaid grade."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

import pyphen

# A sentence ends before a space; so "9.30" and "v.3.0" end none. A colon ends none: what follows belongs to it.
_END = re.compile(r"(?<=[.!?…])[”’)\"']*\s+|\n+")
_WORD = re.compile(r"\S*[^\W_]\S*")
_OUTSIDE = re.compile(r"^[^\w]+|[^\w]+$")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâäéèêëïîôöùûüáíóúąęó]+")
_SILENT = re.compile(r"[^aeiouyl]e$|[aeiouy]le$|[^aeioutdy]ed$|[^aeiouycgszxl]es$|[aeiouy]les$")
_HUSHED = re.compile(r"(?:sh|ch)es$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Give where each sentence starts and ends; what holds no word is none."""
    spans, start = [], 0
    for end in [*_END.finditer(text), None]:
        until = end.start() if end else len(text)
        if _WORD.search(text, start, until):
            lead = len(text[start:until]) - len(text[start:until].lstrip())
            spans.append((start + lead, until))
        start = end.end() if end else until
    return spans


def words(text: str) -> list[str]:
    """Give the words of a text; numbers, addresses and telephones count, for they are read too."""
    return [_OUTSIDE.sub("", word) for word in _WORD.findall(text)]


@cache
def _dictionaries() -> tuple[pyphen.Pyphen, ...]:
    return pyphen.Pyphen(lang="en_GB"), pyphen.Pyphen(lang="en_US")


@cache
def _in_one_word(word: str) -> int:
    # A dictionary leaves out places too near to a word's ends to be parted in print ("area", "people"), never more
    # than there are; so the most of what the dictionaries and the sounds say is nearest to the truth.
    parted = max(len(dictionary.positions(word)) + 1 for dictionary in _dictionaries())
    sounds = len(_VOWELS.findall(word))
    if sounds > 1 and _SILENT.search(word) and not _HUSHED.search(word):
        sounds -= 1
    return max(parted, sounds, 1)


def syllables(word: str) -> int:
    """Give how many syllables a word has; what is no word of letters, such as 2-1 or an address, counts as one."""
    plain = word.lower().replace("’s", "").replace("'s", "")
    if not _LETTERS.fullmatch(plain):
        return 1
    return (
        sum(_in_one_word(part) for part in re.split(r"[’'-]", plain) if len(part) > 1 or part in "aeio") or 1
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted in a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def average(self) -> float:
        """Give the words of a sentence, on average."""
        return self.words / max(1, self.sentences)

    @property
    def grade(self) -> float:
        """Give the Flesch-Kincaid grade; 6 is a reading age of about 11."""
        return 0.39 * self.average + 11.8 * self.syllables / max(1, self.words) - 15.59


def measure(texts: Iterable[str], easy: Collection[str] = ()) -> Measure:
    """Count texts, each of which ends a sentence; `easy` names everybody knows, in small letters, count as short."""
    all_words, sentences = [], 0
    for text in texts:
        sentences += len(sentence_spans(text))
        all_words += words(text)
    return Measure(
        words=len(all_words),
        sentences=sentences,
        syllables=sum(1 if word.lower() in easy else syllables(word) for word in all_words),
    )
