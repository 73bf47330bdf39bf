"""The forms of the coding desk; no theme is ever ticked before a person ticks it."""

from collections.abc import Collection, Mapping, Sequence

from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.infra.forms import PortalForm
from portal.infra.i18n import _, spoken_list
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import CheckboxesField
from portal.questionnaires.rules.typed import clean_text
from portal.surveys.rules.coding import Choice as Decision
from portal.surveys.rules.coding import MergeFault
from portal.surveys.rules.themes import LONGEST_LABEL, Theme


class CodingForm(PortalForm):
    """The themes of one comment; `seen` marks the coder's own choice when the form was opened."""

    themes = CheckboxesField(_l("Which themes does it name?"), validate_choice=False)
    nothing = BooleanField(_l("None of these fits"))
    new_theme = StringField(
        _l("A theme that is not in the list"),
        description=_l("It is added to the list and ticked. It stands in reports: no names, no quotes."),
    )
    seen = HiddenField()

    def fill(self, chosen: Collection[str] | None) -> None:
        """Show what this coder chose before; None when nothing was coded yet."""
        self.themes.data = sorted(chosen or ())
        self.nothing.data = chosen is not None and not chosen

    def offer(
        self, themes: Sequence[Theme], suggestions: Mapping[str, Sequence[str]], final: Mapping[str, str]
    ) -> None:
        """Offer these themes, with the words that suggest one: a suggestion is shown and ticks nothing.

        What is ticked and was merged since is shown as what it counts as.
        """
        self.themes.choices = [Choice(theme.code, theme.label) for theme in themes]
        self.themes.option_hints = {code: _suggestion(words) for code, words in suggestions.items()}
        self.themes.data = sorted({final.get(code, code) for code in self.chosen})

    @property
    def choice(self) -> Decision:
        """Give what was decided."""
        return Decision(self.chosen, self.seen.data or "", self.label)

    @property
    def chosen(self) -> frozenset[str]:
        """Give the codes that were ticked."""
        return frozenset(self.themes.data or ())

    @property
    def label(self) -> str:
        """Give the label of the theme to add, or ""."""
        return clean_text(self.new_theme.data or "", keep_lines=False)

    def refuse_unknown(self) -> None:
        """Say that a theme was sent which the group does not have."""
        self.themes.errors = [_("Choose themes from the list")]

    def validate_themes(self, field: Field) -> None:
        """Ask for a decision: themes, or that nothing fits."""
        has_theme = bool(self.chosen or self.label)
        if has_theme and self.nothing.data:
            raise ValidationError(_("Choose themes or “None of these fits”, not both"))
        if not has_theme and not self.nothing.data:
            raise ValidationError(_("Tick a theme, or “None of these fits”"))

    def validate_new_theme(self, field: Field) -> None:
        """Keep a label short enough for a report."""
        _check_length(self.label)


class ClearForm(PortalForm):
    """A button that takes a coder's choice back; `seen` marks which."""

    seen = HiddenField()


class ThemeForm(PortalForm):
    """A theme to add."""

    label = StringField(
        _l("Name of the new theme"),
        description=_l("It stands in reports: no names, no quotes. The code is made from it."),
    )

    @property
    def words(self) -> str:
        """Give the label as it is kept."""
        return clean_text(self.label.data or "", keep_lines=False)

    def validate_label(self, field: Field) -> None:
        """Ask for a label of a sensible length."""
        if not self.words:
            raise ValidationError(_("Write the name of the theme"))
        _check_length(self.words)


class MergeForm(PortalForm):
    """Two themes, of which the first counts as the second from now on."""

    from_code = SelectField(_l("Count this theme"), validate_choice=False)
    into_code = SelectField(_l("as this one"), validate_choice=False)

    def offer(self, themes: Sequence[Theme]) -> None:
        """Offer the themes that count for themselves."""
        choices = [Choice("", _("Choose a theme")), *(Choice(one.code, one.label) for one in themes)]
        self.from_code.choices, self.into_code.choices = choices, list(choices)

    def validate_from_code(self, field: Field) -> None:
        """Ask for the first theme."""
        _check_chosen(field)

    def validate_into_code(self, field: Field) -> None:
        """Ask for the second theme."""
        _check_chosen(field)

    def refuse(self, fault: MergeFault) -> None:
        """Say why these two cannot be merged."""
        self.into_code.errors = [_FAULTS[fault]]


_FAULTS = {
    MergeFault.UNKNOWN: _l("Choose two themes from the lists"),
    MergeFault.SAME: _l("Choose two different themes"),
    MergeFault.ALREADY_MERGED: _l(
        "Somebody has merged the first theme already. Undo that merge below to merge it elsewhere."
    ),
    MergeFault.CIRCLE: _l(
        "The second theme counts as the first already. Undo that merge below to turn it round."
    ),
}


def _suggestion(words: Sequence[str]) -> str:
    quoted = spoken_list([f"“{word}”" for word in words])
    if len(words) == 1:
        return _("suggested: the word %(word)s stands in it", word=quoted)
    return _("suggested: the words %(words)s stand in it", words=quoted)


def _check_length(label: str) -> None:
    if len(label) > LONGEST_LABEL:
        raise ValidationError(_("Write %(most)s characters or fewer", most=LONGEST_LABEL))


def _check_chosen(field: Field) -> None:
    if not field.data:
        raise ValidationError(_("Choose a theme from the list"))
