"""Equality questions after a survey: apart from its answers, and only for those who want to answer."""

import re
import secrets
from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.views.carried import CarriedJourney, Finished, carry_on, show_first
from portal.questionnaires.views.journey import private
from portal.questionnaires.views.pages import SummaryRow, summary_rows
from portal.surveys.rules.equality import QUESTIONNAIRES, About
from portal.surveys.services.equality import keep_equality

bp = Blueprint("surveys_equality", __name__, url_prefix="/tell-us/equality")

_KEY = re.compile(r"[0-9a-f]{32}")
_ABOUT = "<any(child,me):about>"


@dataclass(frozen=True, slots=True)
class EqualityPage:
    """All answers before they are stored; `key` lets them be stored once only."""

    form: ActionForm
    about: str
    rows: tuple[SummaryRow, ...]
    kept: str
    key: str


def _journey(about: str) -> CarriedJourney:
    return CarriedJourney(
        QUESTIONNAIRES[About(about)],
        start="surveys_equality.start",
        questions="surveys_equality.questions",
        result="surveys_equality.check",
        values={"about": about},
    )


@bp.get(f"/{_ABOUT}")
@public
def start(about: str) -> ResponseReturnValue:
    """Ask whether somebody wants to answer at all."""
    return render_template("surveys/equality.html", about=about)


@bp.get(f"/{_ABOUT}/questions")
@public
def questions(about: str) -> ResponseReturnValue:
    """Show the first question."""
    return show_first(_journey(about))


@bp.post(f"/{_ABOUT}/questions")
@public
def answer(about: str) -> ResponseReturnValue:
    """Take an answer and show the next question."""
    return _answered(about)


@bp.post(f"/{_ABOUT}/check")
@public
def check(about: str) -> ResponseReturnValue:
    """Show all answers before they are stored."""
    return _answered(about)


@bp.get(f"/{_ABOUT}/check")
@public
def nothing_to_check(about: str) -> Response:
    """Lead to the start: there is nothing here without answers."""
    return see_other("surveys_equality.start", about=about)


@bp.post(f"/{_ABOUT}/send")
@public
def send(about: str) -> ResponseReturnValue:
    """Store the answers under a random key, with the month only."""
    outcome = carry_on(_journey(about))
    if not isinstance(outcome, Finished):
        return outcome
    form, key = ActionForm(), request.form.get("key", "")
    if not form.validate_on_submit() or not _KEY.fullmatch(key):
        return _checked(about, outcome, form)
    whom = About(about)
    version = content(Questionnaires).named(QUESTIONNAIRES[whom]).version
    with unit_of_work() as session:
        keep_equality(session, key=key, day=today(), about=whom, version=version, answers=outcome.way.answers)
    return see_other("surveys_equality.thanks", about=about)


@bp.get(f"/{_ABOUT}/thanks")
@public
def thanks(about: str) -> ResponseReturnValue:
    """Say thank you and where to go on."""
    return render_template("surveys/equality_thanks.html", about=about)


def _answered(about: str) -> Response:
    outcome = carry_on(_journey(about))
    return _checked(about, outcome, ActionForm(formdata=None)) if isinstance(outcome, Finished) else outcome


def _checked(about: str, finished: Finished, form: ActionForm) -> Response:
    page = EqualityPage(form, about, summary_rows(finished.way), finished.kept, secrets.token_hex(16))
    return private(make_response(render_template("surveys/equality_check.html", page=page)))
