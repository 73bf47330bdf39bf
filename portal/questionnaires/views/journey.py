"""Where a questionnaire lives on the site, and the draft that this browser holds of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import current_app, make_response, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.infra.db import reading
from portal.questionnaires import queries
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.drafts import Draft
from portal.questionnaires.rules.lock import is_token
from portal.questionnaires.rules.questions import Questionnaire

_COMES_BACK = "portal.journeys_to_come_back_to"


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a questionnaire lives on the site; every address is an endpoint's name, `page` takes page_id."""

    questionnaire: str
    start: str
    page: str
    check: str
    receipt: str
    forget: str
    keeps_copy: bool = True


def questionnaire_of(journey: Journey) -> Questionnaire:
    """Give the questionnaire of a journey."""
    return content(Questionnaires).named(journey.questionnaire)


def draft_here(journey: Journey, token: str | None = None) -> Draft | None:
    """Give the draft of this browser, or None; a start page offers to carry on with it.

    `token` is one that this browser is only now given.
    """
    token = token or token_here()
    if token is None:
        return None
    with reading() as session:
        return queries.draft_of(session, token, journey.questionnaire, now())


def lost(journey: Journey, *, kept_page: bool = False) -> Response:
    """Say kindly that there are no answers here and what to do."""
    comes_back = journey.questionnaire in journeys_to_come_back_to()
    template = "questionnaires/come_back_lost.html" if comes_back else "questionnaires/lost.html"
    page = render_template(template, start=url_for(journey.start), kept_page=kept_page)
    return private(make_response(page, 404))


def comes_back_to(journeys: Iterable[Journey]) -> Callable[[BlueprintSetupState], None]:
    """Give what tells an app to which of its questionnaires a link leads back; features are above this folder."""
    by_id = {journey.questionnaire: journey for journey in journeys}

    def remember(state: BlueprintSetupState) -> None:
        state.app.extensions[_COMES_BACK] = by_id

    return remember


def journeys_to_come_back_to() -> Mapping[str, Journey]:
    """Give the journeys that can be left and taken up again with a link, by questionnaire."""
    held: Mapping[str, Journey] = current_app.extensions.get(_COMES_BACK, {})
    return held


def token_here() -> str | None:
    """Give the token of this browser, or None when there is none that could be ours."""
    held: str | None = request.cookies.get(_cookie_name())
    return held if held and is_token(held) else None


def with_cookie(response: Response, token: str) -> Response:
    """Give the browser its token for as long as it is open; it is the only thing that opens the draft."""
    response.set_cookie(_cookie_name(), token, httponly=True, samesite="Lax", secure=settings().is_secure)
    return response


def without_cookie(response: Response) -> Response:
    """Take the token away from the browser."""
    response.delete_cookie(_cookie_name(), secure=settings().is_secure, httponly=True, samesite="Lax")
    return response


def private(response: Response) -> Response:
    """Let no browser and no library computer keep a page with a family's words on it."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _cookie_name() -> str:
    return "__Host-draft" if settings().is_secure else "draft"
