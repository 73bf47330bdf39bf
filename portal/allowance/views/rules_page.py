"""What the page of rules shows: all of a year under headings, or those that fit a search."""

from dataclasses import dataclass

from portal.allowance.rules.allowed import AllowanceRule, AllowanceRules, Answered
from portal.allowance.search import Found
from portal.allowance.views.asked import ADDRESS, ASK, Asked
from portal.allowance.views.wording import Verdict, verdict, year_choices, year_in_words
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language, format_day, ngettext


@dataclass(frozen=True, slots=True)
class Line:
    """One rule or answer: what it is about, the verdict and its reason; `note` says what is new or when."""

    label: str
    verdict: Verdict
    reason: str
    note: str = ""
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rules under one heading; `anchor` is its place on the page."""

    anchor: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The search with its results, or all rules of the year."""

    asked: Asked
    years: tuple[tuple[str, str], ...]
    year: str
    note: str
    result: str
    instead: str
    sections: tuple[Section, ...]
    answers: tuple[Line, ...]
    ask: str
    everything: str

    @property
    def has_search(self) -> bool:
        """Tell whether words were typed."""
        return bool(self.asked.words)

    @property
    def has_foreign(self) -> bool:
        """Tell whether something stands there in English that is read in another language."""
        return any(line.is_foreign for line in self.answers)

    @property
    def is_empty(self) -> bool:
        """Tell whether a search found nothing, in rules and in answers."""
        return self.has_search and not self.sections and not self.answers


def rules_page(rules: AllowanceRules, asked: Asked, answers: tuple[Answered, ...], found: Found) -> RulesPage:
    """Make the page; `found` is everything when nothing was typed."""
    shown = found.answers if asked.words else answers
    return RulesPage(
        asked=asked,
        years=year_choices(rules),
        year=year_in_words(asked.rules.year),
        note=_note(asked),
        result=_result(len(found.rules) + len(found.answers)),
        instead=found.instead,
        sections=_sections(rules, asked, found),
        answers=tuple(_answer(answer) for answer in shown),
        ask=asked.address(ASK),
        everything=Asked("", asked.rules, asked.is_named).address(ADDRESS),
    )


def _note(asked: Asked) -> str:
    """Say what a reader must know of the year, before any rule of it."""
    if not asked.rules.is_decided:
        return _(asked.rules.note)
    if asked.is_this_year:
        return ""
    year = year_in_words(asked.rules.year)
    return _("These are the rules for %(year)s. Other years have other rules.", year=year)


def _result(total: int) -> str:
    return ngettext("%(n)s answer", "%(n)s answers", total)


def _sections(rules: AllowanceRules, asked: Asked, found: Found) -> tuple[Section, ...]:
    if asked.words:
        lines = tuple(_line(rules, rule) for rule in found.rules)
        return (Section("rules", _("What the rules say"), lines),) if lines else ()
    return tuple(
        Section(
            group.code.replace("_", "-"),
            _(group.title),
            tuple(_line(rules, rule) for rule in asked.rules.of_group(group.code)),
        )
        for group in asked.rules.groups
    )


def _line(rules: AllowanceRules, rule: AllowanceRule) -> Line:
    return Line(_(rule.label), verdict(rule.allowed), _(rule.reason), _changed(rules, rule))


def _changed(rules: AllowanceRules, rule: AllowanceRule) -> str:
    """Say what the year before said of the same thing, when it was something else."""
    file = rules.before(rule.year)
    before = file.rule(rule.code) if file else None
    if file is None or before is None or before.allowed is rule.allowed:
        return ""
    return _(
        "New from %(day)s. Before, the answer was “%(answer)s”.",
        day=format_day(rule.year.starts),
        answer=verdict(before.allowed).words,
    )


def _answer(answer: Answered) -> Line:
    day = format_day(answer.answered_on)
    return Line(
        answer.question,
        verdict(answer.allowed),
        answer.reason,
        _("Answered on %(day)s", day=day),
        is_foreign=current_language() != SOURCE_LANGUAGE,
    )
