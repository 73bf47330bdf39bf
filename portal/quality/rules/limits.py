"""The rules of writing of a council, as plain values (content/writing.yaml)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.quality.rules.findings import Level


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard a text may be, and how old."""

    grade: float = 6
    average_sentence: float = 15
    longest_sentence: int = 25
    easy_read_grade: float = 4
    easy_read_sentence: int = 15


@dataclass(frozen=True, slots=True)
class ReviewEvery:
    """After how long a file must be looked at again, and how long before that editors are reminded."""

    pages_months: int = 12
    rules_months: int = 15
    listings_months: int = 12
    school_year_days: int = 180
    soon_days: int = 30


@dataclass(frozen=True, slots=True)
class Avoided:
    """Words that hurt or puzzle, and what to say instead."""

    pattern: re.Pattern[str]
    exceptions: re.Pattern[str] | None
    say: str
    level: Level = Level.ERROR

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Give each place where they stand, outside of the exceptions."""
        allowed = [match.span() for match in self.exceptions.finditer(text)] if self.exceptions else []
        for match in self.pattern.finditer(text):
            if not any(start <= match.start() < end for start, end in allowed):
                yield match


@dataclass(frozen=True, slots=True)
class WritingRules:
    """Everything that a text is held to."""

    limits: Limits = Limits()
    review: ReviewEvery = ReviewEvery()
    avoided: tuple[Avoided, ...] = ()
    # Short forms with their long form, for the remedy; short forms that everybody knows; names that count as easy.
    long_forms: Mapping[str, str] = field(default_factory=dict)
    everyday: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    # What stands in sentences that a law or a licence sets word for word; nobody may make them easier.
    verbatim: tuple[str, ...] = ()


def pattern_of(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """Give what finds phrases as whole words in any case; a * stands for the rest of a word."""
    return re.compile("|".join(map(_one, phrases)), re.IGNORECASE) if phrases else None


def _one(phrase: str) -> str:
    words = (re.escape(word).replace("’", "[’']").replace(r"\*", r"[\w’']*") for word in phrase.split())
    joined = r"\s+".join(words)
    return rf"(?<!\w){joined}(?!\w)"
