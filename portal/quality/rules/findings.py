"""What a check finds: where it stands, what is wrong and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby


class Level(StrEnum):
    """How bad it is; only an error stops a release."""

    ERROR = "error"
    WARNING = "warning"


class Check(StrEnum):
    """What was looked at."""

    SCHEMA = "schema"
    LINK = "link"
    UNUSED = "unused"
    LANGUAGE = "language"
    REVIEW = "review"
    READING_AGE = "reading_age"
    SENTENCE = "sentence"
    WORD = "word"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; `file` is its path inside the pack, `line` counts from 1."""

    file: str
    line: int
    level: Level
    check: Check
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Review:
    """When a file was last reviewed and when that is due again."""

    file: str
    line: int
    reviewed: date | None
    due: date


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found in a pack, in the order of its files and lines."""

    findings: tuple[Finding, ...]
    reviews: tuple[Review, ...]
    files: int

    @property
    def errors(self) -> int:
        """Count what must be mended."""
        return sum(finding.level is Level.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Count what an editor should look at."""
        return len(self.findings) - self.errors

    @property
    def by_file(self) -> Mapping[str, tuple[Finding, ...]]:
        """Give the findings of each file that has any."""
        return {
            file: tuple(found) for file, found in groupby(self.findings, key=lambda finding: finding.file)
        }

    @property
    def by_check(self) -> Mapping[Check, tuple[int, int]]:
        """Give how many errors and warnings each check found, those without any included."""
        return {
            check: (
                sum(found.check is check and found.level is Level.ERROR for found in self.findings),
                sum(found.check is check and found.level is Level.WARNING for found in self.findings),
            )
            for check in Check
        }


def error(file: str, line: int, check: Check, what: str, remedy: str) -> Finding:
    """Give a finding that must be mended."""
    return Finding(file, line, Level.ERROR, check, what, remedy)


def warning(file: str, line: int, check: Check, what: str, remedy: str) -> Finding:
    """Give a finding that an editor should look at."""
    return Finding(file, line, Level.WARNING, check, what, remedy)


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Sort findings by file and line, without those that say the same twice."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda found: (found.file, found.line, found.check)))
