"""Forms on a child's timeline."""

from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs
from wtforms.validators import DataRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from portal.infra.clock import today
from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import DatePartsField, RadioField, words_of
from portal.questionnaires.rules.answers import AnswerError, read_answer
from portal.questionnaires.rules.questions import Kind, Question
from portal.questionnaires.rules.typed import whole_number

LONGEST_TEXT, LONGEST_LINE = 4000, 120
_MOST_MINUTES, _MOST_HOURS = 59, 24
_TOO_LONG = _l("Use 4000 characters or fewer")


def parts_of(day: date) -> tuple[str, str, str]:
    """Give a day as the three boxes of a form hold it."""
    return str(day.day), str(day.month), str(day.year)


def _read_day(field: Field, *, required: bool) -> date | None:
    question = Question(field.name, Kind.DATE, field.label.text, required=required)
    try:
        answer = read_answer(question, tuple(field.data or ()), today())
    except AnswerError as error:
        raise ValidationError(words_of(error, question)) from error
    return answer if isinstance(answer, date) else None


def needed_day(_form: PortalForm, field: Field) -> None:
    """Take a real date only."""
    _read_day(field, required=True)


def possible_day(_form: PortalForm, field: Field) -> None:
    """Take a real date, or nothing."""
    _read_day(field, required=False)


class ChangeForm(PortalForm):
    """A change of a child's record; `changes` is what the page knew, so that the second of two editors is told."""

    changes = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=0)])

    def day(self, name: str) -> date | None:
        """Give the date of a field that was checked."""
        return _read_day(self[name], required=False)

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these codes with their words."""
        field: Any = self[name]
        field.choices = [Choice(code, words) for code, words in choices]

    def fault(self, name: str, words: str) -> None:
        """Say at a field what the rules found wrong with it."""
        self[name].errors = [*self[name].errors, words]


def _choice(form: PortalForm, field: Field) -> None:
    offered: Any = field
    if field.data not in {choice.value for choice in offered.choices or ()}:
        raise ValidationError(_("Choose one answer"))


def _request() -> SelectField:
    return SelectField(_l("Request that led to it"), validators=[_choice], validate_choice=False)


class StepForm(ChangeForm):
    """A step between tiers."""

    to_tier = RadioField(_l("New short breaks tier"), validators=[_choice], validate_choice=False)
    on = DatePartsField(_l("From which day"), validators=[needed_day])
    reason = TextAreaField(
        _l("Why"),
        description=_l("Kept encrypted. The family can ask for a copy."),
        validators=[
            DataRequired(_l("Write why the tier changes")),
            Length(max=LONGEST_TEXT, message=_TOO_LONG),
        ],
        render_kw={"rows": "3"},
    )
    agreed_by = StringField(
        _l("Who agreed"),
        description=_l(
            "Needed for a step up: a person with parental responsibility, or the young person from 16."
        ),
        validators=[Length(max=LONGEST_LINE, message=_l("Use 120 characters or fewer"))],
    )
    agreed_on = DatePartsField(_l("When they agreed"), validators=[possible_day])
    next_steps = TextAreaField(
        _l("What comes next"),
        description=_l("Needed for a step down: what the family has from now on, and whom they can ring."),
        validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)],
        render_kw={"rows": "3"},
    )
    reference = _request()


class ProgrammeForm(ChangeForm):
    """A programme that starts."""

    programme = SelectField(_l("Programme"), validators=[_choice], validate_choice=False)
    provider = StringField(
        _l("Provider (optional)"),
        validators=[Length(max=LONGEST_LINE, message=_l("Use 120 characters or fewer"))],
    )
    started_on = DatePartsField(_l("First day"), validators=[needed_day])
    reference = _request()


class EndForm(ChangeForm):
    """A programme that ends."""

    ended_on = DatePartsField(_l("Last day"), validators=[needed_day])


class HoursForm(ChangeForm):
    """Hours that were used on a day."""

    stay = SelectField(_l("Programme"), validators=[_choice], validate_choice=False)
    used_on = DatePartsField(_l("Day"), validators=[needed_day])
    hours = StringField(_l("Hours"), render_kw={"inputmode": "numeric"})
    minutes = StringField(_l("Minutes"), render_kw={"inputmode": "numeric"})
    over_reason = TextAreaField(
        _l("Why more is used than the year allows"),
        validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)],
        render_kw={"rows": "3"},
    )
    is_confirmed = BooleanField(_l("Yes, write these hours down although they go over"))

    def validate_hours(self, field: Field) -> None:
        """Take whole hours of one day."""
        number = _whole(field)
        if number is None or not 0 <= number <= _MOST_HOURS:
            raise ValidationError(_("Enter whole hours from 0 to 24, like 2"))

    def validate_minutes(self, field: Field) -> None:
        """Take minutes of one hour."""
        number = _whole(field)
        if number is None or not 0 <= number <= _MOST_MINUTES:
            raise ValidationError(_("Enter minutes from 0 to 59, like 30"))

    @property
    def all_minutes(self) -> int:
        """Give hours and minutes together, once both were checked."""
        return (_whole(self.hours) or 0) * 60 + (_whole(self.minutes) or 0)


def _whole(field: Field) -> int | None:
    """Read a whole number; an empty box is 0."""
    typed = (field.data or "").strip()
    return whole_number(typed) if typed else 0


class GoalForm(ChangeForm):
    """A goal that a young person says."""

    words = TextAreaField(
        _l("The goal, in the young person’s own words"),
        validators=[DataRequired(_l("Write the goal")), Length(max=LONGEST_TEXT, message=_TOO_LONG)],
        render_kw={"rows": "3"},
    )
    review_due = DatePartsField(_l("Next review (optional)"), validators=[possible_day])


class ReviewForm(ChangeForm):
    """A review of a goal."""

    reviewed_on = DatePartsField(_l("Day of the review"), validators=[needed_day])
    result = RadioField(_l("How far is it?"), validators=[_choice], validate_choice=False)
    words = TextAreaField(
        _l("In words"),
        description=_l("What worked, what did not, what the young person says. Kept encrypted."),
        validators=[DataRequired(_l("Write how it went")), Length(max=LONGEST_TEXT, message=_TOO_LONG)],
        render_kw={"rows": "4"},
    )
    next_on = DatePartsField(
        _l("Next review"), description=_l("Needed while the goal goes on."), validators=[possible_day]
    )
