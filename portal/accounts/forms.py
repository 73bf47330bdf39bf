"""Forms of sign-in, of passwords and codes, and of an admin's pages.

Passwords and codes stand in fields that no error page shows again (infra.errors).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import EmailField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from portal.accounts.rules.passwords import LONGEST_PASSWORD, PasswordFault
from portal.core.roles import STAFF_ROLES, Role
from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l

_LONGEST_CODE = 40


def _address(label: str) -> EmailField:
    return EmailField(
        label,
        validators=[
            DataRequired(_l("Enter your e-mail address")),
            Length(max=254, message=_l("Enter a shorter address")),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )


def _password(label: str) -> PasswordField:
    return PasswordField(
        label,
        validators=[
            DataRequired(_l("Enter your password")),
            Length(max=LONGEST_PASSWORD, message=_l("That is longer than any password here")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


def _code() -> StringField:
    return StringField(
        _l("Code"),
        description=_l("The six digits that your app shows now, or one of your recovery codes."),
        validators=[
            DataRequired(_l("Enter the code")),
            Length(max=_LONGEST_CODE, message=_l("That is longer than any code here")),
        ],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"},
    )


class SignInForm(PortalForm):
    """E-mail address and password; both can be pasted."""

    email = _address(_l("E-mail address"))
    password = _password(_l("Password"))


class CodeForm(PortalForm):
    """The second step."""

    key = _code()


class ConfirmForm(PortalForm):
    """The password again, and the code of who has a second factor."""

    password = _password(_l("Password"))
    key = _code()

    def __init__(self, *, asks_code: bool) -> None:
        """Leave the code out for who has no second factor."""
        super().__init__()
        if not asks_code:
            del self.key


class ForgottenForm(PortalForm):
    """The address to which a link is sent."""

    email = _address(_l("E-mail address"))


class PasswordForm(PortalForm):
    """A new password, which can be pasted; what is wrong with it the service says."""

    password = PasswordField(
        _l("New password"),
        description=_l("15 characters or more. Three random words do well. There are no other rules."),
        validators=[DataRequired(_l("Enter a new password"))],
        render_kw={"autocomplete": "new-password"},
    )

    def refuse(self, fault: PasswordFault) -> None:
        """Show at the field why a password cannot be taken."""
        self.password.errors = [
            {
                PasswordFault.SHORT: _("Use 15 characters or more. Three random words do well."),
                PasswordFault.LONG: _("Use 200 characters or fewer."),
                PasswordFault.COMMON: _("That is easy to guess. Use three random words."),
                PasswordFault.ABOUT_YOU: _(
                    "That is about you or the council, so it is easy to guess. Use three random words."
                ),
            }[fault]
        ]


class EnrolForm(PortalForm):
    """The first code of a new app; `kept` carries the secret, encrypted, until it is right."""

    kept = HiddenField()
    key = StringField(
        _l("Code"),
        description=_l("The six digits that your app shows now."),
        validators=[
            DataRequired(_l("Enter the code that your app shows")),
            Length(max=_LONGEST_CODE, message=_l("That is longer than any code here")),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )


def role_words() -> dict[str, str]:
    """Give what each role is called and opens."""
    return {
        Role.TRIAGE_OFFICER: _("Triage officer"),
        Role.COMMISSIONER: _("Commissioner"),
        Role.CONTENT_EDITOR: _("Content editor"),
        Role.PROVIDER_USER: _("Provider"),
        Role.ADMIN: _("Admin"),
        Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
    }


def role_hints() -> dict[str, str]:
    """Give what each role opens, for who gives it."""
    return {
        Role.TRIAGE_OFFICER: _("Requests of families, with names."),
        Role.COMMISSIONER: _("Counts, survey answers and what families miss. No names."),
        Role.CONTENT_EDITOR: _("Listings, words and answers to questions."),
        Role.PROVIDER_USER: _("The listings of one organisation. Goes with no other role."),
        Role.ADMIN: _("People who sign in. No requests of families."),
        Role.DATA_PROTECTION_OFFICER: _("Copies for and erasure of people, and complaints about data."),
    }


class CheckboxesField(SelectMultipleField):
    """Checkboxes, each with a hint."""

    option_hints: Mapping[str, str] = {}


class RolesForm(PortalForm):
    """The roles of a member of staff."""

    roles = CheckboxesField(_l("What may this person do?"), validate_choice=False)

    def __init__(self, offered: Sequence[Role] = STAFF_ROLES, **given: Any) -> None:
        """Offer these roles."""
        super().__init__(**given)
        words = role_words()
        self.roles.choices = [(role.value, words[role]) for role in offered]
        self.roles.option_hints = role_hints()
        self._offered = set(offered)

    @property
    def chosen(self) -> tuple[Role, ...]:
        """Give the roles that were ticked."""
        return tuple(role for role in Role if role.value in (self.roles.data or []))

    def validate_roles(self, field: SelectMultipleField) -> None:
        """Ask for one role at least, and for none that is not offered."""
        if not self.chosen or not set(field.data or []) <= {role.value for role in self._offered}:
            raise ValidationError(_("Choose what this person may do"))


class InviteForm(RolesForm):
    """Who is invited: address, name, roles, and the organisation of a provider."""

    name = StringField(
        _l("Name"),
        description=_l("Colleagues see it beside what this person writes."),
        validators=[
            DataRequired(_l("Enter the name")),
            Length(max=120, message=_l("Use 120 characters or fewer")),
        ],
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        _l("E-mail address"),
        description=_l("The invitation goes there. Use the work address of one person."),
        validators=[
            DataRequired(_l("Enter the e-mail address")),
            Length(max=254, message=_l("Enter a shorter address")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    # Again, so that it stands after name and address, also in the summary of errors.
    roles = CheckboxesField(_l("What may this person do?"), validate_choice=False)
    organisation = SelectField(
        _l("Organisation"), description=_l("Only for a provider."), validate_choice=False
    )

    def __init__(self, organisations: Sequence[tuple[int, str]], **given: Any) -> None:
        """Offer all roles and these organisations."""
        super().__init__(tuple(Role), **given)
        self.organisation.choices = [
            ("", _("None")),
            *((str(number), name) for number, name in organisations),
        ]
        self._organisations = {str(number): number for number, _name in organisations}

    @property
    def is_provider(self) -> bool:
        """Tell whether somebody of an organisation is invited."""
        return self.chosen == (Role.PROVIDER_USER,)

    @property
    def provider_id(self) -> int | None:
        """Give the organisation that was chosen, None for none or one that is not offered."""
        return self._organisations.get(self.organisation.data or "")

    def validate_roles(self, field: SelectMultipleField) -> None:
        """Refuse a provider who would be staff too: each signs in elsewhere."""
        super().validate_roles(field)
        if Role.PROVIDER_USER in self.chosen and not self.is_provider:
            raise ValidationError(_("Provider goes with no other role. Invite the person twice."))

    def validate_email(self, field: EmailField) -> None:
        """Ask for an address to which a message can go."""
        try:
            validate_email((field.data or "").strip(), check_deliverability=False)
        except EmailNotValidError as error:
            raise ValidationError(_("Enter an address such as name@example.org")) from error

    def validate_organisation(self, field: SelectField) -> None:
        """Ask for the organisation of a provider, and for none of anybody else."""
        if self.is_provider and self.provider_id is None:
            raise ValidationError(_("Choose the organisation for which this person works"))
        if not self.is_provider and field.data:
            raise ValidationError(_("Only a provider has an organisation. Choose “None”."))
