"""Who may open a view: closed until it says so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from werkzeug.wrappers import Response

from portal.core.roles import Role
from portal.infra.responses import see_other

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "portal_access"
_PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in on the staff face."""

    user_id: int
    name: str
    roles: frozenset[Role]


def public(view: View) -> View:
    """Open a view to everybody."""
    setattr(view, _MARK, _PUBLIC)
    return view


def requires(*roles: Role) -> Callable[[View], View]:
    """Open a view to signed-in people who have one of the roles."""

    def mark(view: View) -> View:
        setattr(view, _MARK, frozenset(roles))
        return view

    return mark


def access_of(view: Callable[..., Any]) -> str:
    """Say who may open a view, for the policy table: "public", role names, or "nobody"."""
    declared = getattr(view, _MARK, None)
    if declared is None:
        return "nobody"
    return _PUBLIC if declared == _PUBLIC else " ".join(sorted(declared))


def current_actor() -> Actor:
    """Give the person who is signed in; a view that requires a role always has one."""
    actor = actor_or_none()
    if actor is None:
        abort(403)
    return actor


def actor_or_none() -> Actor | None:
    """Give the person who is signed in, if anybody is."""
    if "actor" not in g:
        who = current_app.extensions.get("portal.identity")
        g.actor = who() if who else None
    held: Actor | None = g.actor
    return held


def init_access(app: Flask, who_is_it: Callable[[], Actor | None] | None = None) -> None:
    """Close every view that does not declare its access; `who_is_it` reads the sign-in of the request."""
    if who_is_it is not None:
        app.extensions["portal.identity"] = who_is_it

    @app.before_request
    def guard() -> Response | None:
        if request.endpoint is None:
            return None
        declared = getattr(app.view_functions[request.endpoint], _MARK, None)
        if declared == _PUBLIC:
            return None
        if declared is None:
            abort(403)
        actor = actor_or_none()
        if actor is None:
            back = request.path if request.method == "GET" else None
            return see_other("accounts_staff.sign_in_page", next=back)
        if not actor.roles & declared:
            abort(403)
        return None
