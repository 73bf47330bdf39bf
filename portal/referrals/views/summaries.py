"""What was said, put into words that somebody takes along on paper; nothing of it is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.i18n import _, format_day, ngettext
from portal.offer.content import Council
from portal.offer.content.council import Contact
from portal.questionnaires.rules.flow import Walk
from portal.questionnaires.rules.questions import Question
from portal.questionnaires.views.pages import answer_texts
from portal.referrals.rules.routes import ages_said

# What a family reads of a professional's request: no free words of the professional and no names of jobs.
_FOR_FAMILY = (
    *("help_wanted", "activity", "activity_types", "times_wanted", "support_needs", "communication"),
    *("goal_1", "goal_2", "goal_3"),
)
_FOR_ASSESSMENT = (
    *("support_needs", "communication", "communication_words", "hard_now", "times_wanted"),
    *("goal_1", "goal_2", "goal_3", "hopes", "difference"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A question and what was said, one text a line."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilySummary:
    """What a professional asked for, for the family."""

    reference: str
    name: str
    asked_by: str
    organisation: str
    agreed: str
    contact_by: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AssessmentSummary:
    """What to say on the phone, and what was said before."""

    team: Contact
    sentences: tuple[str, ...]
    lines: tuple[Line, ...]
    date: str


def for_family(way: Walk, reference: str, contact_by: date) -> FamilySummary:
    """Give the plain summary of a professional's request."""
    agreed = way.answers.get("agreed_on")
    when = format_day(agreed) if isinstance(agreed, date) else ""
    return FamilySummary(
        reference=reference,
        name=_said(way, "child_first_name"),
        asked_by=_said(way, "your_name"),
        organisation=_said(way, "organisation"),
        agreed=_("%(name)s agreed to this on %(day)s.", name=_said(way, "agreed_name"), day=when),
        contact_by=contact_by,
        lines=tuple(_lines(way, _FOR_FAMILY)),
    )


def for_assessment(way: Walk, asks_for: Sequence[str]) -> AssessmentSummary:
    """Give what to say when asking for an assessment; `asks_for` holds "child", "carer" or both."""
    return AssessmentSummary(
        team=content(Council).contacts.short_breaks_team,
        sentences=tuple(sentence for code, sentence in _sentences().items() if code in asks_for),
        lines=(*_age_line(way), *_lines(way, _FOR_ASSESSMENT)),
        date=format_day(today()),
    )


def _sentences() -> dict[str, str]:
    return {
        "child": _("I want a social care assessment for a disabled child or young person."),
        "carer": _("I want a parent carer’s needs assessment for myself."),
    }


def _said(way: Walk, question: str) -> str:
    answer = way.answers.get(question, "")
    return answer if isinstance(answer, str) else ""


def _age_line(way: Walk) -> Iterator[Line]:
    for years in ages_said(way.answers, today())[:1]:
        yield Line(_("Age"), (ngettext("%(n)s year", "%(n)s years", years),))


def _lines(way: Walk, wanted: Sequence[str]) -> Iterator[Line]:
    asked = {question.id: question for page in way.pages for question in page.questions}
    for name in wanted:
        if name in asked and way.answers.get(name):
            yield Line(_label(asked[name]), answer_texts(asked[name], way.answers[name]))


def _label(question: Question) -> str:
    """Give the words of a question; where they only make sense under the title of its page, a short name."""
    names = {
        "communication": _("How the child or young person communicates"),
        "help_wanted": _("What was asked for"),
        "times_wanted": _("When it would help"),
        "support_needs": _("What support is needed with"),
        "goal_1": _("First goal"),
        "goal_2": _("Second goal"),
        "goal_3": _("Third goal"),
    }
    return names.get(question.id) or _(question.label)
