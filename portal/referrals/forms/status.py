"""What a family fills in on the page of its request."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Field, Form, HiddenField, TelField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs
from wtforms.validators import StopValidation

from portal.infra.forms import PortalForm
from portal.infra.i18n import _, lazy, ngettext
from portal.links.rules import AddressError, read_address
from portal.questionnaires.forms import RadioField
from portal.questionnaires.rules.typed import clean_text, is_mobile, uk_phone
from portal.referrals.rules.family import FamilyQuestion

LONGEST = 4_000
_ANSWER = "answer-"
_METHODS = (
    Choice("phone", lazy("Phone call")),
    Choice("text", lazy("Text message")),
    Choice("email", lazy("Email")),
)
_SAFE = (Choice("yes", lazy("Yes")), Choice("no", lazy("No, only talk to me")))


def _not_too_long(_form: Form, field: Field) -> None:
    over = len(field.data or "") - LONGEST
    if over > 0:
        raise ValidationError(
            ngettext(
                "That is %(n)s character too many. Make it shorter, or ring us.",
                "That is %(n)s characters too many. Make it shorter, or ring us.",
                over,
            )
        )


def _written(_form: Form, field: Field) -> None:
    if not clean_text(field.data or "", keep_lines=True):
        raise StopValidation(_("Write your answer"))


class ReplyForm(PortalForm):
    """A form that counts once, however often it is sent."""

    form_key = HiddenField()


class WithdrawForm(ReplyForm):
    """Taking a request back."""

    text = TextAreaField(
        lazy("Why? (optional)"),
        description=lazy("You do not have to say. It helps us to do better."),
        validators=[_not_too_long],
    )


class LookAgainForm(ReplyForm):
    """Asking the team to look again."""

    text = TextAreaField(
        lazy("What shall we look at again?"),
        description=lazy("Tell us what has changed, or what we did not know."),
        validators=[_written, _not_too_long],
    )


class PlaceForm(ReplyForm):
    """Answering an offer."""

    offer = HiddenField()
    answer = RadioField(
        lazy("Do you want this place?"),
        choices=(
            Choice("yes", lazy("Yes, I take this place")),
            Choice("no", lazy("No, I do not want this place")),
        ),
        validate_choice=False,
    )

    def validate_answer(self, field: Field) -> None:
        """Ask for an answer."""
        if field.data not in {"yes", "no"}:
            raise ValidationError(_("Choose yes or no"))


class ContactForm(ReplyForm):
    """How to reach the family from now on; what is left empty is taken away."""

    contact_method = RadioField(
        lazy("How do you want to hear from us?"), choices=_METHODS, validate_choice=False
    )
    safe_message = RadioField(
        lazy("Is it safe to leave you a message?"),
        description=lazy(
            "If other people may read or hear it, choose no. Then we only ring and talk to you."
        ),
        choices=_SAFE,
        validate_choice=False,
    )
    phone = TelField(
        lazy("Phone number"),
        description=lazy("Leave it empty if we shall not ring or text you."),
        render_kw={"autocomplete": "tel"},
    )
    email = EmailField(
        lazy("Email address"),
        description=lazy("Leave it empty if we shall not write emails to you."),
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )

    def validate_contact_method(self, field: Field) -> None:
        """Ask for one of the ways."""
        if field.data not in {one.value for one in _METHODS}:
            raise ValidationError(_("Choose how you want to hear from us"))

    def validate_safe_message(self, field: Field) -> None:
        """Ask, because a message can put somebody in danger."""
        if field.data not in {one.value for one in _SAFE}:
            raise ValidationError(_("Choose yes or no"))

    def validate_phone(self, field: Field) -> None:
        """Check the number, and that there is one where we ring or text."""
        typed, number = (field.data or "").strip(), uk_phone(field.data or "")
        needs_it = self.contact_method.data in {"phone", "text"} or self.safe_message.data == "no"
        if (typed and number is None) or (needs_it and not typed):
            raise ValidationError(
                _("Enter a UK phone number, like 01632 960001 or 07700 900982. We need it to reach you.")
            )
        if number and self.contact_method.data == "text" and not is_mobile(number):
            raise ValidationError(_("Enter a mobile number for text messages, like 07700 900982"))

    def validate_email(self, field: Field) -> None:
        """Check the address, and that there is one where we write."""
        typed = (field.data or "").strip()
        if not typed and self.contact_method.data != "email":
            return
        try:
            is_good = read_address(typed).channel == "email"
        except AddressError:
            is_good = False
        if not is_good:
            raise ValidationError(_("Enter an email address, like name@example.org"))

    @property
    def said(self) -> Mapping[str, str]:
        """Give the answers in the form in which the questions of a request have them."""
        email = (self.email.data or "").strip()
        return {
            "contact_method": self.contact_method.data,
            "safe_message": self.safe_message.data,
            "phone": uk_phone(self.phone.data or "") or "",
            "email": read_address(email).to if email else "",
        }


def answers_form(questions: Sequence[FamilyQuestion], sent: MultiDict[str, str] | None) -> ReplyForm:
    """Make the form with a box for each open question."""
    boxes: dict[str, Any] = {
        f"{_ANSWER}{one.id}": TextAreaField(one.question, validators=[_not_too_long]) for one in questions
    }
    made: ReplyForm = type("AnswersForm", (ReplyForm,), boxes)(formdata=sent)
    return made


def answers_in(form: ReplyForm, questions: Sequence[FamilyQuestion]) -> Mapping[int, str]:
    """Give what was written, by question; an empty box is no answer yet."""
    typed = {one.id: clean_text(form[f"{_ANSWER}{one.id}"].data or "", keep_lines=True) for one in questions}
    return {number: text for number, text in typed.items() if text}


def ask_for_an_answer(form: ReplyForm, questions: Sequence[FamilyQuestion]) -> None:
    """Say at the first box that something is missing."""
    form[f"{_ANSWER}{questions[0].id}"].errors = [_("Write your answer")]
