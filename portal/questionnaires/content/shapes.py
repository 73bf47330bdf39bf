"""The file format of content/questionnaires/*.yaml, key by key."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from portal.infra.content_files import ContentModel, Whole
from portal.questionnaires.rules.answers import Fault
from portal.questionnaires.rules.conditions import ALWAYS, All, Any, Condition, Fact, Not, Test
from portal.questionnaires.rules.questions import Keep, Kind

PageId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
QuestionId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Code = Annotated[str, Field(min_length=1, max_length=60)]
Words = Annotated[str, Field(min_length=1)]


class ConditionFile(ContentModel):
    """One condition: a test of one question, or all, any or not of others."""

    question: QuestionId | None = None
    is_: Code | None = Field(default=None, alias="is")
    any_of: tuple[Code, ...] = ()
    none_of: tuple[Code, ...] = ()
    at_least: Whole | None = None
    at_most: Whole | None = None
    between: tuple[Whole, Whole] | None = None
    answered: Literal[True] | None = None
    all_: tuple["ConditionFile", ...] | None = Field(default=None, alias="all")
    any_: tuple["ConditionFile", ...] | None = Field(default=None, alias="any")
    not_: "ConditionFile | None" = Field(default=None, alias="not")

    @model_validator(mode="after")
    def says_one_thing(self) -> "ConditionFile":
        """Refuse a condition that says two things at once or nothing."""
        tests = [self.is_, self.any_of or None, self.none_of or None, self.at_least, self.at_most]
        tested = sum(test is not None for test in (*tests, self.between, self.answered))
        joined = sum(part is not None for part in (self.all_, self.any_, self.not_))
        if (tested, joined) != ((1, 0) if self.question else (0, 1)):
            raise ValueError("a condition is a question with one test, or all, any or not of conditions")
        if self.between and self.between[0] > self.between[1]:
            raise ValueError("between goes from the lower number to the higher one")
        return self

    def condition(self) -> Condition:
        """Give the condition that the rules evaluate."""
        if self.question is not None:
            return self._fact(self.question)
        if self.not_ is not None:
            return Not(self.not_.condition())
        if self.all_ is not None:
            return All(tuple(part.condition() for part in self.all_))
        return Any(tuple(part.condition() for part in self.any_ or ()))

    def _fact(self, question: str) -> Fact:
        if self.answered:
            return Fact(question, Test.ANSWERED)
        if self.between is not None:
            return Fact(question, Test.BETWEEN, lowest=self.between[0], highest=self.between[1])
        if self.at_least is not None:
            return Fact(question, Test.AT_LEAST, lowest=self.at_least)
        if self.at_most is not None:
            return Fact(question, Test.AT_MOST, highest=self.at_most)
        if self.none_of:
            return Fact(question, Test.NONE_OF, codes=frozenset(self.none_of))
        return Fact(question, Test.ANY_OF, codes=frozenset(self.any_of or (self.is_ or "",)))


def condition_of(file: ConditionFile | None) -> Condition:
    """Give the condition of a file, which is always true when the file has none."""
    return file.condition() if file else ALWAYS


class TextFile(ContentModel):
    """One text that people read."""

    text: Words


class TextsFile(ContentModel):
    """Texts that people read, one paragraph each."""

    texts: tuple[Words, ...] = Field(min_length=1)


class OptionFile(ContentModel):
    """One option of a question."""

    code: Code
    label: Words
    hint: str = ""
    urgent: bool = False
    shows_help: bool = False
    exclusive: bool = False
    unknown: bool = False
    stops: bool = False
    show_if: ConditionFile | None = None
    programme: str | None = None
    instead: TextFile | None = None


class ErrorFile(ContentModel):
    """The words of a question for one fault."""

    when: Fault
    error: Words


class QuestionFile(ContentModel):
    """One question."""

    id: QuestionId
    type: Kind
    label: str = ""
    hint: str = ""
    required: bool = False
    options: tuple[OptionFile, ...] = ()
    options_from: str | None = None
    max_length: int | None = Field(default=None, ge=1, le=10_000)
    lowest: Whole | None = None
    highest: Whole | None = None
    past_only: bool = False
    oldest_age: int | None = Field(default=None, ge=0)
    youngest_age: int | None = Field(default=None, ge=0)
    accepts_from: str | None = None
    default: str = ""
    age_from: tuple[QuestionId, ...] = ()
    personal: bool = False
    autocomplete: str = ""
    show_if: ConditionFile | None = None
    mobile_if: ConditionFile | None = None
    errors: tuple[ErrorFile, ...] = ()


class PageFile(ContentModel):
    """One page; a page with a single question may leave the question's label to its title.

    One without a question only says something.
    """

    id: PageId
    title: Words
    lead: str = ""
    texts: tuple[Words, ...] = ()
    worried: bool = False
    stopped: TextsFile | None = None
    for_each_child: bool = False
    show_if: ConditionFile | None = None
    questions: tuple[QuestionFile, ...] = ()


class QuestionnaireFile(ContentModel):
    """One file."""

    id: PageId
    version: Annotated[str, Field(min_length=1, max_length=20)]
    keep: Keep
    title: Words
    pages: tuple[PageFile, ...] = Field(min_length=1)
