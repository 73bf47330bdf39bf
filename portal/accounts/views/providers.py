"""Providers on the public face: their sign-in, and what they run. English only, as all pages of work are."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.accounts.views.pages import hang_pages
from portal.accounts.views.side import PROVIDER_SIDE, neighbours
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.db import reading
from portal.infra.i18n import SOURCE_LANGUAGE, speaking

bp = Blueprint("accounts_providers", __name__, url_prefix="/providers")
hang_pages(bp, PROVIDER_SIDE)


@dataclass(frozen=True, slots=True)
class ProviderHome:
    """The organisation and the address and name of each activity that it runs."""

    organisation: str
    activities: Sequence[tuple[str, str]]


@bp.get("")
@requires(Role.PROVIDER_USER)
def home() -> ResponseReturnValue:
    """Show the organisation for which a person is signed in, and its published activities."""
    mine = current_actor().provider_id
    assert mine is not None, "an account of a provider has an organisation"
    with reading() as session:
        names = dict(neighbours().organisations(session))
        page = ProviderHome(names.get(mine, ""), neighbours().activities_of(session, mine))
    return render_template("accounts/provider_home.html", page=page)


@bp.before_request
def in_english() -> None:
    """Write these pages in the language in which their words are."""
    g.in_english = ExitStack()
    g.in_english.enter_context(speaking(SOURCE_LANGUAGE))


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """Let no browser keep a page of work, though the face around it is public."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.teardown_request
def out_of_english(_error: BaseException | None) -> None:
    """Go back to the language of the face."""
    if held := g.pop("in_english", None):
        held.close()
