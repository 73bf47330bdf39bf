"""The file format of a rule set: parts, rules, actions and headings (docs/eligibility-rules.md)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from portal.eligibility.content.extra_shapes import (
    AmountFile,
    ClockFile,
    EvidenceFile,
    NotNeededFile,
    RenewalFile,
    RouteFile,
    SpendFile,
    WindowFile,
)
from portal.eligibility.content.number_shapes import BandFile, ValueFile
from portal.eligibility.rules.sets import ActionKind, Outcome
from portal.infra.content_files import ContentModel
from portal.questionnaires.content.shapes import Code, ConditionFile, QuestionFile, QuestionId, Words

Names = tuple[Code, ...]


class TakenFile(ContentModel):
    """An answer that goes along, with other names for its options where they differ."""

    question: QuestionId
    codes: Mapping[Code, Code] = Field(default_factory=dict)
    leave_out: Names = ()


class ActionFile(ContentModel):
    """One next action, which rules name by its id."""

    id: Code
    title: Words
    kind: ActionKind
    target: str = ""
    text: str = ""
    tiers: Names = ()
    takes: Mapping[Code, QuestionId | TakenFile] = Field(default_factory=dict)


class GivesFile(ContentModel):
    """What goes with an outcome, each by its id."""

    amounts: Names = ()
    clocks: Names = ()
    windows: Names = ()
    spend: Names = ()
    renewals: Names = ()
    evidence: Names = ()


class RuleFile(GivesFile):
    """One rule; without `when` and `who` it always holds."""

    id: Code
    who: Names = ()
    when: ConditionFile | None = None
    outcome: Outcome
    route: Code | None = None
    reason: Words
    texts: tuple[Words, ...] = ()
    next: Names = ()


class PartFile(GivesFile):
    """One thing that a family may get."""

    id: Code
    title: Words
    order: Literal["first", "any"] = "first"
    not_needed: tuple[NotNeededFile, ...] = ()
    rules: tuple[RuleFile, ...] = Field(min_length=1)
    if_not_known: RuleFile | None = None

    def all_rules(self) -> tuple[RuleFile, ...]:
        """Give the rules with the one that speaks when too little is known."""
        return (*self.rules, self.if_not_known) if self.if_not_known else self.rules


class HeadingFile(ContentModel):
    """One heading of a result; the last one names no part and fits always."""

    title: Words
    text: str = ""
    parts: Mapping[Code, Outcome] = Field(default_factory=dict)
    next: Names = ()


class ExpectedFile(ContentModel):
    """What an example expects of one part; what is left out is not looked at."""

    outcome: Outcome | None = None
    rule: Code | None = None
    route: Code | None = None
    amounts: Mapping[Code, float | tuple[float, float]] = Field(default_factory=dict)
    clocks: Mapping[Code, date | None] = Field(default_factory=dict)
    windows: Mapping[Code, Literal["open", "closed"]] = Field(default_factory=dict)
    renewals: Mapping[Code, date] = Field(default_factory=dict)


class ExampleFile(ContentModel):
    """One case with what has to come out, tried by every check."""

    name: Words
    on: date | None = None
    answers: Mapping[QuestionId, str | int | bool | date | tuple[str, ...] | None] = Field(
        default_factory=dict
    )
    expect: Mapping[Code, Outcome | ExpectedFile] = Field(min_length=1)


class RuleSetFile(ContentModel):
    """One file: one version of one rule set."""

    id: Code
    version: Annotated[str, Field(min_length=1, max_length=20)]
    valid_from: date
    valid_until: date | None = None
    title: str = ""
    questionnaire: Code | None = None
    questions: tuple[QuestionFile, ...] = ()
    who_question: QuestionId | None = None
    values: tuple[ValueFile, ...] = ()
    bands: tuple[BandFile, ...] = ()
    windows: tuple[WindowFile, ...] = ()
    clocks: tuple[ClockFile, ...] = ()
    amounts: tuple[AmountFile, ...] = ()
    spend: tuple[SpendFile, ...] = ()
    renewals: tuple[RenewalFile, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()
    routes: tuple[RouteFile, ...] = ()
    not_needed: tuple[NotNeededFile, ...] = ()
    actions: tuple[ActionFile, ...] = Field(min_length=1)
    always: Names = Field(min_length=1)
    headings: tuple[HeadingFile, ...] = ()
    parts: tuple[PartFile, ...] = Field(min_length=1)
    examples: tuple[ExampleFile, ...] = ()

    @field_validator("version", mode="before")
    @classmethod
    def _version_is_text(cls, version: object) -> object:
        """Take a version such as 2026 without quotes too."""
        return str(version) if isinstance(version, int | float | date) else version

    def all_rules(self) -> tuple[RuleFile, ...]:
        """Give the rules of all parts."""
        return tuple(rule for part in self.parts for rule in part.all_rules())
