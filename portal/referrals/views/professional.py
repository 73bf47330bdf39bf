"""Where somebody who works with a family begins."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.infra.access import public
from portal.infra.content_pack import content
from portal.infra.forms import ActionForm
from portal.offer.content import Council
from portal.questionnaires.views.asking import begin
from portal.questionnaires.views.journey import draft_here
from portal.referrals.rules.routes import Route
from portal.referrals.views.chosen import chosen_activity
from portal.referrals.views.journeys import JOURNEYS
from portal.referrals.views.starting import StartPage

bp = Blueprint("professional_start", __name__)

_HERE = JOURNEYS[Route.PROFESSIONAL]


@bp.get("")
@public
def start() -> ResponseReturnValue:
    """Say what to have ready: somebody's agreement."""
    slug, name = chosen_activity()
    page = StartPage(
        form=ActionForm(formdata=None),
        activity=name,
        activity_slug=slug,
        has_draft=draft_here(_HERE) is not None,
        contact_days=content(Council).waits.first_contact_working_days,
    )
    return render_template("referrals/professional.html", page=page)


@bp.post("")
@public
def begin_here() -> ResponseReturnValue:
    """Open a draft, with the chosen activity in it."""
    if not ActionForm().validate_on_submit():
        return start()
    return begin(_HERE, {"activity": chosen_activity()[1]})
