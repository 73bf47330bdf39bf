"""Forms of editors: nothing that may point to a person is published without a second look at each piece."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import Field, SelectField, TextAreaField, ValidationError
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the library's stubs

from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.questionnaires.forms import CheckboxesField
from portal.voice.forms.comments import LONGEST_PUBLIC, check_length, said_in
from portal.voice.rules.checks import Finding, FindingKind, findings_in, unconfirmed
from portal.voice.rules.comments import Refusal


def in_words(finding: Finding) -> str:
    """Say what a piece may be."""
    words = {
        FindingKind.NAME: _("“%(text)s”: this is not the name of a person"),
        FindingKind.NUMBER: _("“%(text)s”: this number is public"),
        FindingKind.EMAIL: _("“%(text)s”: this e-mail address is public"),
        FindingKind.POSTCODE: _("“%(text)s”: this is not a home"),
        FindingKind.QUOTE: _("%(text)s: at least 5 people are in the group that said this"),
    }
    return words[finding.kind] % {"text": finding.text}


class CheckedForm(PortalForm):
    """A form that publishes; `safe` holds the marks of the pieces that an editor confirms."""

    safe = CheckboxesField(
        _l("Look at each of these. Tick it if it is safe, or take it out of the words."),
        validate_choice=False,
    )

    def offer(self, findings: Sequence[Finding]) -> None:
        """Ask about these pieces."""
        self.found = tuple(findings)
        self.safe.choices = [Choice(finding.mark, in_words(finding)) for finding in findings]

    @property
    def ticked(self) -> frozenset[str]:
        """Give the marks that were ticked."""
        return frozenset(self.safe.data or ())

    def validate_safe(self, field: Field) -> None:
        """Stop while a piece is neither ticked nor gone."""
        if left := unconfirmed(self.found, self.ticked):
            told = "; ".join(finding.text for finding in left)
            raise ValidationError(
                _("This may point to a person: %(found)s. Confirm it or take it out.", found=told)
            )


class PublishForm(CheckedForm):
    """Puts what was previewed on the page."""


class PublicCommentForm(CheckedForm):
    """The public words of a comment, and the council's answer."""

    words = TextAreaField(
        _l("The comment, in words without a person"),
        description=_l("Everybody can read it. Keep what it says. Up to 1,000 characters."),
        render_kw={"rows": "5"},
    )
    answer = TextAreaField(
        _l("Our answer and what we do (you can write it later)"),
        description=_l("Everybody can read it. Plain words, up to 1,000 characters."),
        render_kw={"rows": "5"},
    )

    def __init__(self, known: Collection[str], *, words: str = "", answer: str = "") -> None:
        """Fill in what is published; `known` are words that are no names."""
        super().__init__(data={"words": words, "answer": answer})
        self._known = known
        self._look()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check everything, with the pieces that stand in the words now."""
        self._look()
        is_valid: bool = super().validate(extra_validators)
        return is_valid

    def validate_words(self, field: Field) -> None:
        """Ask for words."""
        if not said_in(field):
            raise ValidationError(_("Write the comment in words that everybody may read"))
        check_length(said_in(field), LONGEST_PUBLIC)

    def validate_answer(self, field: Field) -> None:
        """Ask for a short answer."""
        check_length(said_in(field), LONGEST_PUBLIC)

    @property
    def public(self) -> tuple[str, str]:
        """Give words and answer."""
        return said_in(self.words), said_in(self.answer)

    def _look(self) -> None:
        self.offer(findings_in(self.public, self._known))


class RefusalForm(PortalForm):
    """For which legal reason a comment is not published."""

    reason = SelectField(_l("Why is it not published?"), validate_choice=False)

    def __init__(self, reasons: dict[Refusal, str]) -> None:
        """Offer the reasons of the law, the first of which is none."""
        super().__init__()
        offered = [Choice(reason.value, words) for reason, words in reasons.items()]
        self.reason.choices = [Choice("", _("Choose a reason")), *offered]

    def validate_reason(self, field: Field) -> None:
        """Ask for one of them: the law has no other."""
        if field.data not in set(Refusal):
            raise ValidationError(_("Choose one of the reasons of the law"))
