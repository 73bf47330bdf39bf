"""The file format of values and bands: numbers that are worked out from answers, and their steps."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator

from portal.eligibility.rules.particulars import YearDay
from portal.eligibility.rules.values import Band, DateNumber, Reading, Step, Sum, Term, Value
from portal.infra.content_files import ContentModel, Whole
from portal.questionnaires.content.shapes import Code, ConditionFile, QuestionId

_YEAR_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A day that comes every year: month and day, such as "04-01" for 1 April.
EveryYear = Annotated[str, Field(pattern=_YEAR_DAY.pattern)]


def year_day(text: str) -> YearDay:
    """Read a day such as "04-01"; raises ValueError for one that no year has, or only leap years."""
    month, day = map(int, text.split("-"))
    if day > _DAYS[month - 1]:
        raise ValueError(f"{text} does not come every year")
    return YearDay(month, day)


class TermFile(ContentModel):
    """One part of a sum."""

    question: QuestionId | None = None
    points: Mapping[Code, Whole] | Whole | None = None
    each: Whole | None = None
    times: Whole | None = None
    when: ConditionFile | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> "TermFile":
        """Refuse a part that counts nothing or in two ways."""
        ways = [isinstance(self.points, Mapping), self.each is not None, self.times is not None]
        if (
            self.question is not None
            and self.when is None
            and sum(ways) == 1
            and not isinstance(self.points, int)
        ):
            return self
        if self.when is not None and self.question is None and isinstance(self.points, int) and not any(ways):
            return self
        raise ValueError(
            "a part of a sum is a question with points for its options, each or times, or when with points"
        )

    def term(self) -> Term:
        """Give the part of the sum that the rules add up."""
        if self.when is not None and isinstance(self.points, int):
            return Term(when=self.when.condition(), worth=self.points)
        points = self.points if isinstance(self.points, Mapping) else None
        return Term(self.question, points=points, each=self.each, times=self.times)


class ValueFile(ContentModel):
    """One number that is worked out."""

    id: QuestionId
    title: str = ""
    sum: tuple[TermFile, ...] = ()
    age_of: QuestionId | None = None
    on: EveryYear | None = None
    school_year_of: QuestionId | None = None
    months_since: QuestionId | None = None
    days_since: QuestionId | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> "ValueFile":
        """Refuse a value that is worked out in two ways or in none."""
        if sum(source is not None for source in self._dates().values()) + bool(self.sum) != 1:
            raise ValueError("a value is one of: sum, age_of, school_year_of, months_since, days_since")
        if self.on and self.age_of is None:
            raise ValueError("on belongs to age_of")
        if self.on:
            year_day(self.on)
        return self

    def _dates(self) -> dict[Reading, str | None]:
        return {
            Reading.AGE: self.age_of,
            Reading.SCHOOL_YEAR: self.school_year_of,
            Reading.MONTHS_SINCE: self.months_since,
            Reading.DAYS_SINCE: self.days_since,
        }

    def value(self) -> Value:
        """Give the value that the rules work out."""
        for reading, question in self._dates().items():
            if question is not None:
                on = year_day(self.on) if self.on else None
                return DateNumber(self.id, self.title, question, reading, on)
        return Sum(self.id, self.title, tuple(term.term() for term in self.sum))


class StepFile(ContentModel):
    """One step of a band; both ends are inside."""

    code: Code
    title: str = ""
    from_: Whole | None = Field(default=None, alias="from")
    to: Whole | None = None

    @model_validator(mode="after")
    def goes_up(self) -> "StepFile":
        """Refuse a step that ends before it begins."""
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise ValueError("a step goes from the lower number to the higher one")
        return self


class BandFile(ContentModel):
    """A number cut into steps with names."""

    id: QuestionId
    title: str = ""
    of: QuestionId
    steps: tuple[StepFile, ...] = Field(min_length=1)

    def band(self) -> Band:
        """Give the band that the rules read."""
        steps = tuple(Step(step.code, step.title, step.from_, step.to) for step in self.steps)
        return Band(self.id, self.title, self.of, steps)
