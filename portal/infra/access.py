"""Who may open a view: closed until it says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from flask.sansio.app import App
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.clock import now

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "portal_access"
_PUBLIC = "public"
_DOOR = "portal.door"
# How long after typing the password a person may do what is asked for with `fresh`.
FRESH = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in; `provider_id` is the organisation of somebody on the public face."""

    user_id: int
    name: str
    roles: frozenset[Role]
    provider_id: int | None = None
    confirmed_at: datetime | None = None
    ends_at: datetime | None = None

    def is_fresh(self, moment: datetime) -> bool:
        """Tell whether this person showed within the last ten minutes that it is really them."""
        return self.confirmed_at is not None and moment - self.confirmed_at < FRESH


@dataclass(frozen=True, slots=True)
class Door:
    """How people come in on one face: accounts hang it in (infra knows no accounts)."""

    who: Callable[[], Actor | None]
    sign_in: Callable[[], ResponseReturnValue]
    confirm: Callable[[], ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class _Declared:
    """Which roles a view requires, and whether the password must have been typed just now."""

    roles: frozenset[Role]
    fresh: bool


def public(view: View) -> View:
    """Open a view to everybody."""
    setattr(view, _MARK, _PUBLIC)
    return view


def requires(*roles: Role, fresh: bool = False) -> Callable[[View], View]:
    """Open a view to signed-in people who have one of the roles.

    With `fresh` the person must have typed the password, and the code, within the last ten minutes, or types them
    first: for what takes much out of the portal or cannot be undone. Put it on the page before the button too, so
    that nobody fills in a form that cannot be sent.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, _Declared(frozenset(roles), fresh))
        return view

    return mark


def access_of(view: Callable[..., Any]) -> str:
    """Say who may open a view, for the policy table: "public", role names with "fresh" at the end, or "nobody"."""
    declared = getattr(view, _MARK, None)
    if declared is None:
        return "nobody"
    if declared == _PUBLIC:
        return _PUBLIC
    return " ".join([*sorted(declared.roles), *(["fresh"] if declared.fresh else [])])


def current_actor() -> Actor:
    """Give the person who is signed in; a view that requires a role always has one."""
    actor = actor_or_none()
    if actor is None:
        abort(403)
    return actor


def actor_or_none() -> Actor | None:
    """Give the person who is signed in, if anybody is."""
    if "actor" not in g:
        door: Door | None = current_app.extensions.get(_DOOR)
        g.actor = door.who() if door else None
    held: Actor | None = g.actor
    return held


def hang_door(app: App, door: Door) -> None:
    """Say how people come in on this face."""
    app.extensions[_DOOR] = door


def init_access(app: Flask) -> None:
    """Close every view that does not declare its access."""

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        declared = getattr(app.view_functions[request.endpoint], _MARK, None)
        if declared == _PUBLIC:
            return None
        door: Door | None = app.extensions.get(_DOOR)
        if declared is None or door is None:
            abort(403)
        actor = actor_or_none()
        if actor is None:
            return door.sign_in()
        if not actor.roles & declared.roles:
            abort(403)
        return door.confirm() if declared.fresh and not actor.is_fresh(now()) else None
