"""A young person says how old they are, on a page that keeps nothing."""

from dataclasses import dataclass, replace

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.db import unit_of_work
from portal.infra.forms import PortalForm
from portal.questionnaires import services as drafts
from portal.questionnaires.forms import page_form, sent_form
from portal.questionnaires.rules.answers import read_answer
from portal.questionnaires.rules.questions import Limits, Page
from portal.questionnaires.views.asking import begin
from portal.questionnaires.views.journey import draft_here, private, questionnaire_of, token_here
from portal.referrals.rules.routes import Allowed, Route, allowed_at
from portal.referrals.views.chosen import chosen_activity
from portal.referrals.views.journeys import JOURNEYS, folder_of

bp = Blueprint("age", __name__)

_HERE = JOURNEYS[Route.YOUNG_PERSON]
_AGE, _FIRST = "age", "safe"
_OLDEST_ANYBODY = 120
_ANSWERS = {
    Allowed.ASK_AN_ADULT: "referrals/ask_an_adult.html",
    Allowed.TOO_OLD: "referrals/over_age.html",
}


@dataclass(frozen=True, slots=True)
class AgePage:
    """The question of the age; `carry_on` leads to answers that are kept in this browser."""

    form: PortalForm
    activity: str
    activity_slug: str
    carry_on: str


def _question() -> Page:
    """Give the page of the questionnaire that asks the age, here for every age."""
    page = questionnaire_of(_HERE).page(_AGE)
    if page is None:
        raise LookupError(_AGE)
    anybody = (replace(one, limits=Limits(lowest=0, highest=_OLDEST_ANYBODY)) for one in page.questions)
    return replace(page, questions=tuple(anybody))


@bp.get("")
@public
def ask_age() -> Response:
    """Ask how old the young person is."""
    draft = draft_here(_HERE)
    return _shown(page_form(_question(), draft.entries if draft else {}, today()))


@bp.post("")
@public
def tell_age() -> ResponseReturnValue:
    """Go on with the age, or say kindly what else there is; below 13 nothing is kept, and what was is deleted."""
    asked = _question()
    form = page_form(asked, {}, today(), sent=sent_form(request.form))
    if not form.validate_on_submit():
        return _shown(form)
    typed = request.form.get(_AGE, "")
    age = read_answer(asked.questions[0], (typed,), today())
    allowed = allowed_at(age if isinstance(age, int) else _OLDEST_ANYBODY)
    if allowed in _ANSWERS:
        if allowed is Allowed.ASK_AN_ADULT:
            _forget()
        return private(make_response(render_template(_ANSWERS[allowed])))
    return begin(_HERE, {_AGE: str(age), "activity": chosen_activity()[1]}, page_id=_FIRST)


def _forget() -> None:
    token = token_here()
    if token is not None:
        with unit_of_work() as session:
            drafts.forget(session, token=token, questionnaire=_HERE.questionnaire)


def _shown(form: PortalForm) -> Response:
    slug, name = chosen_activity()
    carry_on = f"{folder_of(Route.YOUNG_PERSON)}/check" if draft_here(_HERE) else ""
    page = AgePage(form, name, slug, carry_on)
    return private(make_response(render_template("referrals/age.html", page=page)))
