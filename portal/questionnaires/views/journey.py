"""Where a questionnaire lives on the site, and the draft that this browser holds of it."""

from dataclasses import dataclass

from flask import make_response, render_template, request, url_for
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


def draft_here(journey: Journey) -> Draft | None:
    """Give the draft of this browser, or None; a start page offers to carry on with it."""
    token = token_here()
    if token is None:
        return None
    with reading() as session:
        return queries.draft_of(session, token, journey.questionnaire, now())


def lost(journey: Journey, *, kept_page: bool = False) -> Response:
    """Say kindly that there are no answers here and what to do."""
    page = render_template("questionnaires/lost.html", start=url_for(journey.start), kept_page=kept_page)
    return private(make_response(page, 404))


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
