"""Loads content/case-systems.yaml: the layouts of the files that go to the council's case systems."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.questionnaires.content import Questionnaires
from portal.referrals.content.triage import TriageWords
from portal.referrals.rules.layouts import ANSWER, FIELDS, Cases, Column, FieldKind, Layout, missing_codes
from portal.referrals.rules.routes import Kind, Route
from portal.referrals.rules.triage import Status

_DATE_FORMAT = re.compile(r"(%[dmYyHMS]|[ /:.\-T])+")
_DATED = frozenset({FieldKind.DATE, FieldKind.MOMENT})


class _Column(ContentModel):
    """One column as the file has it."""

    header: str = Field(min_length=1, max_length=100)
    field: str
    codes: Mapping[str, str] = {}
    otherwise: str | None = None
    date_format: str = ""
    join: str = "; "

    @field_validator("field")
    @classmethod
    def check_field(cls, name: str) -> str:
        """Refuse a field that the portal does not have."""
        if name not in FIELDS and not name.startswith(ANSWER):
            raise ValueError(f"there is no field {name}; docs/case-systems.md lists them")
        return name

    @field_validator("date_format")
    @classmethod
    def check_format(cls, text: str) -> str:
        """Refuse a format with parts that are not of a day or a clock."""
        if text and not _DATE_FORMAT.fullmatch(text):
            raise ValueError("write a date format such as %d/%m/%Y")
        return text

    @model_validator(mode="after")
    def check_parts(self) -> Self:
        """Refuse a date format on what is no date."""
        kind = FIELDS.get(self.field)
        if self.date_format and kind is not None and kind not in _DATED:
            raise ValueError(f"{self.field} is no date, so it has no date_format")
        return self


class _Layout(ContentModel):
    """One layout as the file has it."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)
    name: str = Field(min_length=1)
    about: str = ""
    cases: Cases = Cases.ALL
    byte_order_mark: bool = False
    columns: tuple[_Column, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def check_columns(self) -> Self:
        """Refuse a header twice, and a file by which nobody finds the request again."""
        headers = [column.header for column in self.columns]
        if twice := sorted({header for header in headers if headers.count(header) > 1}):
            raise ValueError(f"{self.code}: the header {', '.join(twice)} stands there twice")
        if "reference" not in {column.field for column in self.columns}:
            raise ValueError(f"{self.code}: one column has the field reference")
        return self


class _CaseSystemsFile(ContentModel):
    layouts: tuple[_Layout, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSystems:
    """All layouts, in the order of the file."""

    layouts: tuple[Layout, ...]

    def named(self, code: str) -> Layout | None:
        """Give the layout of a code; None for one that the pack has no more."""
        return next((layout for layout in self.layouts if layout.code == code), None)


def load(pack: Path, asked: Questionnaires, triage: TriageWords) -> CaseSystems:
    """Load the file; raises ContentError for a field that does not exist and for a code without its word."""
    path = pack / "case-systems.yaml"
    file = load_yaml(path, _CaseSystemsFile)
    codes = [layout.code for layout in file.layouts]
    if len(codes) != len(set(codes)):
        raise ContentError(path, None, "layouts: a code stands there twice")
    known = _known_codes(asked, triage)
    layouts = tuple(_layout(entry) for entry in file.layouts)
    for column in (column for layout in layouts for column in layout.columns):
        if column.field.startswith(ANSWER) and column.field not in known:
            raise ContentError(path, _line(path, column.field), f"{column.field}: no questionnaire asks this")
        if missing := missing_codes(column, known.get(column.field, ())):
            reason = f"{column.header}: codes has no {', '.join(missing)}; add it, or give otherwise"
            raise ContentError(path, _line(path, column.field), reason)
    return CaseSystems(layouts)


def _layout(entry: _Layout) -> Layout:
    columns = tuple(Column(**dict(column)) for column in entry.columns)
    return Layout(entry.code, entry.name, entry.about, entry.cases, entry.byte_order_mark, columns)


def _known_codes(asked: Questionnaires, triage: TriageWords) -> Mapping[str, Iterable[str]]:
    """Give every code that a field can hold, as far as the portal knows them all; answers by their question."""
    known: dict[str, tuple[str, ...]] = {
        "status": tuple(Status),
        "kind": tuple(Kind),
        "route": tuple(Route),
        "is_urgent": ("yes", "no"),
        "is_damaged": ("yes", "no"),
        "outcome": tuple(outcome.code for outcome in triage.outcomes),
    }
    for questionnaire in asked.by_id.values():
        for question in questionnaire.questions():
            name = ANSWER + question.id
            known[name] = (*known.get(name, ()), *(option.code for option in question.options))
    return known


def _line(path: Path, field: str) -> int | None:
    """Give the line on which a field stands first."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pattern = re.compile(rf"\bfield:\s*[\"']?{re.escape(field)}[\"']?\s*([,}}#]|$)")
    return next((number for number, line in enumerate(lines, 1) if pattern.search(line)), None)
