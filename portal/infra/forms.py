"""The base of all forms."""

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from wtforms import ValidationError
from wtforms.i18n import DummyTranslations

from portal.infra.i18n import _


class _KindToken(_FlaskFormCSRF):  # type: ignore[misc]  # flask-wtf carries no types
    """The usual token, with words that a family understands and nothing lost."""

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Turn a missing or foreign token into an error of the form."""
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as error:
            raise ValidationError(
                _("This page was open for a long time. What you wrote is still here. Press the button again.")
            ) from error


class PortalForm(FlaskForm):  # type: ignore[misc]  # flask-wtf carries no types
    """A form whose token error is shown in its summary, above everything that was typed."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # flask-wtf carries no types
        csrf_class = _KindToken

        def get_translations(self, form: Any) -> DummyTranslations:
            """Leave the library's own catalogues out: every message is one of the portal's."""
            return DummyTranslations()


class ActionForm(PortalForm):
    """A form with a button only."""
