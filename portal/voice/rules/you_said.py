"""What “You said, we did” says, in which languages, and when families have waited too long for the next."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from portal.core.errors import PortalError

_PARTS = ("asked", "said", "did", "why")
_MARK = "of"


class Status(StrEnum):
    """What came of it; what cannot be done needs a reason."""

    DONE = "done"
    STARTED = "started"
    CANNOT = "cannot"


class State(StrEnum):
    """Whether families can read it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ChangedMeanwhileError(PortalError):
    """A colleague has saved another version since this one was opened."""


class NotConfirmedError(PortalError):
    """Something that may point to a person was not confirmed as safe: nothing is published."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was asked, what families said and what the council did, or why it cannot."""

    asked: str
    said: str
    did: str
    why: str = ""

    @property
    def mark(self) -> str:
        """Give the mark of exactly these words: a translation of others is none."""
        return hashlib.sha256("\n".join((self.asked, self.said, self.did, self.why)).encode()).hexdigest()[
            :16
        ]

    def texts(self) -> tuple[str, ...]:
        """Give the parts that say something."""
        return tuple(text for text in (self.asked, self.said, self.did, self.why) if text)


@dataclass(frozen=True, slots=True)
class ThemeRef:
    """A theme of the code book, named by audience, group and code; voice knows no table of surveys."""

    audience: str
    group: str
    code: str

    @property
    def value(self) -> str:
        """Give it as the value of a choice."""
        return f"{self.audience}/{self.group}/{self.code}"

    @classmethod
    def parse(cls, value: str) -> "ThemeRef | None":
        """Read the value of a choice."""
        parts = value.split("/")
        return cls(*parts) if len(parts) == len(("audience", "group", "code")) and all(parts) else None


@dataclass(frozen=True, slots=True)
class Said:
    """One version: English words, translations, and what is to be done by whom until when.

    `translations` holds by language the parts, and under "of" the mark of the English words they translate.
    """

    words: Words
    status: Status
    owner: str
    due_on: date | None = None
    theme: ThemeRef | None = None
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_language(self, language: str) -> Words | None:
        """Give the words of another language; None where they are missing or translate older English words."""
        held = self.translations.get(language)
        if held is None or held.get(_MARK) != self.words.mark:
            return None
        return words_from(held)

    def with_translations(self, translations: Mapping[str, Mapping[str, str]]) -> "Said":
        """Give the same with other translations."""
        return replace(self, translations=translations)

    def is_stale(self, language: str) -> bool:
        """Tell whether there are words of a language that translate older English words."""
        return language in self.translations and self.in_language(language) is None

    def texts(self) -> tuple[str, ...]:
        """Give everything that would be published."""
        others = [words for code in self.translations if (words := self.in_language(code))]
        return (*self.words.texts(), self.owner, *(text for words in others for text in words.texts()))

    def quoted(self) -> tuple[str, ...]:
        """Give where the words of families may stand in quotation marks."""
        others = [words.said for code in self.translations if (words := self.in_language(code))]
        return (self.words.said, *others)


@dataclass(frozen=True, slots=True)
class Version:
    """One version with who made it and when."""

    number: int
    said: Said
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One item as editors see it; `published` is the number of the version that everybody reads."""

    id: int
    state: State
    newest: Version
    published: int | None
    published_on: date | None

    @property
    def has_changes(self) -> bool:
        """Tell whether the newest version is not the one that everybody reads."""
        return self.state is State.PUBLISHED and self.newest.number != self.published


@dataclass(frozen=True, slots=True)
class Published:
    """One item as everybody reads it; `days` are when it was published and then changed, the oldest first."""

    id: int
    said: Said
    days: Sequence[date]


def words_from(held: Mapping[str, str]) -> Words:
    """Read the words of a language."""
    return Words(*(held.get(part, "") for part in _PARTS))


def translation_of(english: Words, words: Words) -> dict[str, str]:
    """Give the words of a language as they are kept, with the mark of what they translate."""
    said = zip(_PARTS, (words.asked, words.said, words.did, words.why), strict=True)
    return {**dict(said), _MARK: english.mark}


def a_year_later(day: date) -> date:
    """Give the same day of the next year; 29 February gives 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def is_overdue(last_published: date | None, today: date) -> bool:
    """Tell whether nothing was published for a year; regulation 56 asks for comments and response once a year."""
    return last_published is not None and today > a_year_later(last_published)


def is_reminder_due(last_published: date | None, last_reminded: date | None, today: date) -> bool:
    """Tell whether editors are to be reminded: once when a year has passed, and once in each year after that.

    Where nothing was ever published there is no day from which a year could be counted; the banner says so.
    """
    if last_published is None or not is_overdue(last_published, today):
        return False
    return last_reminded is None or last_reminded <= last_published or today > a_year_later(last_reminded)
