"""Error pages in words: nothing leaks, nothing typed is lost where a form can show it again."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.core.errors import NotFoundError
from portal.infra.db import ForgeryError
from portal.infra.i18n import _

logger = logging.getLogger(__name__)

# What an error tells programs besides its page: what works instead (RFC 9110 asks for it), and when to come back.
_KEPT_HEADERS = frozenset({"Allow", "Retry-After"})


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page says; `typed` is what was in the form, so that it can be copied."""

    title: str
    text: str
    typed: tuple[str, ...] = ()


def _page_for(code: int) -> ErrorPage:
    pages = {
        400: (
            _("We could not read that"),
            _("Go back and try again. Something in the address or form was wrong."),
        ),
        403: (_("You cannot open this page"), _("This page is for other people, or you need to sign in.")),
        404: (_("Page not found"), _("Check the address, or start again from the home page.")),
        405: (_("That does not work here"), _("Go back and use the buttons on the page.")),
        413: (
            _("That was too long"),
            _("Go back and make it shorter. You sent more than we can take at once."),
        ),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
        503: (_("We could not save that just now"), _("We did not receive it. Try again in a few minutes.")),
    }
    title, text = pages.get(code, (_("Sorry, something went wrong"), _("Try again in a few minutes.")))
    return ErrorPage(title, text)


def _shown(page: ErrorPage, code: int, headers: Mapping[str, str] | None = None) -> ResponseReturnValue:
    return render_template("errors/error.html", page=page), code, headers or {}


def _headers_of(error: HTTPException) -> dict[str, str]:
    return {name: value for name, value in error.get_headers() if name in _KEPT_HEADERS}


def _typed() -> tuple[str, ...]:
    """Give what a person wrote in a form that could not be accepted."""
    hidden = {"csrf_token", "password", "lang", "kept", "key", "go", "changes", "move"}
    return tuple(text for name, text in request.form.items(multi=True) if name not in hidden and text.strip())


def init_errors(app: Flask) -> None:
    """Answer every error with a page that says what to do next."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        if code < 400:
            return error
        page = _page_for(code)
        # Of a post that was too long nothing is read, so nothing can be shown.
        typed = _typed() if request.method == "POST" and code in {429, 500} else ()
        return _shown(ErrorPage(page.title, page.text, typed), code, _headers_of(error))

    @app.errorhandler(NotFoundError)
    def not_found(_error: NotFoundError) -> ResponseReturnValue:
        return _shown(_page_for(404), 404)

    @app.errorhandler(ForgeryError)
    def forged(_error: ForgeryError) -> ResponseReturnValue:
        text = _(
            "This page was open for a long time, or your browser did not keep our cookie. Nothing was saved."
        )
        return _shown(ErrorPage(_("Send that again"), text, _typed()), 400)

    @app.errorhandler(DataError)
    def no_text(_error: DataError) -> ResponseReturnValue:
        # PostgreSQL takes no zero byte; nobody types one, and whoever sends one gets no fault to look at.
        page = _page_for(400)
        return _shown(ErrorPage(page.title, page.text, _typed()), 400)

    @app.errorhandler(OperationalError)
    def database_busy(error: OperationalError) -> ResponseReturnValue:
        logger.error("database unavailable: %s", type(error.orig).__name__)
        page = _page_for(503)
        return _shown(ErrorPage(page.title, page.text, _typed()), 503)

    @app.errorhandler(InternalServerError)
    def broken(error: InternalServerError) -> ResponseReturnValue:
        page = _page_for(500)
        return _shown(ErrorPage(page.title, page.text, _typed()), 500)
