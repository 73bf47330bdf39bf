"""The form for a question that no rule answers: no name, no way to write back."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.allowance.rules.questions import LONGEST_QUESTION, form_key
from portal.allowance.rules.traces import contacts_in
from portal.allowance.rules.years import FinancialYear
from portal.infra.forms import PortalForm
from portal.infra.i18n import _, format_number
from portal.infra.i18n import lazy as _l
from portal.questionnaires.rules.typed import clean_text


class QuestionForm(PortalForm):
    """What a family wants to know; `key` is new for each form that is shown, so that one form is kept once."""

    key = HiddenField()
    question = TextAreaField(
        _l("What would you like to spend the allowance on?"),
        description=_l("Use up to 300 characters. Do not write names, addresses or phone numbers."),
        render_kw={"rows": "4"},
    )
    year = SelectField(_l("Which year is it for?"), validate_choice=False)

    def __init__(
        self,
        years: Sequence[tuple[str, str]],
        *,
        sent: MultiDict[str, str] | None = None,
        question: str = "",
        year: str = "",
    ) -> None:
        """Offer these years, filled with what was sent, or else with what was searched for."""
        super().__init__(formdata=sent, data={"question": question, "year": year})
        self.form_key = form_key(self.key.data or "")
        self._codes = {code for code, _label in years}
        self.year.choices = [*(Choice(code, label) for code, label in years), Choice("", _("I am not sure"))]

    @property
    def words(self) -> str:
        """Give the question as it is kept."""
        return clean_text(self.question.data or "", keep_lines=True)

    @property
    def chosen_year(self) -> FinancialYear | None:
        """Give the year that was chosen; one that is not offered is none."""
        code = self.year.data or ""
        return FinancialYear.parse(code) if code in self._codes else None

    def validate_question(self, field: Field) -> None:
        """Ask for few words, and for none by which somebody could be reached: no answer comes that way."""
        if not self.words:
            raise ValidationError(_("Write what you would like to spend the allowance on"))
        length = len(self.words)
        if length > LONGEST_QUESTION:
            values = {"limit": LONGEST_QUESTION, "length": length, "over": length - LONGEST_QUESTION}
            raise ValidationError(
                _(
                    "Write %(limit)s characters or fewer. You wrote %(length)s. That is %(over)s too many.",
                    **{name: format_number(number) for name, number in values.items()},
                )
            )
        if contacts_in(self.words):
            raise ValidationError(
                _("Take out phone numbers, email addresses and postcodes. We cannot write back from here.")
            )
