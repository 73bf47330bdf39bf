"""Forms with which staff open a round, change its days and invite to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs
from wtforms.validators import DataRequired, Length

from portal.infra.forms import ActionForm, PortalForm
from portal.infra.i18n import _, format_number
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import DatePartsField, RadioField, words_of
from portal.questionnaires.rules.answers import AnswerError, read_answer
from portal.questionnaires.rules.questions import Kind, Question
from portal.questionnaires.rules.typed import whole_number
from portal.surveys.rules.invitations import MOST_AT_ONCE, Addresses, addresses_in, is_form_key
from portal.surveys.rules.rounds import Audience, Channel, Round, RoundFault, RoundPlan

_LONGEST_NAME = 120
_LONGEST_PASTE = 60_000
_MOST_SHOWN = 5
_OPEN_LINK, _INVITATION = "open", "invitation"
FAULTS: Mapping[RoundFault, str] = {
    RoundFault.ENDS_BEFORE_START: _l("The last day is before the first. Enter a later day."),
    RoundFault.IS_OVER: _l("This day has gone by. Enter today or a later day."),
    RoundFault.OVERLAPS: _l(
        "Another round of this survey is open to anybody on one of these days. Choose other days, or close that one."
    ),
    RoundFault.NOT_EARLIER: _l("That round did not open before this one. Choose an earlier one."),
    RoundFault.OTHER_SURVEY: _l("That round asks other people. Choose one of the same survey."),
    RoundFault.HAS_ANSWERS: _l("There are answers already, so the first day stays as it is."),
}


def _parts_of(day: date) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)


def _chosen(_form: PortalForm, field: Field) -> None:
    offered: Any = field
    if field.data not in {choice.value for choice in offered.choices or ()}:
        raise ValidationError(_("Choose one answer"))


class _DaysForm(PortalForm):
    """The first and the last day of a round, both included."""

    opens_on = DatePartsField(_l("First day"))
    closes_on = DatePartsField(_l("Last day"), description=_l("Answers are taken until midnight."))

    def validate_opens_on(self, field: Field) -> None:
        """Take a real date only."""
        _day_in(field)

    def validate_closes_on(self, field: Field) -> None:
        """Take a real date only."""
        _day_in(field)

    @property
    def days(self) -> tuple[date, date]:
        """Give the two days of a form that was checked."""
        return _day_in(self.opens_on), _day_in(self.closes_on)

    def show_faults(self, faults: Mapping[str, RoundFault]) -> None:
        """Say at each field what the rules found wrong with it."""
        for name, fault in faults.items():
            self[name].errors = [*self[name].errors, FAULTS[fault]]


def _day_in(field: Field) -> date:
    question = Question(field.name, Kind.DATE, str(field.label.text), required=True)
    try:
        answer = read_answer(question, tuple(field.data or ()), date.min)
    except AnswerError as error:
        raise ValidationError(words_of(error, question)) from error
    assert isinstance(answer, date)
    return answer


class RoundForm(_DaysForm):
    """A new round."""

    audience = RadioField(_l("Which survey?"), validators=[_chosen], validate_choice=False)
    name = StringField(
        _l("What do you call this round?"),
        description=_l("Only staff see it, for example “Spring 2027”."),
        validators=[
            DataRequired(_l("Enter a name for the round")),
            Length(max=_LONGEST_NAME, message=_l("Use 120 characters or fewer")),
        ],
    )
    by = RadioField(
        _l("Who can answer?"),
        choices=[
            Choice(_OPEN_LINK, _l("Anybody, by the open link and the poster")),
            Choice(_INVITATION, _l("Only people with an invitation that works once")),
        ],
        validators=[_chosen],
        validate_choice=False,
    )
    compared_with = SelectField(
        _l("Compare it with an earlier round (optional)"), validators=[_chosen], validate_choice=False
    )

    def __init__(
        self, surveys: Sequence[tuple[Audience, str]], rounds: Sequence[Round], today: date | None = None
    ) -> None:
        """Offer these surveys and earlier rounds; the first day is `today` at first."""
        super().__init__(data={"opens_on": _parts_of(today)} if today else None)
        self.audience.choices = [Choice(audience.value, title) for audience, title in surveys]
        earlier = [Choice(one.code, f"{one.code}: {one.name}") for one in rounds]
        self.compared_with.choices = [Choice("", _l("No comparison")), *earlier]

    @property
    def plan(self) -> RoundPlan:
        """Give the round that a form which was checked asks for."""
        opens_on, closes_on = self.days
        return RoundPlan(
            audience=Audience(self.audience.data),
            name=" ".join((self.name.data or "").split()),
            opens_on=opens_on,
            closes_on=closes_on,
            by_invitation=self.by.data == _INVITATION,
            compared_with=self.compared_with.data or "",
        )


class MoveForm(_DaysForm):
    """Other days for a round."""

    def __init__(self, opens_on: date, closes_on: date) -> None:
        """Show the days as they are."""
        super().__init__(data={"opens_on": _parts_of(opens_on), "closes_on": _parts_of(closes_on)})


class KeyedForm(ActionForm):
    """A form that makes something once, however often it is sent; `key` is new for each form that is shown."""

    key = HiddenField()

    def validate_key(self, field: Field) -> None:
        """Take only a key that we gave out."""
        if not is_form_key(field.data or ""):
            raise ValidationError(_("This form is not whole. Open the page again."))


class SheetForm(KeyedForm):
    """How many invitations to print."""

    count = StringField(_l("How many invitations?"), render_kw={"inputmode": "numeric"})

    def validate_count(self, field: Field) -> None:
        """Take a whole number within one sheet's reach."""
        if self.number is None:
            raise ValidationError(_("Enter a number from 1 to 300"))

    @property
    def number(self) -> int | None:
        """Give how many are asked for, or None when that is no number of invitations."""
        found = whole_number(self.count.data or "")
        return found if found is not None and 1 <= found <= MOST_AT_ONCE else None


