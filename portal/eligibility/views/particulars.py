"""What goes with an outcome, in words: how, how much, by when, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.eligibility.rules.cases import Case
from portal.eligibility.rules.dated import WindowNow, clock_dates, renewal_date, window_on
from portal.eligibility.rules.particulars import Particulars, Period, Route, Spendable, Unit
from portal.eligibility.rules.shares import Share, share_of
from portal.eligibility.rules.telling import number
from portal.infra.i18n import _, format_day, format_number, ngettext
from portal.infra.working_days import working_day_after


@dataclass(frozen=True, slots=True)
class Particular:
    """A line with its details beneath."""

    title: str
    text: str = ""
    items: tuple[str, ...] = ()


def route_words(route: Route | None) -> str:
    """Say how somebody gets it; "" when the rule does not."""
    if route is None:
        return ""
    return _(route.title) if route.title else _routes()[route.id]


def _routes() -> dict[str, str]:
    return {
        "just_go": _("You just go, or book."),
        "automatic": _("You get it without a decision by a group of people."),
        "self": _("You ask for it yourself."),
        "professional": _("Somebody who works with the family asks for it."),
        "panel": _("A group of people at the council decides. It is called a panel."),
        "assessment": _("It follows a social care assessment."),
    }


def particulars(given: Particulars, case: Case) -> tuple[Particular, ...]:
    """Give everything that goes with an outcome, on the day of the case."""
    return tuple(_all(given, case))


def _all(given: Particulars, case: Case) -> Iterator[Particular]:
    for window in given.windows:
        yield Particular(_(window.title), _window(window_on(window, case.day)))
    for evidence in given.evidence:
        yield Particular(_(evidence.title), items=tuple(_(item) for item in evidence.items))
    for amount in given.amounts:
        share = share_of(amount, case.answers, case.known, case.day)
        if share is not None:
            yield Particular(_(amount.title), f"{_share(share)} {_(amount.text)}".strip())
    for found in clock_dates(given.clocks, case.answers, case.day, working_day_after):
        text = f"{_by(found.by)} {_(found.clock.starts)}".strip()
        yield Particular(_(found.clock.title), text)
    for renewal in given.renewals:
        text = f"{format_day(renewal_date(renewal, case.day).on)}. {_(renewal.text)}".strip()
        yield Particular(_(renewal.title), text)
    for spend in given.spend:
        items = tuple(
            f"{_(item.title)}: {_spendable()[item.answer]} {_(item.reason)}".strip() for item in spend.items
        )
        yield Particular(_(spend.title), _(spend.text), items)


def _by(day: date | None) -> str:
    if day is None:
        return _("We do not know the day yet.")
    return _("By %(day)s.", day=format_day(day))


def _window(now: WindowNow) -> str:
    if now.is_open and now.closes:
        return _("Open now, until %(day)s.", day=format_day(now.closes))
    if now.opens:
        return _("Opens on %(day)s.", day=format_day(now.opens))
    return _("Closed now.")


def _spendable() -> dict[Spendable, str]:
    return {
        Spendable.CAN: _("yes."),
        Spendable.CANNOT: _("no."),
        Spendable.ASK: _("ask us first."),
    }


def _share(share: Share) -> str:
    """Say an amount for a whole period and, where it differs, for the rest of this one."""
    whole = _ends(share.amount.unit, share.whole_least, share.whole_most)
    if share.amount.up_to:
        whole = _("up to %(amount)s", amount=whole)
    each = _each().get(share.amount.each, "")
    text = f"{whole} {each}".strip() + "."
    if share.ends and share.least != share.whole_least:
        part = _ends(share.amount.unit, share.least, share.most)
        until = format_day(share.ends)
        text += " " + _("If you start today, it is %(amount)s until %(day)s.", amount=part, day=until)
    if share.birthday_unknown:
        text += " " + _("It can be less. Tell us the date of birth, because it ends before a birthday.")
    return text


def _ends(unit: Unit, least: Fraction, most: Fraction) -> str:
    if least == most:
        return _quantity(unit, most)
    return _("%(least)s to %(most)s", least=format_number(number(least)), most=_quantity(unit, most))


def _quantity(unit: Unit, amount: Fraction) -> str:
    shown = format_number(number(amount))
    # Parts of a thing are spoken of as a few of them.
    many = int(amount) if amount.denominator == 1 else 2
    match unit:
        case Unit.POUNDS:
            return f"£{shown}"
        case Unit.DAYS:
            return ngettext("%(amount)s day", "%(amount)s days", many, amount=shown)
        case Unit.NIGHTS:
            return ngettext("%(amount)s night", "%(amount)s nights", many, amount=shown)
        case Unit.SESSIONS:
            return ngettext("%(amount)s session", "%(amount)s sessions", many, amount=shown)
        case Unit.WEEKS:
            return ngettext("%(amount)s week", "%(amount)s weeks", many, amount=shown)
    return ngettext("%(amount)s hour", "%(amount)s hours", many, amount=shown)


def _each() -> dict[Period, str]:
    return {
        Period.FINANCIAL_YEAR: _("each year from April to March"),
        Period.SCHOOL_YEAR: _("each school year"),
        Period.CALENDAR_YEAR: _("each year from January to December"),
        Period.YEAR: _("each year"),
        Period.TERM: _("each school term"),
        Period.MONTH: _("each month"),
        Period.WEEK: _("each week"),
        Period.NIGHT: _("for each night"),
        Period.DAY: _("for each day"),
        Period.HOUR: _("for each hour"),
        Period.SESSION: _("for each session"),
    }
