"""content/writing.yaml: how hard a text may be, how old, and which words to avoid."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from portal.infra.content_files import ContentModel, load_yaml
from portal.quality.rules.findings import Level
from portal.quality.rules.limits import Avoided, Limits, ReviewEvery, WritingRules, pattern_of

FILE = "writing.yaml"
_Words = Annotated[str, Field(min_length=1, max_length=80)]


class LimitsFile(ContentModel):
    """How hard a text may be."""

    grade: float = Field(gt=0, le=20)
    average_sentence: float = Field(gt=0, le=50)
    longest_sentence: int = Field(gt=0, le=100)
    easy_read_grade: float = Field(gt=0, le=20)
    easy_read_sentence: int = Field(gt=0, le=100)


class ReviewFile(ContentModel):
    """How old content may be."""

    pages_months: int = Field(ge=1, le=60)
    rules_months: int = Field(ge=1, le=60)
    listings_months: int = Field(ge=1, le=60)
    school_year_days: int = Field(ge=0, le=1000)
    soon_days: int = Field(ge=0, le=365)


class AvoidFile(ContentModel):
    """Words to avoid, what to say instead, and where they may stand."""

    avoid: tuple[_Words, ...] = Field(min_length=1)
    say: _Words
    but_not: tuple[_Words, ...] = ()
    level: Level = Level.ERROR


class ShortFormFile(ContentModel):
    """A short form and its words."""

    short: _Words
    long: _Words


class WritingFile(ContentModel):
    """The whole file."""

    limits: LimitsFile
    review: ReviewFile
    words: tuple[AvoidFile, ...]
    short_forms: tuple[ShortFormFile, ...]
    everyday: tuple[_Words, ...]
    names: tuple[_Words, ...]
    verbatim: tuple[_Words, ...]


def load(pack: Path) -> WritingRules:
    """Load the file; raises ContentError."""
    file = load_yaml(pack / FILE, WritingFile)
    return WritingRules(
        limits=Limits(**file.limits.model_dump()),
        review=ReviewEvery(**file.review.model_dump()),
        avoided=tuple(_avoided(entry) for entry in file.words),
        long_forms={entry.short: entry.long for entry in file.short_forms},
        everyday=frozenset(file.everyday),
        names=frozenset(word.lower() for name in file.names for word in name.split()),
        verbatim=file.verbatim,
    )


def _avoided(entry: AvoidFile) -> Avoided:
    pattern = pattern_of(entry.avoid)
    assert pattern is not None
    return Avoided(pattern, pattern_of(entry.but_not), entry.say, entry.level)
