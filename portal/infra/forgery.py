"""Posts that another site made a browser send: they never write."""

from flask import Flask, abort, g, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError


def init_forgery(app: Flask) -> None:
    """Check each POST once; a missing token closes the way to write (infra.db), the page itself says so kindly."""
    # Parents are interrupted: a form that dies after an hour is the likeliest way to lose a referral.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.config["WTF_CSRF_FIELD_NAME"] = "csrf_token"

    @app.before_request
    def check() -> None:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(403)
        try:
            validate_csrf(request.form.get("csrf_token"))
        except ValidationError:
            g.forged = True
        else:
            # The forms of flask-wtf look here before they check the same token again.
            g.csrf_valid = True

    def token() -> str:
        g.has_token = True
        made: str = generate_csrf()
        return made

    app.jinja_env.globals["csrf_token"] = token
