"""A young person's goals and their reviews."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import now, today
from portal.infra.db import unit_of_work
from portal.infra.i18n import _
from portal.infra.responses import see_other
from portal.referrals.forms.child import GoalForm, ReviewForm, parts_of
from portal.referrals.queries.child_rows import ChildRecord, GoalRow
from portal.referrals.rules.steps import Result, ReviewError
from portal.referrals.services.children import ChildChangedError
from portal.referrals.services.goals import add_goal, review_goal
from portal.referrals.views.child_page import changed_meanwhile, opened, show_form, work_of
from portal.referrals.views.child_timeline import lost_or
from portal.referrals.views.child_words import result_names, review_fault

bp = Blueprint("child_goals", __name__)


@bp.get("/children/<code>/goals")
@requires(Role.TRIAGE_OFFICER)
def goal(code: str) -> ResponseReturnValue:
    """Ask for a goal."""
    return _shown(opened(code), GoalForm(formdata=None))


@bp.post("/children/<code>/goals")
@requires(Role.TRIAGE_OFFICER)
def add(code: str) -> ResponseReturnValue:
    """Write down a goal."""
    record, form = opened(code), GoalForm()
    if not form.validate_on_submit():
        return _shown(record, form)
    due = form.day("review_due")
    if due is not None and due <= today():
        form.fault("review_due", _("The next review comes after today"))
        return _shown(record, form)
    try:
        with unit_of_work() as session:
            add_goal(
                session,
                work_of(code, form),
                now=now(),
                words=form.words.data or "",
                review_due=due,
            )
    except ChildChangedError:
        return _shown(record, form, error=changed_meanwhile())
    return see_other("children.child", code=code, saved="goal")


@bp.get("/children/<code>/goals/<int:number>/review")
@requires(Role.TRIAGE_OFFICER)
def review(code: str, number: int) -> ResponseReturnValue:
    """Ask how far a goal is."""
    record = opened(code)
    form = ReviewForm(formdata=None, data={"reviewed_on": parts_of(today())})
    return _review_shown(record, record.goal(number), form)


@bp.post("/children/<code>/goals/<int:number>/review")
@requires(Role.TRIAGE_OFFICER)
def add_review(code: str, number: int) -> ResponseReturnValue:
    """Write down how far a goal is."""
    record = opened(code)
    reviewed, form = record.goal(number), ReviewForm()
    form.offer("result", list(result_names().items()))
    if not form.validate_on_submit():
        return _review_shown(record, reviewed, form)
    try:
        with unit_of_work() as session:
            review_goal(
                session,
                work_of(code, form),
                now=now(),
                goal_id=reviewed.id,
                reviewed_on=form.day("reviewed_on") or today(),
                result=Result(form.result.data),
                words=form.words.data or "",
                next_on=form.day("next_on"),
            )
    except ReviewError as error:
        for fault in error.faults:
            form.fault(*review_fault(fault))
        return _review_shown(record, reviewed, form)
    except ChildChangedError:
        return _review_shown(record, reviewed, form, error=changed_meanwhile())
    return see_other("children.child", code=code, saved="review")


def _shown(record: ChildRecord, form: GoalForm, error: str = "") -> ResponseReturnValue:
    return show_form(record, form, _("Add a goal"), ("words", "review_due"), _("Save the goal"), error=error)


def _review_shown(
    record: ChildRecord, reviewed: GoalRow, form: ReviewForm, error: str = ""
) -> ResponseReturnValue:
    form.offer("result", list(result_names().items()))
    fields = ("reviewed_on", "result", "words", "next_on")
    notes = (_("The goal: “%(words)s”", words=lost_or(reviewed.words)),)
    return show_form(record, form, _("Review a goal"), fields, _("Save the review"), error=error, notes=notes)
