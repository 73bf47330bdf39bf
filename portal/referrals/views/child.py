"""A child's timeline, on the staff face."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.db import unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.responses import see_other
from portal.referrals.forms.child import ChangeForm
from portal.referrals.services.children import ChildChangedError, child_for
from portal.referrals.services.goals import take_goals
from portal.referrals.services.programmes import strike_hours
from portal.referrals.views.child_page import changed_meanwhile, show_child, work_of

bp = Blueprint("children", __name__)


@bp.get("/children/<code>")
@requires(Role.TRIAGE_OFFICER)
def child(code: str) -> ResponseReturnValue:
    """Show the timeline; the look is recorded first, or nothing is shown."""
    return show_child(code)


@bp.post("/referrals/<reference>/child")
@requires(Role.TRIAGE_OFFICER)
def open_child(reference: str) -> ResponseReturnValue:
    """Open the timeline of the child of a request, and begin it where there is none yet."""
    if not ActionForm().validate_on_submit():
        return see_other("referrals_staff.case", reference=reference)
    with unit_of_work() as session:
        code = child_for(session, now=now(), actor=current_actor(), reference=reference)
    return see_other("children.child", code=code)


@bp.post("/children/<code>/goals/take")
@requires(Role.TRIAGE_OFFICER)
def take(code: str) -> ResponseReturnValue:
    """Take over the goals that were said in requests, word for word."""
    form = ChangeForm()
    if not form.validate_on_submit():
        return show_child(code, error=_fault_of(form))
    try:
        with unit_of_work() as session:
            take_goals(session, work_of(code, form), now=now())
    except ChildChangedError:
        return show_child(code, error=changed_meanwhile())
    return see_other("children.child", code=code, saved="goals")


@bp.post("/children/<code>/hours/<int:number>/strike")
@requires(Role.TRIAGE_OFFICER)
def strike(code: str, number: int) -> ResponseReturnValue:
    """Strike out hours that were written down wrongly."""
    form = ChangeForm()
    if not form.validate_on_submit():
        return show_child(code, error=_fault_of(form))
    try:
        with unit_of_work() as session:
            strike_hours(session, work_of(code, form), now=now(), entry_id=number)
    except ChildChangedError:
        return show_child(code, error=changed_meanwhile())
    return see_other("children.child", code=code, saved="struck")


def _fault_of(form: ChangeForm) -> str:
    """Say what is wrong with a form that is only a button: its token, or a number that no page of ours sends."""
    return str(form.csrf_token.errors[0]) if form.csrf_token.errors else changed_meanwhile()
