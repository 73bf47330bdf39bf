"""“Tell me when there is news”: an e-mail address and nothing else."""

from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Field, HiddenField, ValidationError

from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.i18n import lazy as _l
from portal.links.rules import AddressError, read_address
from portal.voice.rules.needs import form_key


class NewsForm(PortalForm):
    """An address to which one message goes; `key` is new for each form that is shown."""

    key = HiddenField()
    email = EmailField(
        _l("Your e-mail address"),
        description=_l("We write once. Then we delete your address."),
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )

    def __init__(self, *, sent: MultiDict[str, str] | None = None) -> None:
        """Fill in what was sent."""
        super().__init__(formdata=sent)
        self.form_key = form_key(self.key.data or "")

    @property
    def address(self) -> str:
        """Give the address of a form that is valid."""
        return read_address(self.email.data or "").to

    def validate_email(self, field: Field) -> None:
        """Ask for an e-mail address, as the other forms do."""
        try:
            found = read_address(field.data or "")
        except AddressError:
            found = None
        if found is None or found.channel != "email":
            raise ValidationError(_("Enter an e-mail address, like name@example.org"))
