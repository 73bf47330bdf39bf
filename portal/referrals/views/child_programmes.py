"""A child's programmes and hours."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.infra.i18n import _, format_day
from portal.infra.responses import see_other
from portal.offer.content import Tiers
from portal.referrals.forms.child import EndForm, HoursForm, ProgrammeForm, parts_of
from portal.referrals.queries.child_rows import ChildRecord, StayRow
from portal.referrals.rules.hours import HoursError, HoursFault
from portal.referrals.services.children import ChildChangedError
from portal.referrals.services.programmes import StayError, add_hours, end_programme, start_programme
from portal.referrals.views.child_page import (
    account_lines,
    changed_meanwhile,
    limits,
    opened,
    request_choices,
    show_child,
    show_form,
    work_of,
)
from portal.referrals.views.child_words import hours_fault, programme_name, stay_fault

bp = Blueprint("child_programmes", __name__)


@bp.get("/children/<code>/programme")
@requires(Role.TRIAGE_OFFICER)
def programme(code: str) -> ResponseReturnValue:
    """Ask for a programme that starts."""
    record = opened(code)
    if not record.requests:
        return show_child(code, error=_("A programme needs a request of this child, and there is none."))
    return _shown(record, ProgrammeForm(formdata=None, data={"started_on": parts_of(today())}))


@bp.post("/children/<code>/programme")
@requires(Role.TRIAGE_OFFICER)
def start(code: str) -> ResponseReturnValue:
    """Write down that a programme starts."""
    record = opened(code)
    form = _offered(record, ProgrammeForm())
    if not form.validate_on_submit():
        return _shown(record, form)
    chosen = content(Tiers).programme(form.programme.data)
    try:
        with unit_of_work() as session:
            start_programme(
                session,
                work_of(code, form),
                now=now(),
                programme=form.programme.data,
                provider=form.provider.data or "",
                hours_a_year=chosen.max_hours_per_year if chosen else None,
                started_on=form.day("started_on") or today(),
                reference=form.reference.data,
                limits=limits(),
            )
    except StayError as error:
        form.fault(*stay_fault(error.fault, error.day))
        return _shown(record, form)
    except ChildChangedError:
        return _shown(record, form, error=changed_meanwhile())
    return see_other("children.child", code=code, saved="programme")


@bp.get("/children/<code>/programmes/<int:number>/end")
@requires(Role.TRIAGE_OFFICER)
def end(code: str, number: int) -> ResponseReturnValue:
    """Ask for the last day of a programme."""
    record = opened(code)
    return _end_shown(
        record, record.stay(number), EndForm(formdata=None, data={"ended_on": parts_of(today())})
    )


@bp.post("/children/<code>/programmes/<int:number>/end")
@requires(Role.TRIAGE_OFFICER)
def end_it(code: str, number: int) -> ResponseReturnValue:
    """Write down that a programme ends."""
    record = opened(code)
    stay, form = record.stay(number), EndForm()
    if not form.validate_on_submit():
        return _end_shown(record, stay, form)
    try:
        with unit_of_work() as session:
            end_programme(
                session,
                work_of(code, form),
                now=now(),
                stay_id=stay.id,
                ended_on=form.day("ended_on") or today(),
            )
    except StayError as error:
        form.fault(*stay_fault(error.fault, error.day))
        return _end_shown(record, stay, form)
    except ChildChangedError:
        return _end_shown(record, stay, form, error=changed_meanwhile())
    return see_other("children.child", code=code, saved="programme")


@bp.get("/children/<code>/hours")
@requires(Role.TRIAGE_OFFICER)
def hours(code: str) -> ResponseReturnValue:
    """Ask for hours that were used."""
    record = opened(code)
    if not record.stays:
        return show_child(code, error=_("Hours belong to a programme. Start the programme first."))
    return _hours_shown(record, HoursForm(formdata=None, data={"used_on": parts_of(today())}))


@bp.post("/children/<code>/hours")
@requires(Role.TRIAGE_OFFICER)
def add(code: str) -> ResponseReturnValue:
    """Write down hours; beyond what the year allows a confirmed reason is asked for, and nothing is forbidden."""
    record = opened(code)
    form = _stays_offered(record, HoursForm())
    if not form.validate_on_submit():
        return _hours_shown(record, form, is_over=bool(form.over_reason.data))
    try:
        with unit_of_work() as session:
            add_hours(
                session,
                work_of(code, form),
                now=now(),
                stay_id=int(form.stay.data),
                used_on=form.day("used_on") or today(),
                minutes=form.all_minutes,
                over_reason=(form.over_reason.data or "") if form.is_confirmed.data else "",
                limits=limits(),
            )
    except HoursError as error:
        form.fault(*hours_fault(error.fault, error.over))
        return _hours_shown(record, form, is_over=error.fault is HoursFault.NEEDS_REASON)
    except ChildChangedError:
        is_over = bool(form.over_reason.data)
        return _hours_shown(record, form, error=changed_meanwhile(), is_over=is_over)
    return see_other("children.child", code=code, saved="hours")


def _offered(record: ChildRecord, form: ProgrammeForm) -> ProgrammeForm:
    form.offer("programme", [(one.code, one.title) for one in content(Tiers).programmes])
    form.offer("reference", request_choices(record))
    return form


def _stays_offered(record: ChildRecord, form: HoursForm) -> HoursForm:
    form.offer("stay", [(str(stay.id), _stay_words(stay)) for stay in reversed(record.stays)])
    return form


def _stay_words(stay: StayRow) -> str:
    return _("%(name)s, since %(day)s", name=programme_name(stay.programme), day=format_day(stay.started_on))


def _shown(record: ChildRecord, form: ProgrammeForm, error: str = "") -> ResponseReturnValue:
    fields = ("programme", "provider", "started_on", "reference")
    return show_form(
        record, _offered(record, form), _("Start a programme"), fields, _("Start the programme"), error=error
    )


def _end_shown(record: ChildRecord, stay: StayRow, form: EndForm, error: str = "") -> ResponseReturnValue:
    notes = (_stay_words(stay),)
    title, button = _("End a programme"), _("End the programme")
    return show_form(record, form, title, ("ended_on",), button, error=error, notes=notes)


def _hours_shown(
    record: ChildRecord, form: HoursForm, *, error: str = "", is_over: bool = False
) -> ResponseReturnValue:
    fields = ["stay", "used_on", "hours", "minutes", *(("over_reason", "is_confirmed") if is_over else ())]
    left = [
        _(
            "%(programme)s, %(year)s: %(left)s left of %(allowed)s",
            programme=line.programme,
            year=line.year,
            left=line.left,
            allowed=line.allowed,
        )
        for line in account_lines(record)
        if line.allowed
    ]
    return show_form(
        record,
        _stays_offered(record, form),
        _("Write down hours"),
        fields,
        _("Save the hours"),
        error=error,
        notes=left,
    )
