"""Who is signed in with this request's cookie."""

import logging
from collections.abc import Iterator
from typing import Any

from flask import current_app, g, render_template, request
from flask.sansio.app import App
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from portal.accounts.queries import SignedIn, live_session
from portal.accounts.rules.times import SEEN_EVERY, Stage, ends_at
from portal.accounts.services.signing_in import is_whole, note_seen
from portal.accounts.views.going_on import next_of_this_page
from portal.accounts.views.side import here
from portal.infra.access import Actor, Door, hang_door
from portal.infra.clock import in_london, now
from portal.infra.current import settings
from portal.infra.db import BusyError, database, reading

logger = logging.getLogger(__name__)
_NEVER_SHOWN = frozenset({"csrf_token", "password", "key", "kept", "go"})


def cookie_name() -> str:
    """Give the cookie's name; on https the browser itself holds it to this host."""
    name = "staff" if here().prefix == "" else "provider"
    return f"__Host-{name}" if settings().is_secure else name


def keep_token(response: Response, token: str) -> None:
    """Give the browser the token of a sign-in, until it is closed."""
    response.set_cookie(
        cookie_name(), token, httponly=True, samesite="Lax", secure=settings().is_secure, path="/"
    )


def drop_token(response: Response) -> None:
    """Take the token away, and with it what the browser kept of this site.

    On the families' face only pages are cleared: its cookies hold what the same person may have begun as a family.
    """
    response.delete_cookie(
        cookie_name(), path="/", secure=settings().is_secure, httponly=True, samesite="Lax"
    )
    is_staff = here().prefix == ""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"' if is_staff else '"cache"'


def needs_second_factor() -> bool:
    """Tell whether nobody may sign in here without a second factor."""
    return settings().second_factor in ({"staff", "everyone"} if here().prefix == "" else {"everyone"})


def held_sign_in() -> SignedIn | None:
    """Give the sign-in of this request, half-way ones included; looked up once."""
    if "sign_in" not in g:
        token = request.cookies.get(cookie_name())
        g.sign_in = None
        if token:
            with reading() as session:
                g.sign_in = live_session(
                    session, here().desk, token, now(), is_required=needs_second_factor()
                )
    found: SignedIn | None = g.sign_in
    return found


def own_sign_in() -> SignedIn:
    """Give the sign-in of a page that requires one."""
    found = held_sign_in()
    assert found is not None, "the guard lets nobody in without a sign-in"
    return found


def identify() -> Actor | None:
    """Give who is signed in with this request's cookie, and keep the sign-in alive."""
    found = held_sign_in()
    if found is None or not is_whole(found):
        return None
    moment, seen = now(), found.last_seen_at
    if moment - seen >= SEEN_EVERY:
        try:
            with database().unit_of_work() as session:
                note_seen(session, here().desk, now=moment, held=found)
            seen = moment
        except BusyError:
            # A busy database must not keep an officer from reading; the next page notes it.
            logger.warning("a sign-in was not noted as seen")
    return Actor(
        user_id=found.user_id,
        name=found.name,
        roles=found.roles,
        provider_id=found.provider_id,
        confirmed_at=found.confirmed_at,
        ends_at=ends_at(found.started_at, seen),
    )


def next_step(stage: Stage, next_page: str) -> Response:
    """Send a person to what the sign-in still lacks, or to the page that was asked for."""
    if stage is Stage.DONE:
        return here().go_to(next_page)
    view = "code_page" if stage is Stage.CODE else "first_enrolment"
    return here().go(view, next=next_page)


def _ask_to_sign_in() -> ResponseReturnValue:
    """Send a person who may not go on yet to the sign-in, or to its next step."""
    path = next_of_this_page() if request.method == "GET" else None
    half_way = held_sign_in()
    if half_way is not None:
        return next_step(half_way.stage, path or here().address("home"))
    return here().go("sign_in_page", next=path)


def _ask_to_confirm() -> ResponseReturnValue:
    """Ask for the password again; what was posted too late is shown, so that it can be copied."""
    if request.method == "GET":
        return here().go("confirm_page", next=next_of_this_page(with_query=True))
    back = next_of_this_page() if _can_be_opened() else here().address("home")
    page = {"confirm": here().address("confirm_page", next=back), "typed": tuple(_typed())}
    return render_template("accounts/too_late.html", page=page), 403


def _can_be_opened() -> bool:
    """Tell whether the address of this post is also a page."""
    try:
        current_app.create_url_adapter(request).match(request.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return True


def _typed() -> Iterator[str]:
    for name, text in request.form.items(multi=True):
        if name not in _NEVER_SHOWN and text.strip():
            yield text


def hang_the_door(app: App) -> None:
    """Let this app know who comes in, where to sign in, and where to show again who one is."""
    hang_door(app, Door(identify, _ask_to_sign_in, _ask_to_confirm))


def frame() -> dict[str, Any]:
    """Give the layouts the addresses of this side's pages, and when a person is signed out who does nothing."""
    # Only what was looked up before: an error page must not ask the database again.
    actor: Actor | None = g.get("actor")
    ends = in_london(actor.ends_at).strftime("%H:%M") if actor and actor.ends_at else ""
    return {"way": here().address, "is_staff_side": here().prefix == "", "signed_out_at": ends}
