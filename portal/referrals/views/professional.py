"""Where somebody who works with a family begins."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.infra.access import public
from portal.referrals.rules.routes import Route
from portal.referrals.views.starting import begun, start_page

bp = Blueprint("professional_start", __name__)


@bp.get("")
@public
def start() -> ResponseReturnValue:
    """Say what to have ready: somebody's agreement."""
    return render_template("referrals/professional.html", page=start_page(Route.PROFESSIONAL))


@bp.post("")
@public
def begin_here() -> ResponseReturnValue:
    """Open a draft, with the chosen activity in it."""
    return begun(Route.PROFESSIONAL) or start()
