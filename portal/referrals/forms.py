"""Forms of triage."""

from wtforms import Field, HiddenField, IntegerField, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import RadioField

LONGEST_NOTE = 4000


class NoteForm(PortalForm):
    """A note that colleagues read."""

    text = TextAreaField(
        _l("Note"),
        description=_l("Colleagues in the team read it. The family can ask for a copy."),
        validators=[
            DataRequired(_l("Write the note")),
            Length(max=LONGEST_NOTE, message=_l("Use 4000 characters or fewer")),
        ],
        render_kw={"rows": "4"},
    )


class MoveForm(PortalForm):
    """A move that is no decision; `changes` is what this page knew, so that the second of two is told."""

    move = HiddenField(validators=[DataRequired()])
    changes = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=0)])


class DecisionForm(PortalForm):
    """A decision; the reason's words are content, so nothing about a child gets into a message."""

    changes = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=0)])
    outcome = RadioField(
        _l("Decision"),
        validators=[DataRequired(_l("Choose a decision"))],
        validate_choice=False,
    )
    reason = SelectField(
        _l("Reason for the family"),
        description=_l(
            "These words go into the message. Needed when the family does not get what it asked for."
        ),
        validate_choice=False,
    )
    words = TextAreaField(
        _l("Your own words for the record"),
        description=_l("Kept encrypted. Not sent in the message: tell the family when you ring."),
        validators=[Length(max=LONGEST_NOTE, message=_l("Use 4000 characters or fewer"))],
        render_kw={"rows": "3"},
    )

    def validate_outcome(self, field: Field) -> None:
        """Take only what the content pack offers."""
        if field.data not in [option.data for option in self.outcome]:
            raise ValidationError(_("Choose a decision"))
