"""Forms of triage: notes, who has it, questions to the family, decisions."""

from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import CheckboxesField, RadioField
from portal.referrals.forms.fields import TOO_LONG, ActivitiesField, SeenForm, chosen_of

_MOST_ACTIVITIES = 3


class NoteForm(SeenForm):
    """A note that colleagues read."""

    text = TextAreaField(
        _l("Note"),
        description=_l("Colleagues in the team read it. The family can ask for a copy."),
        validators=[DataRequired(_l("Write the note")), TOO_LONG],
        render_kw={"rows": "4"},
    )


class AssignForm(SeenForm):
    """Who looks after a request."""

    assignee = SelectField(_l("Who looks after it"), validate_choice=False)

    def validate_assignee(self, field: Field) -> None:
        """Take only people who are in the list."""
        if field.data and chosen_of(self.assignee) is None:
            raise ValidationError(_("Choose somebody from the list"))


class ActForm(SeenForm):
    """A button of the case page."""

    act = HiddenField(validators=[DataRequired(_l("That was not understood. Choose again."))])


class AskForm(SeenForm):
    """Questions to the family, at least one."""

    question_1 = TextAreaField(
        _l("First question"),
        description=_l(
            "The family reads it on its page, after it opened a link. Write to them, in plain words."
        ),
        validators=[DataRequired(_l("Write a question")), TOO_LONG],
        render_kw={"rows": "2"},
    )
    question_2 = TextAreaField(_l("Second question"), validators=[TOO_LONG], render_kw={"rows": "2"})
    question_3 = TextAreaField(_l("Third question"), validators=[TOO_LONG], render_kw={"rows": "2"})

    @property
    def questions(self) -> tuple[str, ...]:
        """Give what was asked."""
        fields = (self.question_1, self.question_2, self.question_3)
        return tuple(text for field in fields if (text := (field.data or "").strip()))


class DecisionForm(SeenForm):
    """A decision; reason and what else there is are content, so nothing about a child gets into a message."""

    outcome = RadioField(
        _l("Decision"), validators=[DataRequired(_l("Choose a decision"))], validate_choice=False
    )
    reason = SelectField(
        _l("Reason for the family"),
        description=_l("Needed when the family does not get what it asked for. It stands on its page."),
        validate_choice=False,
    )
    alternatives = CheckboxesField(
        _l("What else there is"),
        description=_l("Needed with every “no”, at least one, from here or from the directory."),
        validate_choice=False,
    )
    activities = ActivitiesField(
        _l("Activities that may fit"),
        description=_l("Addresses of pages of the directory, or the last parts of them. At most 3."),
    )
    waits_for = SelectField(
        _l("Programme"),
        description=_l(
            "What the family gets, or waits for. Needed for a waiting list, or name the activity."
        ),
        validate_choice=False,
    )
    waits_for_activity = ActivitiesField(_l("Activity of the waiting list"))
    family_words = TextAreaField(
        _l("Your own words to the family"),
        description=_l(
            "Plain words. They stand on the family’s page and never in a message. Name no need and no condition."
        ),
        validators=[TOO_LONG],
        render_kw={"rows": "3"},
    )
    words = TextAreaField(
        _l("Your own words for the record"),
        description=_l("Kept encrypted. The family does not see it on its page, but can ask for a copy."),
        validators=[TOO_LONG],
        render_kw={"rows": "3"},
    )

    def validate_outcome(self, field: Field) -> None:
        """Take only what the content pack offers."""
        if field.data not in [option.data for option in self.outcome]:
            raise ValidationError(_("Choose a decision"))

    def validate_activities(self, _field: Field) -> None:
        """Take a few; a list of twenty helps nobody."""
        if len(self.activities.names) > _MOST_ACTIVITIES:
            raise ValidationError(_("Name at most 3 activities"))

    def validate_waits_for_activity(self, _field: Field) -> None:
        """Take one."""
        if len(self.waits_for_activity.names) > 1:
            raise ValidationError(_("Name one activity"))


class SameChildForm(SeenForm):
    """Another request for the same child."""

    other = StringField(
        _l("Reference of the other request"),
        validators=[
            DataRequired(_l("Write the reference")),
            Length(max=60, message=_l("That is no reference")),
        ],
    )
