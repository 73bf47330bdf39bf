"""Answers that are not pages."""

from flask import redirect, url_for
from werkzeug.wrappers import Response


def see_other(endpoint: str, **values: object) -> Response:
    """Send the browser on with 303, so that a reload never posts again."""
    return redirect(url_for(endpoint, **values), code=303)  # type: ignore[arg-type]  # Flask types values as Any
