"""Forms for comments on the offer: no name, no way to write back."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.infra.forms import PortalForm
from portal.infra.i18n import _, format_number
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import RadioField
from portal.questionnaires.rules.typed import clean_text
from portal.voice.rules.comments import LONGEST_COMMENT, Comment, CommentKind
from portal.voice.rules.needs import form_key
from portal.voice.rules.pages import path_of

_NO_NAMES = _l("Use up to 1,000 characters. Do not write names, addresses or phone numbers.")
LONGEST_PUBLIC = 1000


def said_in(field: Field) -> str:
    """Give what was written in a field, line by line, without odd characters."""
    return clean_text(field.data or "", keep_lines=True)


def check_length(text: str, most: int) -> None:
    """Ask for fewer characters; raises ValidationError."""
    if len(text) > most:
        values = {"limit": most, "length": len(text), "over": len(text) - most}
        raise ValidationError(
            _(
                "Write %(limit)s characters or fewer. You wrote %(length)s. That is %(over)s too many.",
                **{name: format_number(number) for name, number in values.items()},
            )
        )


class WordsForm(PortalForm):
    """Words of a family; `key` is new for each form that is shown, so that one form is kept once."""

    key = HiddenField()
    words = TextAreaField("", description=_NO_NAMES, render_kw={"rows": "6"})

    def __init__(self, *, sent: MultiDict[str, str] | None = None, **data: Any) -> None:
        """Fill in what was sent."""
        super().__init__(formdata=sent, data=data)
        self.form_key = form_key(self.key.data or "")

    def validate_words(self, field: Field) -> None:
        """Ask for words, and not for too many."""
        if not said_in(field):
            raise ValidationError(self.empty())
        check_length(said_in(field), LONGEST_COMMENT)

    def empty(self) -> str:
        """Say what to write when nothing was written."""
        return _("Write what you want to tell us")


class CommentForm(WordsForm):
    """A comment of one of the three kinds of the regulation."""

    kind = RadioField(_l("What is your comment about?"), validate_choice=False)
    words = TextAreaField(_l("Your comment"), description=_NO_NAMES, render_kw={"rows": "6"})

    def __init__(self, *, sent: MultiDict[str, str] | None = None) -> None:
        """Offer the kinds."""
        super().__init__(sent=sent)
        labels = {
            CommentKind.CONTENT: _("What there is, how good it is, or what is missing"),
            CommentKind.ACCESSIBILITY: _("How easy it is to find, read and use what we tell you"),
            CommentKind.INVOLVEMENT: _("How it was made, and how families took part"),
        }
        self.kind.choices = [Choice(kind.value, label) for kind, label in labels.items()]

    def comment(self) -> Comment:
        """Give the comment of a form that is valid."""
        return Comment(CommentKind(self.kind.data), said_in(self.words))

    def validate_kind(self, field: Field) -> None:
        """Ask for one of the three."""
        if field.data not in {kind.value for kind in CommentKind if kind is not CommentKind.PAGE}:
            raise ValidationError(_("Choose what your comment is about"))


class PageFaultForm(WordsForm):
    """Something is wrong on a page; `page` is its path and nothing else."""

    page = HiddenField()
    words = TextAreaField(_l("What is wrong?"), description=_NO_NAMES, render_kw={"rows": "6"})

    def comment(self, page: str) -> Comment:
        """Give the comment of a form that is valid, about a page that was looked at."""
        return Comment(CommentKind.PAGE, said_in(self.words), page)

    @property
    def path(self) -> str:
        """Give the path that was carried along."""
        return path_of(self.page.data or "")

    def empty(self) -> str:
        """Say what to write when nothing was written."""
        return _("Write what is wrong on the page")
