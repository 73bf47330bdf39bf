"""Words for what stands on a child's timeline."""

from datetime import date

from portal.infra.content_pack import content
from portal.infra.i18n import _, format_day, ngettext
from portal.offer.content import Tiers
from portal.referrals.content import TriageWords
from portal.referrals.rules.hours import HoursFault
from portal.referrals.rules.steps import GoalState, Result, ReviewFault, StepFault
from portal.referrals.services.programmes import StayFault


def duration(minutes: int) -> str:
    """Write minutes as a person says them: "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours or not rest:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours))
    if rest:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest))
    return " ".join(parts)


def tier_name(number: int | None) -> str:
    """Give what the council calls a tier; its number when it offers it no more."""
    if number is None:
        return _("No tier yet")
    found = next((tier for tier in content(Tiers).tiers if tier.number == number), None)
    return found.title if found else str(number)


def programme_name(code: str) -> str:
    """Give what the council calls a programme; its code when it has it no more."""
    found = content(Tiers).programme(code)
    return found.title if found else code


def outcome_name(code: str | None) -> str:
    """Give what staff call an outcome."""
    return content(TriageWords).name(code) if code else ""


def result_names() -> dict[str, str]:
    """Give the words of every result of a review, in order."""
    return {
        Result.REACHED: _("Reached"),
        Result.ON_THE_WAY: _("On the way"),
        Result.NOT_YET: _("Not yet"),
        Result.CHANGED: _("The goal has changed"),
        Result.STOPPED: _("Stopped"),
    }


def state_name(state: str) -> str:
    """Give the words of where a goal stands."""
    return {
        GoalState.OPEN: _("Open"),
        GoalState.REACHED: _("Reached"),
        GoalState.CHANGED: _("Changed"),
        GoalState.STOPPED: _("Stopped"),
    }[GoalState(state)]


def step_fault(fault: StepFault) -> tuple[str, str]:
    """Give at which field a fault of a step stands, and its words."""
    return {
        StepFault.NOT_OFFERED: ("to_tier", _("The council does not offer this tier. Choose another.")),
        StepFault.SAME_TIER: ("to_tier", _("The child is in this tier already. Choose another.")),
        StepFault.IN_THE_FUTURE: ("on", _("This day has not come yet. Write the step down on its day.")),
        StepFault.BEFORE_LAST: ("on", _("The step before this one is later. Check the day.")),
        StepFault.NO_REASON: ("reason", _("Write why the tier changes")),
        StepFault.NOBODY_AGREED: (
            "agreed_by",
            _("Write who agreed. A step up needs the family’s agreement."),
        ),
        StepFault.NOT_AGREED: ("agreed_on", _("Enter the day on which the family agreed")),
        StepFault.AGREED_AFTER: ("agreed_on", _("The family agrees first: this day is after the step")),
        StepFault.NO_NEXT_STEPS: ("next_steps", _("Write what the family has from now on")),
    }[fault]


def review_fault(fault: ReviewFault) -> tuple[str, str]:
    """Give at which field a fault of a review stands, and its words."""
    return {
        ReviewFault.NOT_OPEN: ("result", _("This goal is not open any more. Add a new goal instead.")),
        ReviewFault.IN_THE_FUTURE: ("reviewed_on", _("This day has not come yet")),
        ReviewFault.BEFORE_GOAL: ("reviewed_on", _("The goal was set after this day")),
        ReviewFault.NO_NEXT_DATE: ("next_on", _("The goal goes on, so enter the day of the next review")),
        ReviewFault.NEXT_NOT_LATER: ("next_on", _("The next review comes after this one")),
    }[fault]


def stay_fault(fault: StayFault, day: date | None) -> tuple[str, str]:
    """Give at which field a fault of a programme stands, and its words."""
    when = format_day(day) if day else ""
    return {
        StayFault.NOT_OFFERED: ("programme", _("Choose a programme from the list")),
        StayFault.ALREADY_IN: (
            "programme",
            _("The child is in this programme since %(day)s. End that first.", day=when),
        ),
        StayFault.TOO_OLD: (
            "started_on",
            _("For this child the programme ends with %(day)s, because of its age limit", day=when),
        ),
        StayFault.ENDS_BEFORE_START: (
            "ended_on",
            _("It started on %(day)s, so it cannot end before", day=when),
        ),
        StayFault.ENDS_BEFORE_HOURS: (
            "ended_on",
            _("Hours were used on %(day)s. End it on that day or later, or strike the hours out.", day=when),
        ),
        StayFault.HAS_ENDED: ("ended_on", _("It ended on %(day)s already", day=when)),
    }[fault]


def hours_fault(fault: HoursFault, over: int) -> tuple[str, str]:
    """Give at which field a fault of hours stands, and its words."""
    return {
        HoursFault.NO_TIME: ("hours", _("Enter hours, minutes or both")),
        HoursFault.TOO_LONG: ("hours", _("One day has 24 hours. Write each day down by itself.")),
        HoursFault.IN_THE_FUTURE: ("used_on", _("This day has not come yet")),
        HoursFault.BEFORE_START: ("used_on", _("The programme had not started on this day")),
        HoursFault.AFTER_END: ("used_on", _("The programme had ended on this day")),
        HoursFault.NO_RULES: ("used_on", _("The rules for hours begin later than this day")),
        HoursFault.NEEDS_REASON: (
            "over_reason",
            _(
                "This goes over what the year allows, by %(time)s. Write why, and tick the box.",
                time=duration(over),
            ),
        ),
    }[fault]
