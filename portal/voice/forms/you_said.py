"""The form in which editors write “You said, we did”, and the one for its other languages."""

from collections.abc import Sequence
from typing import Any

from wtforms import DateField, Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs
from wtforms.validators import Optional

from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import RadioField
from portal.questionnaires.rules.typed import clean_text
from portal.voice.forms.comments import check_length, said_in
from portal.voice.forms.outcomes import status_words
from portal.voice.rules.you_said import Said, Status, ThemeRef, Words

LONGEST_PART, LONGEST_OWNER = 1500, 80


class _PartsForm(PortalForm):
    """The parts of an item in one language; `after` is the version that was open when they were written."""

    after = HiddenField()
    asked = TextAreaField(_l("We asked"), render_kw={"rows": "3"})
    said = TextAreaField(_l("You said"), render_kw={"rows": "3"})
    did = TextAreaField(_l("We did"), render_kw={"rows": "3"})
    why = TextAreaField(
        _l("Why we cannot do it"),
        description=_l("Only for what cannot be done."),
        render_kw={"rows": "3"},
    )

    def words(self) -> Words:
        """Give the words of a form that is valid."""
        return Words(*(said_in(self[part]) for part in ("asked", "said", "did", "why")))

    @property
    def version(self) -> int:
        """Give the version that this one follows."""
        text = self.after.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else 0

    def validate_asked(self, field: Field) -> None:
        """Ask for what was asked."""
        self._check(field, _("Write what you asked"))

    def validate_said(self, field: Field) -> None:
        """Ask for what families said."""
        self._check(field, _("Write what families said"))

    def validate_did(self, field: Field) -> None:
        """Ask for what was done."""
        self._check(field, _("Write what you did"))

    def _check(self, field: Field, empty: str) -> None:
        if not said_in(field):
            raise ValidationError(empty)
        check_length(said_in(field), LONGEST_PART)


class YouSaidForm(_PartsForm):
    """An item in English."""

    theme = SelectField(
        _l("Theme (you can leave this empty)"),
        description=_l("The theme of a survey that families named."),
        validate_choice=False,
    )
    status = RadioField(_l("What came of it?"), validate_choice=False)
    owner = StringField(
        _l("Team that does it"), description=_l("Everybody can read it. A team, never a person.")
    )
    due_on = DateField(_l("By when (you can leave this empty)"), validators=[Optional()])

    def __init__(self, themes: Sequence[tuple[str, str]], said: Said | None = None, after: int = 0) -> None:
        """Offer these themes, filled with a version."""
        super().__init__(data=_data(said, after))
        self._themes = {value for value, _label in themes}
        self.theme.choices = [Choice("", _("No theme")), *(Choice(*pair) for pair in themes)]
        self.status.choices = [Choice(status.value, label) for status, label in status_words().items()]

    def entered(self, before: Said | None = None) -> Said:
        """Give the version of a form that is valid; the translations of the one before are kept."""
        return Said(
            words=self.words(),
            status=Status(self.status.data),
            owner=clean_text(self.owner.data or "", keep_lines=False),
            due_on=self.due_on.data,
            theme=ThemeRef.parse(self.theme.data or ""),
            translations=before.translations if before else {},
        )

    def validate_status(self, field: Field) -> None:
        """Ask for one of the three."""
        if field.data not in set(Status):
            raise ValidationError(_("Choose what came of it"))

    def validate_why(self, field: Field) -> None:
        """Ask for a reason for what cannot be done, and for none else."""
        if self.status.data == Status.CANNOT.value:
            self._check(field, _("Write why it cannot be done: families ask"))
        elif said_in(field):
            raise ValidationError(_("A reason belongs only to what cannot be done"))

    def validate_owner(self, field: Field) -> None:
        """Ask for a team."""
        text = clean_text(field.data or "", keep_lines=False)
        if not text:
            raise ValidationError(_("Write which team does it"))
        check_length(text, LONGEST_OWNER)

    def validate_theme(self, field: Field) -> None:
        """Take a theme of the list, or none."""
        if field.data and field.data not in self._themes:
            raise ValidationError(_("Choose a theme from the list"))

    def validate_due_on(self, field: Field) -> None:
        """Take a date or nothing."""
        if field.data is None:
            # What stands here already is the library's own words for it.
            field.errors = []
            raise ValidationError(_("Enter a date, like 2026-11-01"))


class TranslationForm(_PartsForm):
    """An item in another language."""

    def __init__(self, said: Said, words: Words | None, after: int) -> None:
        """Fill in the words of the language, if it has any."""
        data = _parts(words) if words else {}
        super().__init__(data={**data, "after": str(after)})
        self._needs_why = said.status is Status.CANNOT

    def validate_why(self, field: Field) -> None:
        """Ask for the reason where the English words have one."""
        if self._needs_why:
            self._check(field, _("Write why it cannot be done: families ask"))
        elif said_in(field):
            raise ValidationError(_("A reason belongs only to what cannot be done"))


def _parts(words: Words) -> dict[str, str]:
    return {"asked": words.asked, "said": words.said, "did": words.did, "why": words.why}


def _data(said: Said | None, after: int) -> dict[str, Any]:
    if said is None:
        return {"after": str(after)}
    return {
        **_parts(said.words),
        "after": str(after),
        "theme": said.theme.value if said.theme else "",
        "status": said.status.value,
        "owner": said.owner,
        "due_on": said.due_on,
    }
