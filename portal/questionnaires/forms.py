"""A Flask-WTF form for one page of a questionnaire, made anew in the language of the reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, ValidationError, fields
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.infra.forms import PortalForm
from portal.infra.i18n import _, format_number
from portal.questionnaires.rules.answers import AnswerError, Entries, Fault, read_answer
from portal.questionnaires.rules.questions import Kind, Option, Page, Question
from portal.questionnaires.rules.typed import as_typed

# The option that stands beside a number, such as "Not sure", is a field of its own.
BESIDE = "_beside"
_DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class DatePart:
    """One of the three boxes of a date."""

    name: str
    label: str
    width: int
    value: str


class DatePartsField(Field):
    """A date in three boxes, which shows again whatever was typed, also when it is no date."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the three boxes as they come: one may be missing altogether."""
        self.process_errors = []
        self.object_data = data
        self.data = tuple(data or ())
        if formdata is not None:
            self.data = tuple(formdata.get(f"{self.name}-{part}", "") for part in _DATE_PARTS)

    @property
    def parts(self) -> tuple[DatePart, ...]:
        """Give the boxes with their labels."""
        labels = (_("Day"), _("Month"), _("Year"))
        values = (*self.data, "", "", "")[:3]
        return tuple(map(DatePart, _DATE_PARTS, labels, (2, 2, 4), values))


class RadioField(fields.RadioField):
    """Radios whose options may have hints."""

    option_hints: Mapping[str, str] = {}


class CheckboxesField(fields.SelectMultipleField):
    """Checkboxes whose options may have hints."""

    option_hints: Mapping[str, str] = {}


