"""A search for rules, read from its address and written back into one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort
from werkzeug.datastructures import MultiDict

from portal.activities.views.homes import has_home
from portal.allowance.rules.allowed import AllowanceRules, YearRules
from portal.allowance.rules.traces import contacts_in
from portal.allowance.rules.years import FinancialYear
from portal.allowance.search import LONGEST_QUERY
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.questionnaires.rules.typed import clean_text

ADDRESS, ASK, THANKS = "/allowance", "/allowance/ask", "/allowance/thank-you"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, and the year that is shown; `is_named` when the address names the year."""

    words: str
    rules: YearRules
    is_named: bool

    @property
    def is_this_year(self) -> bool:
        """Tell whether the year is the one in which we are."""
        return self.rules.year == FinancialYear.of(today())

    @property
    def safe_words(self) -> str:
        """Give the words, or none where they may lead to a person or a home."""
        return "" if contacts_in(self.words) or has_home([self.words]) else self.words

    def address(self, path: str = ADDRESS) -> str:
        """Give an address about the same words and year."""
        pairs = {"q": self.safe_words, "year": self.rules.year.code if self.is_named else ""}
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{path}?{query}" if query else path


def rules_here() -> AllowanceRules:
    """Give the rules of all years; a council without an allowance has no page about it."""
    rules = content(AllowanceRules)
    if not rules.years:
        abort(404)
    return rules


def read_asked(values: MultiDict[str, str]) -> Asked:
    """Read the words and the year; a year without a file is this one."""
    rules = rules_here()
    named = FinancialYear.parse(values.get("year", "").strip())
    file = rules.years.get(named) if named else None
    shown = file or rules.on(today())
    assert shown is not None, "rules_here gives at least one year"
    words = clean_text(values.get("q", ""), keep_lines=False)[:LONGEST_QUERY]
    return Asked(words, shown, file is not None)
