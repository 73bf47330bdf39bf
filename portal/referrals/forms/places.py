"""Forms of places: an offer, and what a family says about it on the phone."""

from datetime import date, timedelta

from wtforms import Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs
from wtforms.validators import DataRequired, InputRequired, Length

from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import RadioField
from portal.referrals.forms.fields import TOO_LONG, ActivitiesField, DayField, SeenForm, chosen_of

_FARTHEST = timedelta(days=120)
_LINE = Length(max=300, message=_l("Use 300 characters or fewer"))


class OfferForm(SeenForm):
    """A place to offer; the family reads the words on its page."""

    offer_outcome = SelectField(
        _l("Decision when the family says yes"),
        validators=[DataRequired(_l("Choose what the family gets"))],
        validate_choice=False,
    )
    offer_programme = SelectField(_l("Programme of the place"), validate_choice=False)
    offer_activity = ActivitiesField(
        _l("Activity of the place"),
        description=_l("The address of its page in the directory, or the last part of it."),
    )
    what = StringField(_l("What"), validators=[DataRequired(_l("Say what the place is")), _LINE])
    where = StringField(_l("Where"), validators=[DataRequired(_l("Say where it is")), _LINE])
    when = StringField(_l("When"), validators=[DataRequired(_l("Say on which days and at what time")), _LINE])
    more = TextAreaField(
        _l("What else the family should know"), validators=[TOO_LONG], render_kw={"rows": "2"}
    )
    answer_by = DayField(
        _l("The family answers by"),
        description=_l("Then the offer ends by itself. A reminder goes out before."),
        validators=[InputRequired(_l("Say by which day the family answers"))],
    )
    today: date

    def validate_offer_outcome(self, _field: Field) -> None:
        """Take only what the content pack offers."""
        if chosen_of(self.offer_outcome) is None:
            raise ValidationError(_("Choose what the family gets"))

    def validate_offer_activity(self, _field: Field) -> None:
        """Take one."""
        if len(self.offer_activity.names) > 1:
            raise ValidationError(_("Name one activity"))

    def validate_answer_by(self, field: Field) -> None:
        """Leave the family at least until tomorrow."""
        if field.data is not None and not self.today < field.data <= self.today + _FARTHEST:
            raise ValidationError(_("Choose a day after today and within 4 months"))


class PhoneAnswerForm(SeenForm):
    """What a family said on the phone about its offer."""

    phone_answer = RadioField(
        _l("What the family said"),
        validators=[DataRequired(_l("Choose what the family said"))],
        choices=[
            Choice("accepted", _l("Yes, they take the place")),
            Choice("declined", _l("No, but they still want a short break")),
            Choice("ended", _l("No, and they want nothing more: the request is taken back")),
            Choice("taken_back", _l("Nothing: we take the offer back")),
        ],
        validate_choice=False,
    )

    def validate_phone_answer(self, field: Field) -> None:
        """Take only what is offered."""
        if field.data not in [option.data for option in self.phone_answer]:
            raise ValidationError(_("Choose what the family said"))
