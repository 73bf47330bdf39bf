"""What Flask leaves open and a council's site closes: cookies, hosts, sizes, headers."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.routing import IntegerConverter, Map
from whitenoise import WhiteNoise

from portal.infra.assets import STATIC
from portal.infra.kept_answers import KeptAnswers
from portal.infra.keys import Keys
from portal.infra.security_headers import SecurityHeaders
from portal.settings import Settings

LARGEST_POST = 256 * 1024
_A_YEAR = 365 * 24 * 3600
# Of a column of whole numbers in PostgreSQL.
_LARGEST_NUMBER = 2**31 - 1


class _RowNumber(IntegerConverter):
    """A number in an address that a database can hold; with any other the address names nothing."""

    def __init__(self, url_map: Map) -> None:
        """Set the largest number of a row."""
        super().__init__(url_map, max=_LARGEST_NUMBER)


class _Sessions(SecureCookieSessionInterface):
    """Flask's sessions; the keys of its signature are not derived where there is no cookie to check."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) in request.cookies:
            return super().open_session(app, request)
        return self.session_class()


def init_flask(app: Flask, settings: Settings, keys: Keys) -> None:
    """Set the key, the cookie, the hosts that are answered and the largest post."""
    app.url_map.converters["int"] = _RowNumber
    app.extensions["portal.settings"] = settings
    app.extensions["portal.keys"] = keys
    app.config.update(
        SECRET_KEY=keys.session_key,
        SESSION_COOKIE_NAME="__Host-form" if settings.is_secure else f"{settings.face}-form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_secure,
        TRUSTED_HOSTS=settings.hosts,
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        MAX_FORM_PARTS=500,
    )
    app.session_interface = _Sessions()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def init_middleware(app: Flask, settings: Settings) -> None:
    """Serve files and what was asked before ahead of the app, and put the security headers on all of them."""
    files = WhiteNoise(app.wsgi_app, root=str(STATIC), prefix="static/", max_age=_A_YEAR)
    kept = KeptAnswers(files, app)
    # Assigning the method is Flask's own way to add middleware.
    app.wsgi_app = SecurityHeaders(kept, secure=settings.is_secure)  # type: ignore[method-assign]
