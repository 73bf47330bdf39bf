"""The form for what is missing: nothing is required, and something must be said."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.activities.rules.facets import Facet
from portal.infra.forms import PortalForm
from portal.infra.i18n import _, format_number
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import CheckboxesField, RadioField
from portal.questionnaires.rules.typed import clean_text
from portal.voice.rules.needs import KINDS, LONGEST_WORDS, Told, form_key

# Code and words of each choice of a question.
Choices = Mapping[Facet, Sequence[tuple[str, str]]]


class MissingForm(PortalForm):
    """What a family looked for; `key` is new for each form that is shown, so that one form is kept once."""

    key = HiddenField()
    words = TextAreaField(
        _l("What did you look for?"),
        description=_l("Use up to 200 characters. Do not write names, addresses or phone numbers."),
        render_kw={"rows": "3"},
    )
    district = RadioField(_l("Where would it help you?"), validate_choice=False)
    type = CheckboxesField(
        _l("What would you like to do?"), description=_l("Choose all that fit."), validate_choice=False
    )
    need = CheckboxesField(
        _l("What support is needed?"), description=_l("Choose all that fit."), validate_choice=False
    )
    age = CheckboxesField(_l("How old?"), description=_l("Choose all that fit."), validate_choice=False)
    access = CheckboxesField(
        _l("What must be there?"),
        description=_l("You chose this in your search. Untick what you can do without."),
        validate_choice=False,
    )
    day = CheckboxesField(_l("On which days?"), validate_choice=False)
    time = CheckboxesField(_l("At what time of day?"), validate_choice=False)
    season = CheckboxesField(_l("At what time of year?"), validate_choice=False)

    def __init__(
        self,
        choices: Choices,
        *,
        sent: MultiDict[str, str] | None = None,
        told: Told | None = None,
    ) -> None:
        """Offer these choices, filled with what was sent, or else with what a search already told."""
        super().__init__(formdata=sent, data=_data(told))
        self.form_key = form_key(self.key.data or "")
        self._codes = {facet: {code for code, _label in pairs} for facet, pairs in choices.items()}
        for facet, pairs in choices.items():
            self[facet.value].choices = [Choice(code, label) for code, label in pairs]

    def told(self) -> Told:
        """Give what is said; a code that is not offered is left out."""
        chosen = {kind: self._offered(kind, self[kind.value].data or ()) for kind in KINDS}
        area = next(iter(self._offered(Facet.DISTRICT, (self.district.data or "",))), None)
        named = {kind: codes for kind, codes in chosen.items() if codes}
        return Told(area, named, clean_text(self.words.data or "", keep_lines=False))

    def validate_words(self, field: Field) -> None:
        """Ask for something to be said, and for few words; the first question shows what is wrong."""
        told = self.told()
        if told.is_empty:
            raise ValidationError(_("Tell us at least one thing: write a few words or choose an answer"))
        length = len(told.words)
        if length > LONGEST_WORDS:
            values = {"limit": LONGEST_WORDS, "length": length, "over": length - LONGEST_WORDS}
            raise ValidationError(
                _(
                    "Write %(limit)s characters or fewer. You wrote %(length)s. That is %(over)s too many.",
                    **{name: format_number(number) for name, number in values.items()},
                )
            )

    def _offered(self, facet: Facet, codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for code in codes if code in self._codes[facet]))


def _data(told: Told | None) -> dict[str, Any]:
    if told is None:
        return {}
    chosen = {kind.value: list(codes) for kind, codes in told.choices.items()}
    return {**chosen, "district": told.area, "words": told.words}


class ToldForm(PortalForm):
    """Who told a family that it needs a diagnosis: a role, never a name."""

    key = HiddenField()
    said_by = RadioField(
        _l("Who told you that you need a diagnosis?"),
        description=_l(
            "Choose what they do, not who they are. If it was more than one, send the form again."
        ),
        validate_choice=False,
    )
    area = RadioField(_l("Where was it?"), description=_l("You can skip this."), validate_choice=False)

    def __init__(
        self,
        roles: Sequence[tuple[str, str]],
        areas: Sequence[tuple[str, str]],
        *,
        sent: MultiDict[str, str] | None = None,
    ) -> None:
        """Offer these roles and areas, filled with what was sent."""
        super().__init__(formdata=sent)
        self.form_key = form_key(self.key.data or "")
        self.said_by.choices = [Choice(code, label) for code, label in roles]
        self.area.choices = [Choice(code, label) for code, label in areas]
        self._roles, self._areas = dict(roles), dict(areas)

    def validate_said_by(self, field: Field) -> None:
        """Ask for one of the roles."""
        if field.data not in self._roles:
            raise ValidationError(_("Choose who told you that you need a diagnosis"))

    @property
    def where(self) -> str | None:
        """Give the area, or nothing where none of ours was chosen."""
        return self.area.data if self.area.data in self._areas else None
