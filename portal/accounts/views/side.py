"""The two places where people sign in: the same pages, each with tables, addresses and a cookie of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.accounts.models import PROVIDERS, STAFF, Desk
from portal.accounts.queries import Neighbours
from portal.accounts.services.links import LinkPlace
from portal.accounts.services.throttling import Throttle
from portal.core.roles import STAFF_ROLES, Role
from portal.infra.access import requires
from portal.infra.current import settings
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.network import network_here
from portal.infra.responses import see_other
from portal.infra.sealing import Vault
from portal.settings import Face

View = TypeVar("View", bound=Callable[..., Any])
NEIGHBOURS = "portal.account_neighbours"


@dataclass(frozen=True, slots=True)
class Side:
    """Where one kind of people signs in."""

    desk: Desk
    blueprint: str
    prefix: str
    roles: tuple[Role, ...]

    def address(self, view: str, **values: object) -> str:
        """Give the address of one of the pages of this side."""
        return url_for(f"{self.blueprint}.{view}", **values)  # type: ignore[arg-type]  # Flask types values as Any

    def go(self, view: str, **values: object) -> Response:
        """Send the browser on to one of the pages of this side."""
        return see_other(f"{self.blueprint}.{view}", **values)

    def go_to(self, path: str) -> Response:
        """Send the browser on to a path of this site."""
        return redirect(path, code=303)

    @staticmethod
    def page(template: str, page: object) -> Response:
        """Give a page as an answer to which a cookie can be added."""
        return make_response(render_template(template, page=page))


STAFF_SIDE = Side(STAFF, "accounts_staff", "", STAFF_ROLES)
PROVIDER_SIDE = Side(PROVIDERS, "accounts_providers", "/providers", (Role.PROVIDER_USER,))
SIDES = {side.desk.name: side for side in (STAFF_SIDE, PROVIDER_SIDE)}


def here() -> Side:
    """Give the side of this face."""
    return STAFF_SIDE if settings().face is Face.STAFF else PROVIDER_SIDE


def vault() -> Vault:
    """Give the vault of the secrets of this side: the public face has no key of staff."""
    return keys().vault if settings().face is Face.STAFF else keys().forms_vault


def neighbours() -> Neighbours:
    """Give what the domains above told accounts."""
    held: Neighbours = current_app.extensions[NEIGHBOURS]
    return held


def link_place(side: Side) -> LinkPlace:
    """Give where the links of a side lead; an admin on the staff face sends those of providers too."""
    held = settings()
    root = held.staff_url if side is STAFF_SIDE else held.public_url
    pages = _("the staff pages") if side is STAFF_SIDE else _("the pages for organisations")
    return LinkPlace(f"{root}{side.prefix}/new-password", neighbours().council(), pages)


def throttle(account: str) -> Throttle:
    """Give what is slowed down when a try fails here: what is tried, and this network."""
    return Throttle(here().desk, keys().limits_key, account, network_here())


def throttle_of_links() -> Throttle:
    """Give what is slowed down when a link opens nothing: this network, apart from who signs in there.

    An old link that one person of an office presses again and again must not keep the others out.
    """
    return Throttle(here().desk, keys().limits_key, "", f"links:{network_here()}")


def open_to(*roles: Role, fresh: bool = False) -> Callable[[View], View]:
    """Open a copy of a shared view to the roles of one side; the view itself stays as it is."""

    def mark(view: View) -> View:
        @wraps(view)
        def own(*args: Any, **values: Any) -> Any:
            return view(*args, **values)

        return requires(*roles, fresh=fresh)(own)  # type: ignore[return-value]  # The same shape as the view.

    return mark
