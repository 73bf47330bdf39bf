"""The form in which an editor answers: nothing that points to a person goes out without a second look."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.allowance.rules.allowed import Allowed
from portal.allowance.rules.questions import (
    ITEM_CODE,
    LONGEST_CODE,
    LONGEST_REASON,
    LONGEST_WORDING,
    Answer,
    WhyAside,
)
from portal.allowance.rules.sentences import LONGEST_SENTENCE, longest_sentence
from portal.allowance.rules.traces import Kind, Trace, seen_mark, traces_in
from portal.allowance.rules.years import FinancialYear
from portal.allowance.views.wording import verdict
from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import RadioField
from portal.questionnaires.rules.typed import clean_text


class AnswerForm(PortalForm):
    """The public wording, the verdict and its reason; `seen` marks the pieces that an editor looked at."""

    question = StringField(
        _l("The question, in your own words"),
        description=_l("Everybody can read it. Start with “Can I”. Up to 150 characters, no names."),
    )
    allowed = RadioField(_l("The answer"), validate_choice=False)
    reason = TextAreaField(
        _l("The reason"),
        description=_l("Everybody can read it. Short sentences, up to 300 characters."),
        render_kw={"rows": "4"},
    )
    year = SelectField(_l("For which year?"), validate_choice=False)
    item_code = StringField(
        _l("Code for the file (you can leave this empty)"),
        description=_l(
            "Small letters and _. Once the file has this code, the answer leaves the page by itself."
        ),
    )
    seen = HiddenField()
    checked = BooleanField(_l("I have looked: nothing here points to a person or a family"))

    def __init__(self, years: Sequence[tuple[str, str]], known: Collection[str], year: str = "") -> None:
        """Offer these years; `known` are words that are no names."""
        super().__init__(data={"year": year})
        self._known = known
        self._codes = {code for code, _label in years}
        self.allowed.choices = [Choice(one.value, verdict(one).words) for one in Allowed]
        self.year.choices = [Choice(code, label) for code, label in years]

    @property
    def traces(self) -> tuple[Trace, ...]:
        """Give what may point to a person, in the question and the reason."""
        return (*self._traces(self.question), *self._traces(self.reason))

    @property
    def mark(self) -> str:
        """Give the mark of what may point to a person now; empty when there is nothing."""
        return seen_mark(self.traces) if self.traces else ""

    @property
    def answer(self) -> Answer:
        """Give the answer of a form that is valid."""
        year = FinancialYear.parse(self.year.data or "")
        assert year is not None, "validate_year has looked"
        code = (self.item_code.data or "").strip()
        return Answer(year, _text(self.question), Allowed(self.allowed.data), _text(self.reason), code)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check everything; a tick that was for other pieces is taken back."""
        is_valid: bool = super().validate(extra_validators)
        if self.seen.data != self.mark:
            self.checked.data = False
        return is_valid

    def validate_question(self, field: Field) -> None:
        """Ask for a short question without anybody in it."""
        self._check(field, LONGEST_WORDING, _("Write the question"))

    def validate_reason(self, field: Field) -> None:
        """Ask for a short reason in short sentences, without anybody in it."""
        self._check(field, LONGEST_REASON, _("Write the reason: families ask why"))

    def validate_allowed(self, field: Field) -> None:
        """Ask for one of the three verdicts."""
        if field.data not in {one.value for one in Allowed}:
            raise ValidationError(_("Choose yes, no or ask"))

    def validate_year(self, field: Field) -> None:
        """Ask for a year that has rules."""
        if field.data not in self._codes:
            raise ValidationError(_("Choose a year from the list"))

    def validate_item_code(self, field: Field) -> None:
        """Take a code as the files write it, or none."""
        code = (field.data or "").strip()
        if code and (len(code) > LONGEST_CODE or not ITEM_CODE.fullmatch(code)):
            raise ValidationError(_("Write the code in small letters, digits and _, like drum_kit"))

    def _check(self, field: Field, most: int, empty: str) -> None:
        text = _text(field)
        if not text:
            raise ValidationError(empty)
        if len(text) > most:
            raise ValidationError(_("Write %(most)s characters or fewer", most=most))
        if (length := longest_sentence(text)) > LONGEST_SENTENCE:
            values = {"length": length, "most": LONGEST_SENTENCE}
            raise ValidationError(
                _("A sentence has %(length)s words. Make it two: at most %(most)s.", **values)
            )
        found = self._traces(field)
        if found and not (self.checked.data and self.seen.data == self.mark):
            raise ValidationError(_told(found))

    def _traces(self, field: Field) -> tuple[Trace, ...]:
        return traces_in(_text(field), self._known)


class AsideForm(PortalForm):
    """Why a question gets no answer of its own."""

    why = SelectField(_l("Why does it need no answer?"), validate_choice=False)

    def __init__(self) -> None:
        """Offer the reasons."""
        super().__init__()
        self.why.choices = [Choice(why.value, words) for why, words in _why_aside().items()]

    def validate_why(self, field: Field) -> None:
        """Ask for one of the reasons."""
        if field.data not in set(WhyAside):
            raise ValidationError(_("Choose a reason from the list"))


def _why_aside() -> dict[WhyAside, str]:
    return {
        WhyAside.ALREADY_ANSWERED: _("The rules or another answer say it already"),
        WhyAside.NOT_THE_ALLOWANCE: _("It is not about the allowance"),
        WhyAside.ABOUT_A_PERSON: _("It is about one child only"),
    }


def _told(traces: Sequence[Trace]) -> str:
    kinds = {
        Kind.NAME: _("a name"),
        Kind.NUMBER: _("a phone number"),
        Kind.EMAIL: _("an e-mail address"),
        Kind.POSTCODE: _("a postcode"),
    }
    found = ", ".join(f"“{trace.text}” ({kinds[trace.kind]})" for trace in traces)
    return _("This may point to a person: %(found)s. Take it out, or tick the box below.", found=found)


def _text(field: Field) -> str:
    return clean_text(field.data or "", keep_lines=False)