def sent_form(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """Give a form as it was sent, without characters that no page can show again."""
    return MultiDict((name, as_typed(text)) for name, text in sent.items(multi=True))


def typed_on(page: Page, sent: MultiDict[str, str]) -> dict[str, tuple[str, ...]]:
    """Give what was typed on a page, exactly; blank boxes are left out."""
    typed = {question.id: _typed_for(question, sent) for question in page.questions}
    return {question: parts for question, parts in typed.items() if any(parts)}


def page_form(
    page: Page,
    entries: Entries,
    day: date,
    *,
    sent: MultiDict[str, str] | None = None,
    writes: bool = True,
) -> PortalForm:
    """Make the form of a page, filled with what was sent now, or else with what was kept.

    A form that `writes` nothing has no token: it works in a browser without cookies.
    """
    asked: dict[str, Any] = {}
    data: dict[str, Any] = {}
    # A box that was unticked is not sent at all: what was kept must not come back in its place.
    entries = entries if sent is None else {}
    for question in page.questions:
        asked[question.id] = _field(question, day)
        data[question.id] = _data(question, entries.get(question.id, (question.default,)))
        if question.kind is Kind.NUMBER and question.options:
            asked[question.id + BESIDE] = _beside(question)
            data[question.id + BESIDE] = list(entries.get(question.id, ())[1:])
    made = type("PageForm", (PortalForm,), asked)
    form: PortalForm = made(formdata=sent, data=data, meta={"csrf": writes})
    for question in page.questions:
        for name in (question.id, question.id + BESIDE):
            if name in form and question.options:
                form[name].option_hints = {
                    option.code: _(option.hint) for option in question.options if option.hint
                }
    return form


def _typed_for(question: Question, sent: MultiDict[str, str]) -> tuple[str, ...]:
    if question.kind is Kind.DATE:
        return tuple(sent.get(f"{question.id}-{part}", "") for part in _DATE_PARTS)
    if question.kind is Kind.CHECKBOXES:
        return tuple(dict.fromkeys(sent.getlist(question.id)))
    if question.kind is Kind.NUMBER and question.options:
        return (sent.get(question.id, ""), *dict.fromkeys(sent.getlist(question.id + BESIDE)))
    return (sent.get(question.id, ""),)


def _data(question: Question, entry: Sequence[str]) -> Any:
    if question.kind in {Kind.DATE, Kind.CHECKBOXES}:
        return list(entry)
    return entry[0] if entry else ""


def _field(question: Question, day: date) -> Field:
    common: dict[str, Any] = {
        "label": label_of(question),
        "description": _(question.hint),
        "validators": [_reads(question, day)],
    }
    match question.kind:
        case Kind.RADIOS:
            return RadioField(**common, choices=_choices(question.options), validate_choice=False)
        case Kind.CHECKBOXES:
            return CheckboxesField(**common, choices=_choices(question.options), validate_choice=False)
        case Kind.SELECT:
            first = Choice("", _("Choose from the list"))
            return fields.SelectField(
                **common, choices=[first, *_choices(question.options)], validate_choice=False
            )
        case Kind.DATE:
            return DatePartsField(**common)
        case _:
            return _FIELDS[question.kind](**common, render_kw=_attributes(question))


_FIELDS: Mapping[Kind, Callable[..., Field]] = {
    Kind.TEXT: fields.StringField,
    Kind.TEXTAREA: fields.TextAreaField,
    Kind.EMAIL: fields.EmailField,
    Kind.PHONE: fields.TelField,
    Kind.POSTCODE: fields.StringField,
    Kind.NUMBER: fields.StringField,
}


def _beside(question: Question) -> Field:
    return CheckboxesField(label=_("Or"), choices=_choices(question.options), validate_choice=False)


def _attributes(question: Question) -> dict[str, str]:
    attributes: dict[str, str] = {}
    if question.autocomplete:
        attributes["autocomplete"] = question.autocomplete
    if question.kind is Kind.NUMBER:
        attributes["inputmode"] = "numeric"
    if question.kind in {Kind.EMAIL, Kind.POSTCODE}:
        attributes["spellcheck"] = "false"
    return attributes


def _choices(options: Sequence[Option]) -> list[Any]:
    return [Choice(option.code, _(option.label)) for option in options]


def label_of(question: Question) -> str:
    """Give the words of a question; one that may be left out says so."""
    if question.required or question.kind in {Kind.RADIOS, Kind.CHECKBOXES}:
        return _(question.label)
    return _("%(question)s (optional)", question=_(question.label))


def _reads(question: Question, day: date) -> Callable[[Form, Field], None]:
    def check(form: Form, field: Field) -> None:
        typed = _typed_in(question, form, field)
        try:
            read_answer(question, typed, day)
        except AnswerError as error:
            raise ValidationError(words_of(error, question)) from error

    return check


def _typed_in(question: Question, form: Form, field: Field) -> tuple[str, ...]:
    if question.kind in {Kind.DATE, Kind.CHECKBOXES}:
        return tuple(field.data or ())
    beside = question.id + BESIDE
    return (field.data or "", *(form[beside].data or () if beside in form else ()))


def words_of(error: AnswerError, question: Question) -> str:
    """Say what is wrong and what to do, in the question's own words where its file has some."""
    values = {name: format_number(number) for name, number in error.values.items()}
    if own := question.errors.get(error.fault):
        return _(own, **values)
    if error.fault is Fault.REQUIRED:
        return _missing(question.kind)
    return _wrong(error.fault, values)


def _missing(kind: Kind) -> str:
    words = {
        Kind.RADIOS: _("Choose one answer"),
        Kind.CHECKBOXES: _("Choose at least one answer"),
        Kind.SELECT: _("Choose an answer from the list"),
        Kind.DATE: _("Enter a date, like 27 3 2012"),
        Kind.EMAIL: _("Enter an email address, like name@example.org"),
        Kind.PHONE: _("Enter a phone number, like 01632 960001 or 07700 900982"),
        Kind.POSTCODE: _("Enter a postcode, like AB1 2CD"),
        Kind.NUMBER: _("Enter a number"),
    }
    return words.get(kind, _("Write your answer"))


def _wrong(fault: Fault, values: Mapping[str, str]) -> str:
    words = {
        Fault.TOO_LONG: _(
            "Write %(limit)s characters or fewer. You wrote %(length)s. That is %(over)s too many."
        ),
        Fault.NOT_AN_OPTION: _("Choose one of the answers on this page"),
        Fault.EXCLUSIVE: _("One of these answers stands alone. Untick it, or untick the others."),
        Fault.STOPS: _("You cannot go on with this answer. Ring us and we will help."),
        Fault.DATE_INCOMPLETE: _("Enter a day, a month and a year, like 27 3 2012"),
        Fault.DATE_NOT_REAL: _("That is not a real date. Enter a date, like 27 3 2012."),
        Fault.YEAR_TOO_SHORT: _("Enter all 4 numbers of the year, like 2012"),
        Fault.IN_THE_FUTURE: _("This date has not come yet. Enter a date in the past."),
        Fault.TOO_OLD: _("This date means an age over %(oldest)s"),
        Fault.TOO_YOUNG: _("This date means an age under %(youngest)s"),
        Fault.NOT_A_NUMBER: _("Enter a whole number, like 7"),
        Fault.TOO_LOW: _("Enter a number that is %(lowest)s or more"),
        Fault.TOO_HIGH: _("Enter a number that is %(highest)s or less"),
        Fault.NOT_AN_EMAIL: _("That is not an email address. Enter one like name@example.org."),
        Fault.NOT_A_PHONE: _("That is not a UK phone number. Enter one like 01632 960001 or 07700 900982."),
        Fault.NOT_A_MOBILE: _("Enter a mobile number for text messages, like 07700 900982"),
        Fault.NOT_A_POSTCODE: _("That is not a full postcode. Enter one like AB1 2CD."),
        Fault.NOT_A_KNOWN_CODE: _("We do not know this code. Check it, or leave it empty."),
    }
    text = words[fault]
    return text % values if values else text
