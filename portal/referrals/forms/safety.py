"""Forms of safeguarding: passing a worry on, the second look; and of calls."""

from datetime import datetime

from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs
from wtforms.fields import HiddenField
from wtforms.validators import DataRequired, InputRequired, Length

from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import RadioField
from portal.referrals.forms.fields import TOO_LONG, MomentField, SeenForm


class PassOnForm(SeenForm):
    """That a worry about a child was passed on."""

    passed_to = StringField(
        _l("Passed on to"),
        description=_l("The team, and the person who took it."),
        validators=[
            DataRequired(_l("Say to whom you passed it on")),
            Length(max=300, message=_l("Use 300 characters or fewer")),
        ],
    )
    passed_at = MomentField(
        _l("When"),
        description=_l("The time on the clock when they took it."),
        validators=[InputRequired(_l("Say when you passed it on"))],
    )
    pass_words = TextAreaField(
        _l("What you passed on"),
        description=_l("For the record. The family never reads that you passed something on."),
        validators=[DataRequired(_l("Say what you passed on")), TOO_LONG],
        render_kw={"rows": "3"},
    )
    moment: datetime

    def validate_passed_at(self, field: Field) -> None:
        """Take nothing from the future."""
        if field.data is not None and field.data > self.moment:
            raise ValidationError(_("This time is still to come"))


class SecondLookForm(SeenForm):
    """What a colleague found at the second look."""

    look = HiddenField()
    second_words = TextAreaField(
        _l("What you looked at, and whether more has to be done"),
        validators=[DataRequired(_l("Say what you found")), TOO_LONG],
        render_kw={"rows": "3"},
    )


class CallForm(SeenForm):
    """What came of a call."""

    call_result = RadioField(
        _l("What came of it"),
        validators=[DataRequired(_l("Choose what came of the call"))],
        choices=[
            Choice("handled", _l("We rang, and it is dealt with")),
            Choice("became_request", _l("We rang, and filled in a request together")),
        ],
        validate_choice=False,
    )
    call_words = TextAreaField(
        _l("What was said"),
        description=_l("For the record, encrypted."),
        validators=[DataRequired(_l("Say what came of the call")), TOO_LONG],
        render_kw={"rows": "3"},
    )

    def validate_call_result(self, field: Field) -> None:
        """Take only what is offered."""
        if field.data not in [option.data for option in self.call_result]:
            raise ValidationError(_("Choose what came of the call"))
