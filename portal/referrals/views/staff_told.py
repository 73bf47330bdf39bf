"""Who asked, and what was decided, in words that staff read."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.core.ages import age_on
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.i18n import _, ngettext
from portal.offer.content import Council
from portal.referrals.content import TriageWords
from portal.referrals.queries.cases import Decision, OpenedReferral
from portal.referrals.rules.routes import Route
from portal.referrals.views.said import who_asked
from portal.referrals.views.staff_words import outcome_name


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody, and how to reach them."""

    name: str
    phone: str
    email: str

    @property
    def tel(self) -> str:
        """Give the address that rings them."""
        return f"tel:{self.phone.replace(' ', '')}"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asked, at the top of the page, because the first thing to do is to ring.

    `family` is whom to ring in the family, when a professional asked for it.
    """

    asked_by: Reached
    family: Reached | None
    language: str
    age: str


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words."""

    name: str
    by: str
    moment: datetime
    reason: str
    alternatives: tuple[str, ...]
    family: str
    record: str


def person_of(opened: OpenedReferral) -> Person:
    """Give who asked, and how to reach them."""
    answers = opened.answers
    names = {language.code: language.name for language in content(Council).languages}
    name, family = who_asked(answers), None
    phone, email, work_phone, work_email, in_family = (
        str(answers.get(given) or "")
        for given in ("phone", "email", "work_phone", "work_email", "family_contact_name")
    )
    asked_by = Reached(name, phone, email)
    if opened.row.route is Route.PROFESSIONAL:
        # The family's number must never stand beside the name of its school.
        asked_by, family = Reached(name, work_phone, work_email), Reached(in_family, phone, email)
    return Person(
        asked_by,
        family,
        names.get(opened.language, opened.language),
        _age(answers.get("child_born"), answers.get("age")),
    )


def _age(born: object, said: object) -> str:
    if born:
        return ngettext("%(n)s year", "%(n)s years", age_on(date.fromisoformat(str(born)), today()))
    return ngettext("%(n)s year", "%(n)s years", said) if isinstance(said, int) else _("Not known")


def told_of(decision: Decision) -> Told:
    """Put a decision into words."""
    words, grounds = content(TriageWords), decision.grounds
    reason = words.reason(grounds.reason)
    others = [words.alternative(code) for code in grounds.alternatives]
    return Told(
        name=outcome_name(decision.outcome),
        by=decision.decided_by,
        moment=decision.decided_at,
        reason=reason.name if reason else grounds.reason,
        alternatives=(*(other.name for other in others if other), *grounds.activities),
        family=grounds.family,
        record=grounds.record,
    )
