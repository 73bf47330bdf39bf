"""Asking for a short break, on the family face: who asks, and a table of contents of all that follows."""

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.questionnaires.views.journey import comes_back_to
from portal.referrals.rules.routes import Route
from portal.referrals.views import (
    assessment,
    call,
    equality,
    professional,
    receipts,  # noqa: F401  # It adds its pages to the steps.
    steps,
    young_person,
)
from portal.referrals.views.journeys import ASKING, JOURNEYS, folder_of
from portal.referrals.views.starting import begun, start_page

bp = Blueprint("referrals", __name__)
bp.record(comes_back_to(JOURNEYS.values()))

# The steps of a route, with its receipt (receipts.py), stand on one blueprint, which is here three times.
for asking in ASKING:
    bp.register_blueprint(steps.bp, name=asking.value, url_prefix=folder_of(asking))
bp.register_blueprint(young_person.bp, url_prefix=folder_of(Route.YOUNG_PERSON))
bp.register_blueprint(professional.bp, url_prefix=folder_of(Route.PROFESSIONAL))
bp.register_blueprint(call.bp, url_prefix="/call")
bp.register_blueprint(equality.bp, url_prefix="/equality")
bp.register_blueprint(assessment.bp, url_prefix="/assessment")


@bp.get("/ask")
@public
def start() -> ResponseReturnValue:
    """Ask who asks, and say that no diagnosis is needed."""
    return render_template("referrals/start.html", page=start_page(Route.PARENT))


@bp.post("/ask")
@public
def begin_ask() -> ResponseReturnValue:
    """Open a draft of a parent or carer, with the chosen activity in it."""
    return begun(Route.PARENT) or start()


@bp.get("/ask/questions/<page_id>")
@bp.get("/ask/<any(check,sent):page_id>")
@public
def old_address(page_id: str) -> Response:
    """Lead on from where the questions of parents were before there were others."""
    return redirect(quote(request.path).replace("/ask/", f"{folder_of(Route.PARENT)}/", 1), code=308)
