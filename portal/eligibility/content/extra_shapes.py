"""The file format of what goes with an outcome: windows, clocks, amounts, spend lists, renewals, evidence."""

from datetime import date
from fractions import Fraction

from pydantic import Field, model_validator

from portal.eligibility.content.number_shapes import EveryYear, year_day
from portal.eligibility.rules.particulars import (
    YEARS,
    Amount,
    AmountCase,
    Clock,
    ClockUnit,
    DayKind,
    Evidence,
    NotNeeded,
    Period,
    ProRata,
    Renewal,
    Rounding,
    Route,
    Spendable,
    SpendItem,
    SpendList,
    Unit,
    Window,
)
from portal.infra.content_files import ContentModel, Number, Whole
from portal.questionnaires.content.shapes import Code, ConditionFile, QuestionId, Words, condition_of


class WindowFile(ContentModel):
    """A time in which people can apply: every year, or once."""

    id: QuestionId
    title: Words
    opens: EveryYear | date
    closes: EveryYear | date

    @model_validator(mode="after")
    def is_one_kind(self) -> "WindowFile":
        """Refuse a window that opens every year and closes once."""
        if isinstance(self.opens, str) != isinstance(self.closes, str):
            raise ValueError(
                'opens and closes are both days such as "04-01" or both dates such as 2026-04-01'
            )
        self.window()
        return self

    def window(self) -> Window:
        """Give the window that the rules read."""
        if isinstance(self.opens, date) and isinstance(self.closes, date) and self.opens > self.closes:
            raise ValueError("a window opens before it closes")
        opens, closes = (year_day(end) if isinstance(end, str) else end for end in (self.opens, self.closes))
        return Window(self.id, self.title, opens, closes)


class ClockFile(ContentModel):
    """A time by which something happens."""

    id: Code
    title: Words
    text: str = ""
    days: Whole | None = Field(default=None, ge=0, le=1000)
    weeks: Whole | None = Field(default=None, ge=0, le=200)
    months: Whole | None = Field(default=None, ge=0, le=60)
    kind: DayKind = DayKind.CALENDAR
    from_: QuestionId | None = Field(default=None, alias="from")
    after: Code | None = None

    @model_validator(mode="after")
    def counts_one_thing(self) -> "ClockFile":
        """Refuse a clock that counts nothing or in two ways."""
        if sum(length is not None for length in (self.days, self.weeks, self.months)) != 1:
            raise ValueError("a clock has days, weeks or months")
        if self.months is not None and self.kind is DayKind.WORKING:
            raise ValueError("months are counted on the calendar; take days or weeks for working days")
        if self.from_ and self.after:
            raise ValueError("a clock starts from a date or after another clock, not both")
        return self

    def clock(self) -> Clock:
        """Give the clock that the rules count."""
        lengths = {ClockUnit.DAYS: self.days, ClockUnit.WEEKS: self.weeks, ClockUnit.MONTHS: self.months}
        unit, length = next((unit, length) for unit, length in lengths.items() if length is not None)
        return Clock(self.id, self.title, length, unit, self.kind, self.text, self.from_, self.after)


class AmountCaseFile(ContentModel):
    """An amount, and when it is that one."""

    when: ConditionFile | None = None
    amount: Number = Field(ge=0, allow_inf_nan=False)
    title: str = ""


class AmountFile(ContentModel):
    """Hours or money, or what a family pays."""

    id: Code
    title: Words
    text: str = ""
    unit: Unit
    each: Period
    fee: bool = False
    up_to: bool = False
    amount: Number | None = Field(default=None, ge=0, allow_inf_nan=False)
    cases: tuple[AmountCaseFile, ...] = ()
    pro_rata: ProRata | None = None
    round_to: Number = Field(default=0.01, gt=0, allow_inf_nan=False)
    round: Rounding = Rounding.NEAREST
    joined: QuestionId | None = None
    until_birthday: Whole | None = Field(default=None, ge=1, le=120)
    times: Code | None = None
    born: QuestionId | None = None

    @model_validator(mode="after")
    def says_how_much(self) -> "AmountFile":
        """Refuse an amount that is not told, or told in two ways."""
        if (self.amount is None) == (not self.cases):
            raise ValueError("an amount has amount, or cases")
        if (self.until_birthday is None) != (self.born is None):
            raise ValueError(
                "until_birthday needs born, the question with the date of birth, and the other way"
            )
        if self.each not in YEARS and (self.pro_rata or self.joined or self.until_birthday):
            raise ValueError("pro_rata, joined and until_birthday are for amounts of a year")
        return self

    def value(self) -> Amount:
        """Give the amount that the rules work out."""
        cases = self.cases or (AmountCaseFile(amount=self.amount or 0),)
        return Amount(
            id=self.id,
            title=self.title,
            unit=self.unit,
            each=self.each,
            cases=tuple(
                AmountCase(condition_of(case.when), Fraction(str(case.amount)), case.title) for case in cases
            ),
            text=self.text,
            is_fee=self.fee,
            up_to=self.up_to,
            pro_rata=self.pro_rata,
            round_to=Fraction(str(self.round_to)),
            rounding=self.round,
            joined=self.joined,
            until_birthday=self.until_birthday,
            born=self.born,
            times=self.times,
        )


class SpendItemFile(ContentModel):
    """One thing, whether it can be bought, and why."""

    title: Words
    answer: Spendable
    reason: str = ""


class SpendFile(ContentModel):
    """What an amount is for."""

    id: Code
    title: Words
    text: str = ""
    items: tuple[SpendItemFile, ...] = Field(min_length=1)

    def spend(self) -> SpendList:
        """Give the list."""
        items = tuple(SpendItem(item.title, item.answer, item.reason) for item in self.items)
        return SpendList(self.id, self.title, self.text, items)


class RenewalFile(ContentModel):
    """When somebody asks again."""

    id: Code
    title: Words
    text: str = ""
    every_months: Whole = Field(default=12, ge=1, le=120)
    on: EveryYear | None = None

    @model_validator(mode="after")
    def is_a_day(self) -> "RenewalFile":
        """Refuse a day that does not come every year."""
        self.renewal()
        return self

    def renewal(self) -> Renewal:
        """Give the renewal that the rules date."""
        return Renewal(
            self.id, self.title, self.text, self.every_months, year_day(self.on) if self.on else None
        )


class EvidenceFile(ContentModel):
    """What to send or show."""

    id: Code
    title: Words
    need: Whole | None = Field(default=None, ge=1)
    texts: tuple[Words, ...] = Field(min_length=1)

    def evidence(self) -> Evidence:
        """Give the list."""
        return Evidence(self.id, self.title, self.need, self.texts)


class NotNeededFile(ContentModel):
    """What nobody needs; with `question` and `without` the check proves it."""

    title: Words
    question: QuestionId | None = None
    without: tuple[Code, ...] = ()

    def not_needed(self) -> NotNeeded:
        """Give what families are told."""
        return NotNeeded(self.title, self.question, frozenset(self.without))


class RouteFile(ContentModel):
    """A way of getting something that the portal has no words for."""

    id: Code
    title: Words

    def route(self) -> Route:
        """Give the route."""
        return Route(self.id, self.title)
