"""Questions after a sending, for those who want to answer them: kept apart from what was sent.

The equality questions are asked so after a request and after a survey. Whoever asks them says, in words, what they are
apart from, and stores them; nothing is kept on the way (keep: none), and the page carries the answers.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.services import KeepAfterwards
from portal.questionnaires.views.carried import CarriedJourney, Finished, carry_on, show_first
from portal.questionnaires.views.journey import private
from portal.questionnaires.views.pages import SummaryRow, summary_rows

# About whom the answers are: a parent answers about the child, a young person about themself.
QUESTIONNAIRES: Mapping[str, str] = {"child": "equality", "me": "equality-young-person"}
_KEY = re.compile(r"[0-9a-f]{32}")
_ABOUT = "<any(child,me):about>"


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What is said where the questions are asked, as lazy messages, and who stores the answers.

    `why` is what the answers show, `no_change` what they change nothing about, `apart` and `thanks` what they are
    kept apart from, `kept` what is stored with them.
    """

    why: str
    no_change: str
    apart: str
    kept: str
    thanks: str
    keep: KeepAfterwards


@dataclass(frozen=True, slots=True)
class AfterwardsPage:
    """All answers before they are stored; `key` lets them be stored once only."""

    form: ActionForm
    about: str
    rows: tuple[SummaryRow, ...]
    kept: str
    key: str


class AfterwardsBlueprint(Blueprint):
    """The questions in one place of the site."""

    def __init__(self, name: str, asked: Afterwards, url_prefix: str | None = None) -> None:
        """Give the place its name and its words."""
        super().__init__(name, __name__, url_prefix=url_prefix)
        self.asked = asked
        for rule, method, view in _ROUTES:
            self.add_url_rule(f"/{_ABOUT}{rule}", view.__name__, view, methods=[method])


def _asked() -> Afterwards:
    return cast("AfterwardsBlueprint", current_app.blueprints[request.blueprint or ""]).asked


def _here(view: str) -> str:
    return f"{request.blueprint}.{view}"


def _journey(about: str) -> CarriedJourney:
    return CarriedJourney(
        QUESTIONNAIRES[about],
        start=_here("start"),
        questions=_here("questions"),
        result=_here("check"),
        values={"about": about},
    )


@public
def start(about: str) -> ResponseReturnValue:
    """Ask whether somebody wants to answer at all."""
    return render_template("questionnaires/afterwards/start.html", about=about, asked=_asked())


@public
def questions(about: str) -> ResponseReturnValue:
    """Show the first question."""
    return show_first(_journey(about))


@public
def answer(about: str) -> ResponseReturnValue:
    """Take an answer and show the next question."""
    return _answered(about)


@public
def check(about: str) -> ResponseReturnValue:
    """Show all answers before they are stored."""
    return _answered(about)


@public
def nothing_to_check(about: str) -> Response:
    """Lead to the start: there is nothing here without answers."""
    return see_other(_here("start"), about=about)


@public
def send(about: str) -> ResponseReturnValue:
    """Store the answers under a random key, without a moment."""
    outcome = carry_on(_journey(about))
    if not isinstance(outcome, Finished):
        return outcome
    form, key = ActionForm(), request.form.get("key", "")
    if not form.validate_on_submit() or not _KEY.fullmatch(key):
        return _checked(about, outcome, form)
    version, keep = content(Questionnaires).named(QUESTIONNAIRES[about]).version, _asked().keep
    with unit_of_work() as session:
        keep(session, key=key, day=today(), about=about, version=version, answers=outcome.way.answers)
    return see_other(_here("thanks"), about=about)


@public
def thanks(about: str) -> ResponseReturnValue:
    """Say thank you and where to go on."""
    return render_template("questionnaires/afterwards/thanks.html", about=about, asked=_asked())


_ROUTES = (
    ("", "GET", start),
    ("/questions", "GET", questions),
    ("/questions", "POST", answer),
    ("/check", "POST", check),
    ("/check", "GET", nothing_to_check),
    ("/send", "POST", send),
    ("/thanks", "GET", thanks),
)


def _answered(about: str) -> Response:
    outcome = carry_on(_journey(about))
    return _checked(about, outcome, ActionForm(formdata=None)) if isinstance(outcome, Finished) else outcome


def _checked(about: str, finished: Finished, form: ActionForm) -> Response:
    page = AfterwardsPage(form, about, summary_rows(finished.way), finished.kept, secrets.token_hex(16))
    shown = render_template("questionnaires/afterwards/check.html", page=page, asked=_asked())
    return private(make_response(shown))
