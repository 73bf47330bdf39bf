"""The cookie in which a family's browser holds its list."""

from collections.abc import Sequence

from flask import current_app, request
from werkzeug.wrappers import Response

from portal.activities.rules.shortlist import read_list, written_list

_NINETY_DAYS = 90 * 24 * 3600


def saved_list() -> tuple[str, ...]:
    """Give the slugs of the activities that this browser holds."""
    return read_list(request.cookies.get(_name(), ""))


def keep_list(response: Response, saved: Sequence[str]) -> Response:
    """Let the browser hold a list; an empty one leaves nothing behind."""
    if saved:
        response.set_cookie(
            _name(),
            written_list(saved),
            max_age=_NINETY_DAYS,
            httponly=True,
            samesite="Lax",
            secure=_is_secure(),
        )
    else:
        response.delete_cookie(_name(), httponly=True, samesite="Lax", secure=_is_secure())
    return response


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _name() -> str:
    return "__Host-list" if _is_secure() else "list"
