"""Forms of sign-in."""

from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, Length

from portal.accounts.rules import LONGEST_PASSWORD
from portal.infra.forms import PortalForm
from portal.infra.i18n import lazy as _l


class SignInForm(PortalForm):
    """E-mail address and password; both can be pasted."""

    email = EmailField(
        _l("E-mail address"),
        validators=[
            DataRequired(_l("Enter your e-mail address")),
            Length(max=254, message=_l("Enter a shorter address")),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            DataRequired(_l("Enter your password")),
            Length(max=LONGEST_PASSWORD, message=_l("That is longer than any password here")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
