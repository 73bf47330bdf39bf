"""The form that asks where a link may go."""

from wtforms import Field, Form, StringField, ValidationError

from portal.infra.forms import PortalForm
from portal.infra.i18n import _, lazy
from portal.links.rules import AddressError, read_address


def _reads(_form: Form, field: Field) -> None:
    try:
        read_address(field.data or "")
    except AddressError as error:
        raise ValidationError(
            _("Enter an email address, like name@example.org, or a mobile number, like 07700 900982")
        ) from error


class AddressForm(PortalForm):
    """One box for an email address or a mobile number: nobody has to choose first."""

    address = StringField(
        lazy("Your email address or mobile number"),
        description=lazy("We send one message with a link. Use the one you gave us before."),
        validators=[_reads],
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )
