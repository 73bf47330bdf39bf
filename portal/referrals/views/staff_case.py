"""The page of one request: everything said, everything that happened, and everything that can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from portal.audit.queries import Entry
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.infra.i18n import _
from portal.referrals.content import TriageWords
from portal.referrals.forms import SeenForm
from portal.referrals.queries.cases import AskedQuestion, OpenedReferral, SameChild
from portal.referrals.queries.passes import Pass
from portal.referrals.queries.places import Offer, Wait
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import DECISIONS, Move, moves_from
from portal.referrals.services.moving import NEWS
from portal.referrals.services.sending import contact_of
from portal.referrals.views.said import Said, everything_said
from portal.referrals.views.staff_forms import CaseForms
from portal.referrals.views.staff_told import Person, Told, person_of, told_of
from portal.referrals.views.staff_words import (
    ACTIONS,
    ANSWERS,
    FLAGS,
    READS,
    ROUTES,
    STATUSES,
    WHO,
    about_name,
    in_words,
)


@dataclass(frozen=True, slots=True)
class CasePage:
    """One request; what changed while somebody wrote is in `meanwhile`, and what they wrote in its form."""

    referral: OpenedReferral
    forms: CaseForms
    trail: Sequence[Entry]
    colleagues: Mapping[int, str]
    actor_id: int
    error: str
    saved: str
    sent: str
    meanwhile: tuple[Entry, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether the page says that something is wrong."""
        return bool(self.error) or any(form.errors for form in self.forms.all)

    @property
    def public_address(self) -> str:
        """Give where the families' site is."""
        return settings().public_url

    @property
    def is_call(self) -> bool:
        """Tell whether a family asked to be rung, and no more."""
        return self.referral.row.kind is Kind.CALL

    @property
    def heading(self) -> str:
        """Give the heading; it names nobody."""
        return _("Request for a call") if self.is_call else _("Request for a short break")

    @property
    def moves(self) -> frozenset[Move]:
        """Give what can be done from here."""
        return moves_from(self.referral.row.status, self.referral.row.kind)

    @property
    def can_decide(self) -> bool:
        """Tell whether a decision is possible."""
        return bool(self.moves & (DECISIONS - {Move.PASS_ON}))

    @property
    def forms_gone(self) -> tuple[SeenForm, ...]:
        """Give the forms that are not on the page, because the request stands elsewhere now."""
        is_there = (
            (self.forms.decision, self.can_decide),
            (self.forms.ask, Move.ASK_FOR_MORE in self.moves),
            (self.forms.offer, Move.OFFER_PLACE in self.moves),
            (self.forms.phone, self.offer is not None),
            (self.forms.call, Move.HANDLE_CALL in self.moves),
            (self.forms.second, self.my_second_look is not None),
        )
        return tuple(form for form, is_here in is_there if not is_here)

    @property
    def forms_here(self) -> tuple[SeenForm, ...]:
        """Give the forms on the page, for the summary of what is wrong."""
        gone = self.forms_gone
        return tuple(form for form in self.forms.all if form not in gone)

    @property
    def problem(self) -> str:
        """Say what is wrong that has no field on the page."""
        told = (str(text) for form in self.forms_gone for texts in form.errors.values() for text in texts)
        return self.error or " ".join(told)

    @property
    def unsent(self) -> tuple[str, ...]:
        """Give what somebody wrote into a form that is not on the page any more, so that it is not lost."""
        return tuple(
            str(field.data)
            for form in self.forms_gone
            for field in form
            if field.type in {"TextAreaField", "StringField"} and field.raw_data and field.data
        )

    @property
    def is_dangerous(self) -> bool:
        """Tell whether an answer calls for help at once; the numbers stand at the top then."""
        return (
            bool(self.referral.urgent) or self.referral.row.is_urgent or "not_safe" in self.referral.row.flags
        )

    @property
    def status(self) -> str:
        """Give where it stands."""
        return in_words(STATUSES, self.referral.row.status)

    @property
    def route(self) -> str:
        """Give who asks."""
        return in_words(ROUTES, self.referral.row.route)

    @property
    def flags(self) -> tuple[str, ...]:
        """Give its flags; whether it is urgent stands beside them."""
        return tuple(in_words(FLAGS, flag) for flag in self.referral.row.flags if flag != "urgent")

    @property
    def news(self) -> tuple[str, ...]:
        """Give what the family did that nobody has looked at."""
        return tuple(in_words(FLAGS, flag) for flag in self.referral.row.flags if flag in NEWS)

    @property
    def assignee(self) -> str:
        """Give who looks after it."""
        return self.colleagues.get(self.referral.row.assignee_id or 0, "") or _("Nobody")

    @property
    def is_mine(self) -> bool:
        """Tell whether the person who reads looks after it."""
        return self.referral.row.assignee_id == self.actor_id

    @property
    def due(self) -> str:
        """Say what the clock of this step is about."""
        row = self.referral.row
        if row.is_overdue(today()):
            return _("Overdue")
        if row.is_unanswered(today()):
            return _("No answer in time: ring the family")
        return _("The family’s time, not the team’s") if row.waits_for_family else ""

    @property
    def can_write(self) -> bool:
        """Tell whether messages go to this family."""
        return contact_of(self.referral.answers, self.referral.language) is not None

    @property
    def is_safe(self) -> bool:
        """Tell whether the family said that a message may be left."""
        return self.referral.answers.get("safe_message") == "yes"

    @property
    def said(self) -> tuple[Said, ...]:
        """Give everything that was said, in the order in which it was asked."""
        return everything_said(self.referral.answers, self.referral.urgent, self.referral.questionnaire)

    @property
    def person(self) -> Person:
        """Give who asked."""
        return person_of(self.referral)

    @property
    def decisions(self) -> tuple[Told, ...]:
        """Give the decisions in words, the last one first."""
        return tuple(told_of(decision) for decision in reversed(self.referral.decisions))

    @property
    def next_words(self) -> tuple[str, str]:
        """Give what stands under every decision: how to ask again, and how to complain."""
        words = content(TriageWords)
        return words.ask_again.text, words.complain.text

    @property
    def offer(self) -> Offer | None:
        """Give the offer that waits for its answer."""
        return next((offer for offer in self.referral.offers if offer.answer is None), None)

    @property
    def past_offers(self) -> tuple[tuple[Offer, str], ...]:
        """Give the offers that have ended, with how."""
        return tuple(
            (offer, in_words(ANSWERS, offer.answer)) for offer in self.referral.offers if offer.answer
        )

    @property
    def wait(self) -> tuple[Wait, str] | None:
        """Give the waiting list on which the request stands, with its name."""
        found = next((wait for wait in self.referral.waits if wait.ended_at is None), None)
        return (found, about_name(found.about)) if found else None

    @property
    def second_look(self) -> Pass | None:
        """Give what waits for a second look."""
        return next((one for one in self.referral.passes if one.second_at is None), None)

    @property
    def my_second_look(self) -> Pass | None:
        """Give what waits for a second look by the person who reads."""
        open_looks = (one for one in self.referral.passes if one.second_at is None)
        return next((one for one in open_looks if one.passed_by_id != self.actor_id), None)

    @property
    def pointed_out(self) -> tuple[SameChild, ...]:
        """Give the requests that seem to be for the same child and are not joined."""
        return tuple(other for other in self.referral.same_child if not other.is_joined)

    @property
    def joined(self) -> tuple[SameChild, ...]:
        """Give the requests that are joined to the same child."""
        return tuple(other for other in self.referral.same_child if other.is_joined)

    @property
    def questions(self) -> Sequence[AskedQuestion]:
        """Give the questions to the family with their answers."""
        return self.referral.questions


def in_plain_words(entry: Entry, called: Mapping[str, str]) -> Entry:
    """Give an entry of the trail with names and words instead of numbers and codes."""
    actor = called.get(entry.actor) or in_words(WHO, entry.actor)
    return replace(entry, actor=actor, action=in_words(ACTIONS, entry.action))


def changes_among(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Give the entries that changed something."""
    return [entry for entry in entries if entry.action not in READS]
