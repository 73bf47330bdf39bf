"""Steps between tiers, and the summary that goes with a step up."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.offer.content import Tiers
from portal.referrals.forms.child import StepForm, parts_of
from portal.referrals.queries.child_rows import ChildRecord, StepRow
from portal.referrals.rules.steps import Step, StepError, needs_agreement
from portal.referrals.services.casework import look_at
from portal.referrals.services.children import ChildChangedError, take_step
from portal.referrals.views.child_page import (
    AccountLine,
    account_lines,
    changed_meanwhile,
    child_name,
    opened,
    request_choices,
    show_child,
    show_form,
    work_of,
)
from portal.referrals.views.child_timeline import lost_or, step_title
from portal.referrals.views.child_words import programme_name, step_fault, tier_name
from portal.referrals.views.said import Said, everything_said

bp = Blueprint("child_steps", __name__)

_FIELDS = ("to_tier", "on", "reason", "agreed_by", "agreed_on", "next_steps", "reference")


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the social care assessment team gets, without anybody typing it again."""

    record: ChildRecord
    name: str
    born: date | None
    step: StepRow
    title: str
    agreed_by: str
    reason: str
    said: tuple[Said, ...]
    programmes: tuple[str, ...]
    goals: tuple[str, ...]
    accounts: tuple[AccountLine, ...]
    made_on: date


@bp.get("/children/<code>/step")
@requires(Role.TRIAGE_OFFICER)
def step(code: str) -> ResponseReturnValue:
    """Ask for a step."""
    record = opened(code)
    if not record.requests:
        return show_child(code, error=_("A step needs a request of this child, and there is none."))
    form = StepForm(formdata=None, data={"on": parts_of(today())})
    return _shown(record, form)


@bp.post("/children/<code>/step")
@requires(Role.TRIAGE_OFFICER)
def take(code: str) -> ResponseReturnValue:
    """Write a step down."""
    record = opened(code)
    form = _offered(record, StepForm())
    if not form.validate_on_submit():
        return _shown(record, form)
    wanted = Step(
        before=record.tier,
        after=int(form.to_tier.data),
        on=form.day("on") or today(),
        reason=form.reason.data or "",
        agreed_on=form.day("agreed_on"),
        agreed_by=form.agreed_by.data or "",
        next_steps=form.next_steps.data or "",
    )
    try:
        with unit_of_work() as session:
            is_told = take_step(
                session,
                work_of(code, form),
                now=now(),
                step=wanted,
                reference=form.reference.data,
                offered=frozenset(int(tier.number) for tier in content(Tiers).tiers),
            )
    except StepError as error:
        for fault in error.faults:
            form.fault(*step_fault(fault))
        return _shown(record, form)
    except ChildChangedError:
        return _shown(record, form, error=changed_meanwhile())
    saved = ("told" if is_told else "ring") if wanted.needs_agreement else "step"
    return see_other("children.child", code=code, saved=saved)


@bp.get("/children/<code>/steps/<int:number>")
@requires(Role.TRIAGE_OFFICER)
def hand_over(code: str, number: int) -> ResponseReturnValue:
    """Show the summary of a step up, for printing; the look at the request is recorded."""
    record = opened(code)
    found = record.step(number)
    if not needs_agreement(found.before, found.after) or found.reference is None:
        raise NotFoundError
    with unit_of_work() as session:
        request = look_at(
            session, now=now(), actor=current_actor(), reference=found.reference, vault=keys().vault
        )
    page = HandOver(
        record=record,
        name=child_name(record),
        born=record.born,
        step=found,
        title=step_title(found),
        agreed_by=lost_or(found.agreed_by),
        reason=lost_or(found.reason),
        said=everything_said(request.answers, request.urgent, request.questionnaire),
        programmes=tuple(programme_name(stay.programme) for stay in record.stays if stay.ended_on is None),
        goals=tuple(lost_or(goal.words) for goal in record.goals if goal.state == "open"),
        accounts=account_lines(record),
        made_on=today(),
    )
    return render_template("referrals/child_handover.html", page=page)


def _offered(record: ChildRecord, form: StepForm) -> StepForm:
    # The tier of now stands there too: a second editor's choice must not vanish because the first made it.
    tiers = [(str(tier.number), tier.title) for tier in content(Tiers).tiers]
    form.offer("to_tier", tiers)
    form.offer("reference", request_choices(record))
    return form


def _shown(record: ChildRecord, form: StepForm, error: str = "") -> ResponseReturnValue:
    return show_form(
        record,
        _offered(record, form),
        _("Step up or step down"),
        _FIELDS,
        _("Write the step down"),
        error=error,
        notes=(
            _("The child is in: %(tier)s", tier=tier_name(record.tier)),
            _("A step up makes a summary for the social care assessment team from what the family said."),
        ),
    )
