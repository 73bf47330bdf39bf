"""Loading content/allowance: one file for each financial year."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.allowance.rules.allowed import AllowanceRule, AllowanceRules, Allowed, Group, YearRules
from portal.allowance.rules.questions import ITEM_CODE
from portal.allowance.rules.years import FinancialYear
from portal.infra.content_files import ContentError, ContentModel, load_yaml

_FOLDER = "allowance"
_Code = Annotated[str, Field(pattern=f"^{ITEM_CODE.pattern}$")]
_Words = Annotated[str, Field(min_length=1)]


class _Text(ContentModel):
    text: _Words


class _Texts(ContentModel):
    texts: tuple[_Words, ...] = Field(min_length=1)


class _GroupFile(ContentModel):
    code: _Code
    title: _Words


class _ItemFile(ContentModel):
    code: _Code
    group: _Code
    allowed: Allowed
    label: _Words
    reason: _Words
    words: tuple[_Words, ...] = ()


class _YearFile(ContentModel):
    """One file: the rules of one year, or a note that they are not decided."""

    year: str
    valid_from: date
    decided: bool
    reviewed: date
    source: _Text
    # What families are promised who ask.
    answer_working_days: int = Field(gt=0)
    note: _Text | None = None
    in_short: _Texts | None = None
    groups: tuple[_GroupFile, ...] = ()
    items: tuple[_ItemFile, ...] = ()
    small_words: tuple[_Words, ...] = ()

    @model_validator(mode="after")
    def check_whole(self) -> Self:
        """Refuse a year that is half decided, and items that no family could find."""
        if self.decided is not bool(self.items and self.groups and self.in_short):
            raise ValueError(
                "a decided year has in_short, groups and items, one that is not has none of them"
            )
        if not self.decided and self.note is None:
            raise ValueError(
                "a year that is not decided needs a note: when it will be, and what to do until then"
            )
        for fault in self._faults():
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        yield from (f"two groups have the code {code}" for code in _twice([one.code for one in self.groups]))
        yield from (f"two items have the code {code}" for code in _twice([one.code for one in self.items]))
        yield from (f"two items are called {label}" for label in _twice([one.label for one in self.items]))
        groups, used = {one.code for one in self.groups}, {one.group for one in self.items}
        yield from (f"there is no group {code}" for code in sorted(used - groups))
        yield from (f"no item is in the group {code}" for code in sorted(groups - used))


def load(pack: Path) -> AllowanceRules:
    """Load content/allowance; raises ContentError for the first fault. A council without an allowance has no folder."""
    years = {}
    for path in sorted((pack / _FOLDER).glob("*.yaml")):
        file = load_yaml(path, _YearFile)
        year = FinancialYear.parse(file.year)
        if year is None or path.stem != file.year:
            raise ContentError(
                path, None, f"year: give the financial year of the file’s name, not {file.year}"
            )
        if file.valid_from != year.starts:
            raise ContentError(path, None, f"valid_from: the year {year.code} starts on {year.starts}")
        years[year] = _rules(year, file)
    return AllowanceRules(years)


def _rules(year: FinancialYear, file: _YearFile) -> YearRules:
    return YearRules(
        year=year,
        is_decided=file.decided,
        note=file.note.text if file.note else "",
        in_short=file.in_short.texts if file.in_short else (),
        source=file.source.text,
        reviewed=file.reviewed,
        answer_working_days=file.answer_working_days,
        groups=tuple(Group(one.code, one.title) for one in file.groups),
        rules=tuple(
            AllowanceRule(year, one.code, one.group, one.label, one.words, one.allowed, one.reason)
            for one in file.items
        ),
        small_words=file.small_words,
    )


def _twice(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