class PostForm(KeyedForm):
    """The e-mail addresses to which invitations go; they are kept nowhere but in the messages."""

    addresses = TextAreaField(
        _l("E-mail addresses"),
        description=_l("One on each line, or with commas between them. At most 300."),
        validators=[
            DataRequired(_l("Paste at least one e-mail address")),
            Length(
                max=_LONGEST_PASTE, message=_l("This is too long. Send the invitations in several steps.")
            ),
        ],
        render_kw={"rows": "8", "spellcheck": "false", "autocomplete": "off"},
    )
    language = RadioField(_l("In which language?"), validators=[_chosen], validate_choice=False)

    def offer(self, languages: Sequence[tuple[str, str]]) -> None:
        """Offer these languages; the first is chosen."""
        self.language.choices = [Choice(code, name) for code, name in languages]
        self.language.data = self.language.data or languages[0][0]

    @property
    def read(self) -> Addresses:
        """Give the addresses in what was pasted."""
        return addresses_in(self.addresses.data or "")

    def validate_addresses(self, field: Field) -> None:
        """Name what is no address, and refuse more than fit into one step."""
        read = self.read
        if read.bad:
            shown = ", ".join(read.bad[:_MOST_SHOWN])
            raise ValidationError(_("These are not e-mail addresses: %(parts)s", parts=shown))
        if len(read.good) > MOST_AT_ONCE:
            number = format_number(len(read.good))
            raise ValidationError(
                _("These are %(number)s addresses. Send at most 300 at once.", number=number)
            )


class ChannelForm(KeyedForm):
    """How an answer that staff type in came."""

    channel = RadioField(
        _l("How did the answers come?"),
        choices=[Choice(Channel.PAPER.value, _l("On paper")), Choice(Channel.PHONE.value, _l("By phone"))],
        validators=[_chosen],
        validate_choice=False,
    )
