"""The page of a child's timeline, and the frame of every form on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Field

from portal.core.ages import age_on
from portal.infra.access import current_actor
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import database
from portal.infra.i18n import _, format_day, ngettext
from portal.infra.keys import keys
from portal.offer.content import Tiers
from portal.referrals.content.hours import HoursRules
from portal.referrals.forms.child import ChangeForm
from portal.referrals.queries.child_rows import ChildRecord, GoalRow, StayRow
from portal.referrals.rules.accounts import Person, YearAccount, accounts
from portal.referrals.services.children import ChildWork, look_at_child
from portal.referrals.services.programmes import Limits
from portal.referrals.views.child_timeline import Line, kind_names, lost_or, timeline
from portal.referrals.views.child_words import duration, programme_name, tier_name


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Hours of one programme in one year, in words; `allowed` and `left` are "" without a limit."""

    programme: str
    year: str
    used: str
    allowed: str
    left: str
    over: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenThing:
    """A goal or a programme that goes on, with the page on which the next thing is done."""

    words: str
    facts: str
    link: str
    link_words: str


@dataclass(frozen=True, slots=True)
class ChildPage:
    """One child: who it is, what goes on, and the timeline."""

    record: ChildRecord
    name: str
    age: str
    tier: str
    accounts: tuple[AccountLine, ...]
    programmes: tuple[OpenThing, ...]
    goals: tuple[OpenThing, ...]
    untaken: int
    lines: tuple[Line, ...]
    kinds: dict[str, str]
    kind: str
    error: str
    saved: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form about a child; `fields` stand in this order, `notes` above them."""

    record: ChildRecord
    name: str
    title: str
    form: ChangeForm
    fields: tuple[Field, ...]
    button: str
    error: str
    notes: tuple[str, ...]


def opened(code: str) -> ChildRecord:
    """Open a child's record; the look is in the audit trail before anything is rendered."""
    # A look is recorded even on the page that answers a POST without a token: it changes nothing of the family's.
    with database().unit_of_work() as session:
        return look_at_child(session, now=now(), actor=current_actor(), code=code, vault=keys().vault)


def work_of(code: str, form: ChangeForm) -> ChildWork:
    """Give who changes which record, and what of it the page knew."""
    return ChildWork(current_actor(), code, form.changes.data or 0, keys().vault)


def limits() -> Limits:
    """Give what content says of hours and ages."""
    oldest = {one.code: one.max_age for one in content(Tiers).programmes}
    return Limits(content(HoursRules).years, {code: age for code, age in oldest.items() if age is not None})


def changed_meanwhile() -> str:
    """Tell the second of two editors."""
    return _(
        "Somebody changed this record after you opened it. Nothing was saved. What you wrote is still below."
        " Look at the timeline, then press the button again if it is still right."
    )


def child_name(record: ChildRecord) -> str:
    """Give the name to show, or say that it is not known."""
    return record.name or _("Name not known")


def show_child(code: str, *, error: str = "") -> ResponseReturnValue:
    """Show the timeline."""
    record = opened(code)
    kinds = dict(kind_names())
    asked = request.args.get("kind", "")
    kind = asked if asked in kinds else ""
    page = ChildPage(
        record=record,
        name=child_name(record),
        age=_age(record.born),
        tier=tier_name(record.tier),
        accounts=account_lines(record),
        programmes=tuple(_programme(record, stay) for stay in record.stays if _goes_on(stay)),
        goals=tuple(_goal(record, goal) for goal in record.goals if goal.state == "open"),
        untaken=len(record.untaken_goals),
        lines=timeline(record, kind),
        kinds=kinds,
        kind=kind,
        error=error,
        saved=_saved(),
    )
    return render_template("referrals/child.html", page=page)


def show_form(
    record: ChildRecord,
    form: ChangeForm,
    title: str,
    fields: Sequence[str],
    button: str,
    *,
    error: str = "",
    notes: Sequence[str] = (),
) -> ResponseReturnValue:
    """Show a form with what was typed in it."""
    if request.method == "POST" and form.changes.data != record.changes:
        # What is wrong with the fields may only be so because of the other editor.
        error = error or changed_meanwhile()
    page = FormPage(
        record,
        child_name(record),
        title,
        form,
        tuple(form[name] for name in fields),
        button,
        error,
        tuple(notes),
    )
    return render_template("referrals/child_form.html", page=page)


def account_lines(record: ChildRecord) -> tuple[AccountLine, ...]:
    """Give the hours of every programme and year, newest year first."""
    said = limits()
    counted = [stay.counted for stay in record.stays]
    found = accounts(counted, said.years, Person(record.born, said.max_ages), today())
    return tuple(map(_account_line, found))


def request_choices(record: ChildRecord) -> list[tuple[str, str]]:
    """Give the child's requests, the newest first."""
    return [
        (
            one.reference,
            _("%(reference)s of %(day)s", reference=one.reference, day=format_day(one.received_at.date())),
        )
        for one in reversed(record.requests)
    ]


def _age(born: date | None) -> str:
    return ngettext("%(n)s year", "%(n)s years", age_on(born, today())) if born else _("Not known")


def _goes_on(stay: StayRow) -> bool:
    return stay.ended_on is None or stay.ended_on >= today()


def _account_line(found: YearAccount) -> AccountLine:
    days, account = found.year.days, found.account
    note = (
        _("Ends with %(day)s because of the age limit.", day=format_day(found.last_day))
        if found.last_day
        else ""
    )
    return AccountLine(
        programme=programme_name(found.programme),
        year=_("%(first)s to %(last)s", first=format_day(days.first), last=format_day(days.last)),
        used=duration(account.used),
        allowed="" if account.allowed is None else duration(account.allowed),
        left="" if account.left is None else duration(account.left),
        over=duration(account.over) if account.over else "",
        note=note,
    )


def _programme(record: ChildRecord, stay: StayRow) -> OpenThing:
    since = _("since %(day)s", day=format_day(stay.started_on))
    facts = ", ".join(part for part in (stay.provider or "", since) if part)
    link = "" if stay.ended_on else f"/children/{record.code}/programmes/{stay.id}/end"
    return OpenThing(programme_name(stay.programme), facts, link, _("End it"))


def _goal(record: ChildRecord, goal: GoalRow) -> OpenThing:
    due = goal.review_due
    if due is None:
        facts = _("No review planned")
    elif due < today():
        facts = _("Review was due on %(day)s", day=format_day(due))
    else:
        facts = _("Review on %(day)s", day=format_day(due))
    return OpenThing(
        lost_or(goal.words), facts, f"/children/{record.code}/goals/{goal.id}/review", _("Review it")
    )


def _saved() -> str:
    """Say what was saved just now."""
    said = {
        "step": _("The step stands on the timeline."),
        "told": _("The step stands on the timeline. A message tells the family that it agreed to it."),
        "ring": _("The step stands on the timeline. No message goes out: ring the family and tell them."),
        "programme": _("The programme stands on the timeline."),
        "hours": _("The hours stand on the timeline."),
        "struck": _("The hours are struck out. They stay to be seen and do not count."),
        "goals": _("The goals stand on the timeline, word for word."),
        "goal": _("The goal stands on the timeline."),
        "review": _("The review stands on the timeline."),
    }
    return said.get(request.args.get("saved", ""), "") if request.method == "GET" else ""
