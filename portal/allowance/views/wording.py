"""Years and verdicts in the words of the reader."""

from dataclasses import dataclass

from portal.allowance.rules.allowed import AllowanceRules, Allowed
from portal.allowance.rules.years import FinancialYear
from portal.infra.i18n import _, format_day


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict as it is shown: a sign for the eye, words for everybody, never a colour alone."""

    code: str
    sign: str
    words: str


def verdict(allowed: Allowed) -> Verdict:
    """Give a verdict as it is shown."""
    match allowed:
        case Allowed.YES:
            return Verdict("yes", "✓", _("Yes, you can"))
        case Allowed.NO:
            return Verdict("no", "✗", _("No, you cannot"))
        case Allowed.ASK:
            return Verdict("ask", "?", _("Ask us first"))


def year_in_words(year: FinancialYear) -> str:
    """Write a year with its first and last day."""
    return _("%(first)s to %(last)s", first=format_day(year.starts), last=format_day(year.ends))


def year_in_short(year: FinancialYear) -> str:
    """Write a year as it fits into a list on a small screen."""
    return _("April %(first)s to March %(last)s", first=year.first, last=year.first + 1)


def year_choices(rules: AllowanceRules, *, decided: bool = False) -> tuple[tuple[str, str], ...]:
    """Give code and words of each year that can be chosen, the latest first."""
    years = [year for year, file in rules.years.items() if file.is_decided or not decided]
    return tuple((year.code, year_in_short(year)) for year in reversed(years))
