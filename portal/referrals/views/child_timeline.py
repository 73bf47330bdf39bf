"""The timeline of a child as one list by date, newest first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.infra.clock import in_london
from portal.infra.i18n import _, format_day
from portal.referrals.queries.child_rows import ChildRecord, GoalRow, StayRow, StepRow
from portal.referrals.rules.steps import Direction, direction_of, needs_agreement
from portal.referrals.views.child_words import (
    duration,
    outcome_name,
    programme_name,
    result_names,
    state_name,
    tier_name,
)
from portal.referrals.views.staff_words import STATUSES


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: `quote` is what somebody said, `note` what staff wrote; `strike` is set where it can be struck out."""

    on: date
    kind: str
    title: str
    facts: tuple[str, ...] = ()
    quote: str = ""
    note: str = ""
    by: str = ""
    link: str = ""
    link_words: str = ""
    is_struck: bool = False
    strike: int | None = None
    strike_words: str = ""


def kind_names() -> Mapping[str, str]:
    """Give the kinds of entries with their words, in the order in which they stand on one day."""
    return {
        "request": _("Request"),
        "decision": _("Decision"),
        "tier": _("Tier"),
        "programme": _("Programme"),
        "goal": _("Goal"),
        "review": _("Review"),
        "hours": _("Hours"),
    }


def timeline(record: ChildRecord, kind: str = "") -> tuple[Line, ...]:
    """Give the entries of one kind, or all of them, newest first."""
    makers: tuple[Callable[[ChildRecord], Iterator[Line]], ...] = (_requests, _tiers, _programmes, _goals)
    lines = [line for maker in makers for line in maker(record) if not kind or line.kind == kind]
    order = list(kind_names())
    # Within a day what was written last comes first, and a start stands below what followed from it.
    lines.sort(key=lambda line: (line.on, order.index(line.kind)))
    return tuple(reversed(lines))


def lost_or(words: str | None) -> str:
    """Give words, or say that they cannot be opened any more."""
    return _("These words cannot be opened: the record or the key was changed.") if words is None else words


def _requests(record: ChildRecord) -> Iterator[Line]:
    for request in record.requests:
        day = in_london(request.received_at).date()
        link = f"/referrals/{request.reference}"
        facts = (_("Now: %(status)s", status=STATUSES.get(request.status, request.status)),)
        yield Line(
            day,
            "request",
            _("Request for a short break"),
            facts,
            quote=lost_or(None) if request.is_damaged else "",
            link=link,
            link_words=request.reference,
        )
        if request.decided_at is not None:
            yield Line(
                in_london(request.decided_at).date(),
                "decision",
                outcome_name(request.outcome),
                link=link,
                link_words=request.reference,
            )


def _tiers(record: ChildRecord) -> Iterator[Line]:
    for step in record.steps:
        agreed = (
            (_("Agreed on %(day)s by %(who)s", day=format_day(step.agreed_on), who=lost_or(step.agreed_by)),)
            if step.agreed_on
            else ()
        )
        facts = (
            *agreed,
            *((_("What comes next: %(words)s", words=step.next_steps),) if step.next_steps else ()),
        )
        is_handed_over = needs_agreement(step.before, step.after)
        yield Line(
            step.on,
            "tier",
            step_title(step),
            facts,
            note=lost_or(step.reason),
            by=step.decided_by,
            link=f"/children/{record.code}/steps/{step.id}" if is_handed_over else "",
            link_words=_("Summary to hand over") if is_handed_over else "",
        )


def step_title(step: StepRow) -> str:
    """Say which way a step went."""
    names = {"before": tier_name(step.before), "after": tier_name(step.after)}
    match direction_of(step.before, step.after):
        case Direction.UP:
            return _("Step up from “%(before)s” to “%(after)s”", **names)
        case Direction.DOWN:
            return _("Step down from “%(before)s” to “%(after)s”", **names)
    return _("First tier: “%(after)s”", after=names["after"])


def _programmes(record: ChildRecord) -> Iterator[Line]:
    for stay in record.stays:
        name = programme_name(stay.programme)
        limit = (
            (_("%(time)s a year", time=duration(stay.hours_a_year * 60)),)
            if stay.hours_a_year is not None
            else ()
        )
        facts = (*((stay.provider,) if stay.provider else ()), *limit)
        yield Line(stay.started_on, "programme", _("%(name)s starts", name=name), facts, by=stay.added_by)
        if stay.ended_on is not None:
            yield Line(stay.ended_on, "programme", _("%(name)s ends", name=name))
        yield from _hours(stay, name)


def _hours(stay: StayRow, name: str) -> Iterator[Line]:
    for row in stay.hours:
        is_struck = row.struck_at is not None
        struck = (
            (
                _(
                    "Struck out by %(who)s on %(day)s",
                    who=row.struck_by,
                    day=format_day(in_london(row.struck_at).date()),
                ),
            )
            if row.struck_at is not None
            else ()
        )
        yield Line(
            row.used_on,
            "hours",
            _("%(time)s of %(name)s", time=duration(row.minutes), name=name),
            struck,
            note=_("Over the limit: %(why)s", why=row.over_reason) if row.over_reason else "",
            by=row.added_by,
            is_struck=is_struck,
            strike=None if is_struck else row.id,
            strike_words=_("%(time)s on %(day)s", time=duration(row.minutes), day=format_day(row.used_on)),
        )


def _goals(record: ChildRecord) -> Iterator[Line]:
    for goal in record.goals:
        yield Line(goal.set_on, "goal", _("Goal"), goal_facts(goal), quote=lost_or(goal.words))
        for review in goal.reviews:
            title = _("Review of a goal: %(result)s", result=result_names().get(review.result, review.result))
            yield Line(
                review.on,
                "review",
                title,
                quote=lost_or(goal.words),
                note=lost_or(review.words),
                by=review.by,
            )


def goal_facts(goal: GoalRow) -> tuple[str, ...]:
    """Say where a goal stands and when it is looked at again."""
    due = (_("next review on %(day)s", day=format_day(goal.review_due)),) if goal.review_due else ()
    return (", ".join((state_name(goal.state), *due)),)
