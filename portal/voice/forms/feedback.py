"""The form for feedback after a session: no name, every question can be skipped."""

from werkzeug.datastructures import MultiDict
from wtforms import Field, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import RadioField
from portal.voice.forms.comments import WordsForm, check_length, said_in
from portal.voice.rules.comments import LONGEST_COMMENT
from portal.voice.rules.feedback import Building, Feedback, Rating


def rating_words() -> dict[Rating, str]:
    """Give the three steps in words."""
    return {Rating.GOOD: _("Good"), Rating.ALL_RIGHT: _("All right"), Rating.NOT_GOOD: _("Not good")}


def building_words() -> dict[Building, str]:
    """Give the answers about the building in words."""
    return {
        Building.YES: _("Yes"),
        Building.PARTLY: _("Partly"),
        Building.NO: _("No"),
        Building.DOES_NOT_APPLY: _("This does not apply to us"),
    }


class FeedbackForm(WordsForm):
    """How one session was; the first question shows that something must be said."""

    rating = RadioField(_l("How was it?"), validate_choice=False)
    building = RadioField(_l("Was the building accessible?"), validate_choice=False)
    words = TextAreaField(
        _l("What do you want to tell us about it?"),
        description=_l("Use up to 1,000 characters. Do not write names, addresses or phone numbers."),
        render_kw={"rows": "5"},
    )

    def __init__(self, *, sent: MultiDict[str, str] | None = None) -> None:
        """Offer the answers."""
        super().__init__(sent=sent)
        self.rating.choices = [Choice(code.value, label) for code, label in rating_words().items()]
        self.building.choices = [Choice(code.value, label) for code, label in building_words().items()]

    def feedback(self, activity: str | None) -> Feedback:
        """Give what is said of an activity; a code that is not offered is left out."""
        rating, building = self.rating.data, self.building.data
        return Feedback(
            activity=activity,
            rating=Rating(rating) if rating in set(Rating) else None,
            building=Building(building) if building in set(Building) else None,
            words=said_in(self.words),
        )

    def validate_rating(self, _field: Field) -> None:
        """Ask for one thing to be said."""
        if self.feedback(None).is_empty:
            raise ValidationError(_("Tell us at least one thing: choose an answer or write a few words"))

    def validate_words(self, field: Field) -> None:
        """Ask for few words; none are needed."""
        check_length(said_in(field), LONGEST_COMMENT)
